#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "gainsay/stats/interval.h"

namespace gainsay::stats {

struct CorrectedTTest {
  double estimate;        // mean difference over the resamples
  double standard_error;  // corrected for the overlap of the training sets
  Interval interval;
  double statistic;
  double df;  // n - 1
  double p_value;
  std::int64_t n;           // resamples
  std::string_view method;  // "nadeau-bengio-t"
};

// The corrected resampled t test: a paired t test over resamples or folds whose training sets overlap.
// differences: n >= 2 finite values, the score of one method less that of the other on each resample;
// test_train_ratio: > 0, size of a test set over that of a training set (1 / (k - 1) for k-fold
// cross-validation); confidence: between 0 and 1. Returns the mean difference with standard error sd * sqrt(1
// / n + test_train_ratio), interval, t and p, two-sided. Throws std::domain_error if n < 2, a value is not
// finite, the ratio is not finite and above 0, confidence is not between 0 and 1, or the differences do not
// vary (beyond rounding). Assumes that the correlation of two resamples is the test share n_test / (n_test +
// n_train): a heuristic. Where it is right the level is kept, where it is less the test is cautious; where it
// is twice as much, 0.2 instead of 0.1, a nominal 5 % test errs 12 % of the time at 10 resamples and 15 % at
// 30. Source: Nadeau and Bengio (2003), section 4.2; Bouckaert and Frank (2004) for repeated
// cross-validation.
CorrectedTTest corrected_resampled_t_test(std::span<const double> differences, double test_train_ratio,
                                          double confidence = 0.95);

}  // namespace gainsay::stats
