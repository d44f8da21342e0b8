#pragma once

#include <cstdint>

#include "gainsay/stats/interval.h"

namespace gainsay::stats {

// Successes out of trials, 0 <= successes <= trials, trials >= 1.
struct Proportion {
  std::int64_t successes;
  std::int64_t trials;
};

// The Wilson score interval of a proportion: short, and close to its nominal confidence on average, not
// everywhere: at 95 % it misses an accuracy of 0.95 on 10 items, and one of 0.99 on 50, 9 % of the time.
// proportion: as declared above; confidence: between 0 and 1.
// Returns the interval, within 0 to 1. Throws std::domain_error if an argument is outside its range.
// Assumes independent trials. Source: Wilson (1927), without continuity correction.
Interval wilson_interval(const Proportion& proportion, double confidence = 0.95);

// The Clopper-Pearson interval of a proportion: never below its nominal confidence, and so the longer one.
// proportion: as declared above; confidence: between 0 and 1.
// Returns the interval, within 0 to 1. Throws std::domain_error if an argument is outside its range.
// Assumes independent trials. Source: Clopper and Pearson (1934).
Interval clopper_pearson_interval(const Proportion& proportion, double confidence = 0.95);

}  // namespace gainsay::stats
