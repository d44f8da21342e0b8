#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "gainsay/stats/alternative.h"
#include "gainsay/stats/interval.h"
#include "gainsay/stats/moments.h"

namespace gainsay::stats {

struct WelchTTest {
  double estimate;        // mean(a) - mean(b)
  double standard_error;  // of the estimate
  Interval interval;      // of the estimate
  double statistic;       // t = estimate / standard_error
  double df;              // Welch-Satterthwaite, not an integer
  double p_value;
  std::int64_t n_a;
  std::int64_t n_b;
  std::string_view method;  // "welch-t"
};

// Welch's t test: do two independent samples have the same mean, whatever their variances?
// a, b: at least 2 finite values each; confidence: between 0 and 1, of the interval; alternative: about
// mean(a) - mean(b). Returns the difference of means with interval, t, df and p. Throws std::domain_error if
// a sample has fewer than 2 values or one that is not finite, if confidence is not between 0 and 1, or if
// neither sample varies (the standard error is 0, or within 10 epsilon of it beside the means). Assumes
// independent values. At 3 to 10 runs it keeps its error rate on every shape we tried; with 2 or 3 noisy runs
// (three times the sd) beside twice as many quiet ones it errs 9 and 6 % of the time at a nominal 5 %. Not
// for paired runs, folds or items: see the paired and corrected tests. Source: Welch (1947); degrees of
// freedom by Satterthwaite (1946).
WelchTTest welch_t_test(std::span<const double> a, std::span<const double> b, double confidence = 0.95,
                        Alternative alternative = Alternative::two_sided);

// The same, two-sided, from means, sds and sizes alone, as a paper prints them.
// a, b: finite mean, sd >= 0, n >= 2; confidence: between 0 and 1.
// Throws std::domain_error if an argument is outside these ranges or both sds are 0.
WelchTTest welch_t_test_from_moments(const Moments& a, const Moments& b, double confidence = 0.95);

}  // namespace gainsay::stats
