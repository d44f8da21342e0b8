#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "gainsay/stats/alternative.h"
#include "gainsay/stats/interval.h"

namespace gainsay::stats {

struct BrownForsythe {
  double spread_a;           // mean absolute deviation of a from its median
  double spread_b;           // the same of b
  double spread_difference;  // spread_a - spread_b: below 0 where a is the more stable
  Interval interval;         // of spread_difference, by Welch's t
  double statistic;          // Welch's t over the absolute deviations
  double df;
  double p_value;
  double f_statistic;  // the classic statistic: one-way analysis of variance of the deviations
  double f_p_value;    // two-sided, F(1, n_a + n_b - 2)
  std::optional<double> log_sd_ratio;  // ln(sd(a) / sd(b)); empty if an arm does not vary
  std::int64_t n_a;
  std::int64_t n_b;
  std::string_view method;  // "brown-forsythe-welch"
};

// The Brown-Forsythe test of two arms: is one more stable than the other?
// a, b: at least 3 finite values each; confidence: between 0 and 1; alternative: about spread_a - spread_b.
// Returns Welch's t over |x - median| with interval and p, and the classic F beside it.
// Throws std::domain_error if an arm has fewer than 3 values or one that is not finite, confidence is not
// between 0 and 1, or the absolute deviations vary in neither arm. Assumes independent runs; it is cautious
// at 3 to 5 runs, where the medians take up much of the deviations. Source: Brown and Forsythe (1974).
BrownForsythe brown_forsythe(std::span<const double> a, std::span<const double> b, double confidence = 0.95,
                             Alternative alternative = Alternative::two_sided);

}  // namespace gainsay::stats
