#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "gainsay/stats/interval.h"

namespace gainsay::stats {

// The runs with one subset of the components switched on.
struct ComponentSubset {
  std::uint32_t components;      // bit i: component i is on
  std::span<const double> runs;  // scores, at least 2
};

struct ShapleyValue {
  double estimate;        // the component's share of the gain of all components over none
  double standard_error;  // from the runs within subsets
  Interval interval;      // by Student's t
  double df;              // Satterthwaite over the subsets
};

struct ShapleyAttribution {
  std::vector<ShapleyValue> components;
  double gain;  // mean with all components - mean with none: the sum of the estimates
  std::int64_t n_subsets;
  std::int64_t n_runs;
  std::string_view method;  // "shapley"
};

// How the gain of a method over its base divides among its components: the mean over all orders in which the
// components could have been added of what each adds.
// n_components: 1 to 16; subsets: all 2^n_components, each once, in any order, at least 2 finite scores each;
// confidence: between 0 and 1. Returns the values with t intervals: each is a weighted sum of the subsets'
// means, so that its standard error is exact. Throws std::domain_error for arguments outside these ranges, a
// subset that is missing or there twice, or if no subset's runs vary. Assumes independent runs.
// Source: Shapley (1953); standard error of a linear combination with Satterthwaite (1946).
ShapleyAttribution shapley_attribution(int n_components, std::span<const ComponentSubset> subsets,
                                       double confidence = 0.95);

}  // namespace gainsay::stats
