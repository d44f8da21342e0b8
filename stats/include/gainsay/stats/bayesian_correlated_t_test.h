#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "gainsay/stats/interval.h"

namespace gainsay::stats {

struct BayesianCorrelatedTTest {
  double estimate;    // posterior mean of the difference
  double scale;       // of the posterior Student t: sd sqrt(1 / n + test_train_ratio)
  double df;          // n - 1
  double left;        // posterior probability of a difference below -rope
  double inside;      // of one from -rope to rope
  double right;       // of one above rope
  Interval interval;  // credible, equal tails
  double rope;
  std::int64_t n;           // resamples
  std::string_view method;  // "bayesian-correlated-t"
};

// The Bayesian correlated t test: how probable is it that one learner is better than the other, or that they
// are practically equivalent, given resamples whose training sets overlap?
// differences: n >= 2 finite values, the score of one method less that of the other on each resample;
// test_train_ratio: > 0, size of a test set over that of a training set (1 / (k - 1) for k-fold
// cross-validation); rope: finite, >= 0, half the width of the region of practical equivalence, in the unit
// of the differences; confidence: between 0 and 1. Returns the three posterior probabilities, which sum to 1,
// and the credible interval. Throws std::domain_error if an argument is out of range or the differences do
// not vary (beyond rounding). Assumes equally correlated normal differences and the flat prior under which
// the posterior is Student's t of the corrected resampled t test. Source: Corani and Benavoli (2015).
BayesianCorrelatedTTest bayesian_correlated_t_test(std::span<const double> differences,
                                                   double test_train_ratio, double rope,
                                                   double confidence = 0.95);

}  // namespace gainsay::stats
