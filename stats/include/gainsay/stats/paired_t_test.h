#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "gainsay/stats/alternative.h"
#include "gainsay/stats/interval.h"

namespace gainsay::stats {

struct PairedTTest {
  double estimate;        // mean of a - b
  double standard_error;  // of the estimate
  Interval interval;
  double statistic;
  double df;  // n - 1
  double p_value;
  std::int64_t n;                     // pairs
  std::optional<double> correlation;  // Pearson's r of a and b; empty if one of them does not vary
  std::string_view method;            // "paired-t"
};

struct OneSampleTTest {
  double estimate;        // mean
  double standard_error;  // of the mean
  Interval interval;      // of the mean
  double statistic;       // (mean - mu) / standard_error
  double df;              // n - 1
  double p_value;
  std::int64_t n;
  std::string_view method;  // "one-sample-t"
};

// Student's paired t test: is the mean of the differences a[i] - b[i] zero?
// a, b: the same number n >= 2 of finite values, a[i] and b[i] from the same pair; confidence: between 0
// and 1. Returns the mean difference with interval, t, df and p, and the correlation that pairing lives on.
// Throws std::domain_error if the sizes differ, n < 2, a value is not finite, confidence is not between 0 and
// 1, or the differences do not vary (beyond rounding: 10 epsilon of the larger absolute mean). Assumes pairs
// that share something real (split, seed-driven order, item), and independent pairs: not for folds that share
// training data (see corrected_resampled_t_test). Skewed differences make it err: at 5 pairs and a nominal
// 5 %, 12 % of the time if they are exponential, 25 % if one in five lies far below the others. Source:
// Student (1908).
PairedTTest paired_t_test(std::span<const double> a, std::span<const double> b, double confidence = 0.95,
                          Alternative alternative = Alternative::two_sided);

// Student's t test of one sample against a fixed mean, for instance of one gain per dataset against 0.
// sample: n >= 2 finite values; mu: finite, the mean under the null; confidence: between 0 and 1.
// Returns the mean with its interval, and t, df and p for mu.
// Throws std::domain_error if n < 2, a value or mu is not finite, confidence is not between 0 and 1, or the
// sample does not vary (beyond rounding: 10 epsilon of the absolute mean). Source: Student (1908).
OneSampleTTest one_sample_t_test(std::span<const double> sample, double mu = 0, double confidence = 0.95,
                                 Alternative alternative = Alternative::two_sided);

}  // namespace gainsay::stats
