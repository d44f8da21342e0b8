#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "gainsay/stats/interval.h"
#include "gainsay/stats/shapley_attribution.h"

namespace gainsay::stats {

struct FactorialEffect {
  std::uint32_t components;  // bit i: component i takes part; one bit is a main effect, more an interaction
  double estimate;
  double standard_error;
  Interval interval;
  double statistic;
  double df;  // Satterthwaite over the subsets, whose variances may differ
  double p_value;
};

struct FactorialEffects {
  std::vector<FactorialEffect> effects;  // 2^n_components - 1, by number of components, then by their bits
  std::int64_t n_runs;
  std::string_view method;  // "factorial-effects"
};

// The main effects and interactions of a full two-level factorial experiment: which components of a method
// matter, and which only together.
// Arguments as in shapley_attribution, n_components 1 to 12. A main effect is the mean over all subsets with
// the component minus that over all without; the interaction of several is half the difference that switching
// one more of them makes to the interaction of the others, as Box, Hunter and Hunter define it. p values are
// not adjusted for their number. Throws std::domain_error as shapley_attribution does. Assumes independent
// runs. Source: Yates (1937); Box, Hunter and Hunter (2005).
FactorialEffects factorial_effects(int n_components, std::span<const ComponentSubset> subsets,
                                   double confidence = 0.95);

}  // namespace gainsay::stats
