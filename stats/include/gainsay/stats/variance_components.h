#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace gainsay::stats {

// One source of variation of a balanced study.
struct VarianceComponent {
  double variance;     // estimated; negative estimates are cut to 0
  double raw;          // before that
  double mean_square;  // of the analysis of variance
  double df;
  double share;  // of the sum of all four variances
};

// Where the spread of the results of several methods on several datasets with several seeds comes from.
struct VarianceComponents {
  VarianceComponent method;
  VarianceComponent dataset;
  VarianceComponent interaction;  // method x dataset: gains that differ from dataset to dataset
  VarianceComponent seed;         // runs of one method on one dataset
  // Of the difference of two methods' means, if the datasets stand for others like them.
  double standard_error_of_gain;
  bool is_truncated;  // a negative estimate was cut to 0
  std::int64_t n_methods;
  std::int64_t n_datasets;
  std::int64_t n_seeds;
  std::string_view estimator;  // "anova-expected-mean-squares"
};

// Variance components of the balanced crossed design method x dataset with seeds in each cell, all random,
// from the expected mean squares of the analysis of variance.
// values: n_methods * n_datasets * n_seeds finite values, the seeds of a cell together, cells of a method
// together (value of method m, dataset d, seed s at (m * n_datasets + d) * n_seeds + s); each number at least
// 2. The standard error of a gain is sqrt(2 MS_interaction / (n_datasets n_seeds)), with (n_methods - 1)
// (n_datasets - 1) degrees of freedom. For studies with runs missing: mixed_model. Throws std::domain_error
// for arguments outside these ranges or if all values are equal. Source: Searle, Casella and McCulloch
// (1992).
VarianceComponents variance_components(std::span<const double> values, std::int64_t n_methods,
                                       std::int64_t n_datasets, std::int64_t n_seeds);

}  // namespace gainsay::stats
