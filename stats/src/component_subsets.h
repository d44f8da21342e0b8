#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "gainsay/stats/moments.h"
#include "gainsay/stats/shapley_attribution.h"

namespace gainsay::stats {

// Moments by subset: place i is the subset with the bits of i. Throws std::domain_error naming `function` for
// a subset that is missing, given twice or too small, or that has a component that is not there.
std::vector<Moments> moments_by_subset(std::string_view function, int n_components,
                                       std::span<const ComponentSubset> subsets);

}  // namespace gainsay::stats
