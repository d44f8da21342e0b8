#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "gainsay/stats/alternative.h"

namespace gainsay::stats {

struct MannWhitney {
  double u;                           // pairs in which a is the larger, ties counted as half
  double probability_of_superiority;  // u / (n_a n_b)
  double p_value;
  std::int64_t n_a;
  std::int64_t n_b;
  bool exact;               // false: normal approximation with tie correction and continuity correction
  std::string_view method;  // "mann-whitney"
};

// The Mann-Whitney (Wilcoxon rank-sum) test: does one sample tend to larger values than the other?
// a, b: at least 1 finite value each; values within 1e-10 of each other, relatively, are tied and share their
// mean rank. Returns U, the probability that a run of a beats a run of b, and p. The p value is exact, over
// all ways to deal the ranks as they are, ties included, up to n_a + n_b = 80; beyond that it is the normal
// approximation, and `exact` says so. Two-sided means: as far from n_a n_b / 2 as U, or farther. Throws
// std::domain_error if a sample is empty, a value is not finite, or all values are tied. Assumes independent
// values. It is no test of means; where the spreads differ its error rate is not kept: at a nominal 5 % it
// errs 12 and 8 % of the time where 3 and 5 noisy runs (three times the sd) meet twice as many quiet ones.
// Source: Mann and Whitney (1947); tie correction: Lehmann (1975), section 1.4.
MannWhitney mann_whitney(std::span<const double> a, std::span<const double> b,
                         Alternative alternative = Alternative::two_sided);

}  // namespace gainsay::stats
