#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "gainsay/stats/interval.h"

namespace gainsay::stats {

// What differs from dataset to dataset: the level of all methods alike, or also the gains.
enum class RandomTerms { dataset, dataset_and_interaction };

// How the degrees of freedom of a contrast are found. Kenward and Roger also correct its standard error for
// the variances having been estimated, and keep the level better with few datasets.
enum class DegreesOfFreedom { satterthwaite, kenward_roger };

struct MixedModelContrast {
  std::size_t a;
  std::size_t b;
  double estimate;  // mean of method a - mean of method b
  double standard_error;
  Interval interval;
  double statistic;
  double df;
  double p_value;
};

struct MixedModel {
  std::vector<double> means;  // by method, over the population of datasets
  double dataset_variance;
  double interaction_variance;  // of the gains over datasets; 0 where the term is not in the model
  double residual_variance;     // of runs on one dataset
  bool at_boundary;             // a variance of a random term was estimated as 0
  double log_likelihood;        // restricted
  std::vector<MixedModelContrast> contrasts;  // of all pairs a < b, in that order; p not adjusted
  std::int64_t n;
  std::int64_t n_methods;
  std::int64_t n_datasets;
  std::string_view method;  // "reml-satterthwaite" or "reml-kenward-roger"
};

// The linear mixed model value ~ method + (1 | dataset), or + (1 | dataset:method): means of methods over a
// population of datasets of which those here are a sample.
// values, methods, datasets: one entry a run; methods: 0 to k - 1, each there, k >= 2; datasets: any ids, at
// least 2. Runs may be missing anywhere. Returns the variances by
// restricted maximum likelihood, and every pairwise contrast. With `dataset_and_interaction` a gain must show
// on the datasets, however many runs each has: that is the claim 'better on a new dataset'. Where gains
// differ by twice the sd of the runs, the model without that term errs 43 % of the time with 5 datasets at a
// nominal 5 %; with it, Satterthwaite's df err 13 % with 2 datasets, Kenward and Roger's keep the level.
// Throws std::domain_error if a value is not finite, lengths differ, a method is missing, there are fewer
// than 2 datasets, residuals do not vary, the interaction is asked for where no dataset has two runs of a
// method, or there are too few runs to tell residuals from datasets. Assumes normal effects, and equal
// variances. Source: Patterson and Thompson (1971); Satterthwaite as in Giesbrecht and Burns (1985); Kenward
// and Roger (1997).
MixedModel mixed_model(std::span<const double> values, std::span<const std::int64_t> methods,
                       std::span<const std::int64_t> datasets, RandomTerms terms = RandomTerms::dataset,
                       DegreesOfFreedom df = DegreesOfFreedom::kenward_roger, double confidence = 0.95);

}  // namespace gainsay::stats
