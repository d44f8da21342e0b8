#pragma once

#include <span>
#include <vector>

namespace gainsay::stats {

// Holm's step-down adjustment: controls the chance of any false win in the family, under any dependence.
// p_values: any number of p values from 0 to 1, in any order.
// Returns the adjusted p values, in the order of the arguments; empty for none.
// Throws std::domain_error if a p value is a NaN or outside 0 to 1.
// Source: Holm (1979).
std::vector<double> holm(std::span<const double> p_values);

}  // namespace gainsay::stats
