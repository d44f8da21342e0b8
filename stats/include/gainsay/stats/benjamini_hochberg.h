#pragma once

#include <span>
#include <vector>

namespace gainsay::stats {

// The Benjamini-Hochberg adjustment: controls the expected share of false wins among the wins.
// p_values: any number of p values from 0 to 1, in any order.
// Returns the adjusted p values, in the order of the arguments; empty for none.
// Throws std::domain_error if a p value is a NaN or outside 0 to 1.
// Assumes independent or positively dependent tests. For screening, not for naming the winner of one
// comparison. Source: Benjamini and Hochberg (1995).
std::vector<double> benjamini_hochberg(std::span<const double> p_values);

}  // namespace gainsay::stats
