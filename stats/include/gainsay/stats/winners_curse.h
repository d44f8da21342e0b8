#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "gainsay/stats/interval.h"

namespace gainsay::stats {

// The best of several candidates, corrected for having been chosen because it looked best.
struct WinnersCurse {
  std::size_t winner;  // index of the largest estimate, the first of equal ones
  double naive;        // its estimate
  double estimate;     // conditional on having won, as often too high as too low; -infinity: see below
  Interval interval;   // conditional on having won
  Interval
      simultaneous;  // around the naive estimate, at the level that covers all candidates at once (Sidak)
  double runner_up;  // the second largest estimate
  std::int64_t n;    // candidates
  std::string_view method;  // "conditional-on-selection"
};

// What the winner of a search (the best seed, checkpoint, setting or method of many) is truly worth: the
// largest of several noisy estimates is too high on average, by 1.54 standard errors for 10 equal candidates.
// estimates: at least 2 finite values, larger is better; standard_errors: as many, each > 0. Given that it
// won, the winner's estimate is normal, cut off below at the runner-up; the estimate is the mean for which
// the one seen is the median of that distribution, the interval inverts it. Where winner and runner-up are
// all but equal, little is left to learn from the winner: the estimate goes down without bound, and is
// -infinity at a tie; the simultaneous interval is then the one to use. Throws std::domain_error for
// arguments outside these ranges or a confidence that is not between 0 and 1. Assumes independent normal
// estimates with known standard errors. Source: Andrews, Kitagawa and McCloskey (2024), for independent
// estimates.
WinnersCurse winners_curse(std::span<const double> estimates, std::span<const double> standard_errors,
                           double confidence = 0.95);

}  // namespace gainsay::stats
