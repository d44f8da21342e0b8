#pragma once

#include <span>
#include <vector>

namespace gainsay::stats {

// The Benjamini-Yekutieli adjustment: controls the expected share of false wins among the wins under any
// dependence, at the price of a factor 1 + 1/2 + ... + 1/m over benjamini_hochberg.
// p_values: any number of p values from 0 to 1, in any order.
// Returns the adjusted p values, in the order of the arguments; empty for none.
// Throws std::domain_error if a p value is a NaN or outside 0 to 1.
// Source: Benjamini and Yekutieli (2001).
std::vector<double> benjamini_yekutieli(std::span<const double> p_values);

}  // namespace gainsay::stats
