#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "gainsay/stats/alternative.h"
#include "gainsay/stats/interval.h"

namespace gainsay::stats {

// What becomes of differences of exactly 0: `wilcoxon` drops them before ranking, `pratt` ranks them and then
// drops their ranks.
enum class ZeroRule { wilcoxon, pratt };

struct WilcoxonSignedRank {
  double rank_sum_positive;
  double rank_sum_negative;
  double p_value;
  std::int64_t n;           // differences that are not 0
  std::int64_t n_zero;      // differences of exactly 0
  bool exact;               // false: normal approximation with tie correction and continuity correction
  std::string_view method;  // "wilcoxon-signed-rank"
};

// Wilcoxon's signed-rank test: are the differences symmetric about 0?
// differences: n >= 1 finite values, at least one of them not 0; two absolute differences within 1e-10 of the
// larger are tied and share their mean rank; zeros: what becomes of the zeros. Returns both rank sums and p.
// The p value is exact, over all 2^n signs of the ranks as they are, ties and zeros included, for up to 200
// differences that are not 0; beyond that it is the normal approximation, and `exact` says so. Throws
// std::domain_error if there is no difference, one is not finite, or all are 0. Assumes independent pairs,
// and symmetric differences: about the median of 30 exponential ones a nominal 5 % test errs 15 % of the
// time. Below 6 pairs no two-sided p reaches 5 %. Source: Wilcoxon (1945); zeros: Pratt (1959).
WilcoxonSignedRank wilcoxon_signed_rank(std::span<const double> differences,
                                        ZeroRule zeros = ZeroRule::wilcoxon,
                                        Alternative alternative = Alternative::two_sided);

struct HodgesLehmann {
  double estimate;             // median of the Walsh averages
  Interval interval;           // from one Walsh average to another
  double achieved_confidence;  // exact, at least what was asked for
  std::int64_t n;
  std::string_view method;  // "hodges-lehmann"
};

// The estimate and exact interval that go with the signed-rank test: the centre of symmetric differences.
// differences: n from 1 to 1000 finite values; confidence: between 0 and 1.
// Returns the median of the Walsh averages (d_i + d_j) / 2, i <= j, and the order statistics among them that
// cover the centre with at least the confidence; exact without ties, conservative with them. Throws
// std::domain_error if n is out of range, a value is not finite, confidence is not between 0 and 1, or n is
// so small that even the widest interval has less confidence (n < 6 at 95 %). Source: Hodges and Lehmann
// (1963); interval: Hollander, Wolfe and Chicken (2014), section 3.3.
HodgesLehmann hodges_lehmann_interval(std::span<const double> differences, double confidence = 0.95);

}  // namespace gainsay::stats
