#pragma once

#include <cstdint>
#include <string_view>

#include "gainsay/stats/binomial_interval.h"
#include "gainsay/stats/interval.h"
#include "gainsay/stats/mcnemar.h"

namespace gainsay::stats {

struct ProportionDifference {
  double estimate;          // proportion of a less that of b
  Interval interval;        // within -1 to 1
  std::string_view method;  // "newcombe" or "tango"
};

// Newcombe's interval for the difference of two independent proportions, from the Wilson intervals of each.
// a, b: 0 <= successes <= trials, trials >= 1; confidence: between 0 and 1.
// Returns the difference with its interval. Throws std::domain_error if an argument is outside its range.
// Assumes independent trials and independent test sets: for two models on the same items take
// tango_interval. Source: Newcombe (1998), method 10.
ProportionDifference newcombe_interval(const Proportion& a, const Proportion& b, double confidence = 0.95);

// Tango's score interval for the difference of two models' accuracies on the same items.
// discordance: counts >= 0; n_items: >= 1 and at least as many as they sum to; confidence: between 0 and 1.
// Returns the difference (only_a - only_b) / n_items with the interval of all differences that the score test
// does not reject; also where the models never disagree. Throws std::domain_error if an argument is outside
// its range. Assumes independent items. Source: Tango (1998).
ProportionDifference tango_interval(const Discordance& discordance, std::int64_t n_items,
                                    double confidence = 0.95);

}  // namespace gainsay::stats
