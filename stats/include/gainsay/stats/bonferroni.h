#pragma once

#include <span>
#include <vector>

namespace gainsay::stats {

// The Bonferroni adjustment: each p value times their number, at most 1. Controls the chance of any false win
// under any dependence; holm does so too and is never weaker.
// p_values: any number of p values from 0 to 1, in any order.
// Returns the adjusted p values, in the order of the arguments; empty for none.
// Throws std::domain_error if a p value is a NaN or outside 0 to 1.
// Source: Dunn (1961).
std::vector<double> bonferroni(std::span<const double> p_values);

}  // namespace gainsay::stats
