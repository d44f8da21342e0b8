#pragma once

#include <span>
#include <vector>

namespace gainsay::stats {

// Hochberg's step-up adjustment: controls the chance of any false win, a little sharper than Holm.
// p_values: any number of p values from 0 to 1, in any order.
// Returns the adjusted p values, in the order of the arguments; empty for none.
// Throws std::domain_error if a p value is a NaN or outside 0 to 1.
// Assumes independent or positively dependent tests; where that is not known, take holm.
// Source: Hochberg (1988).
std::vector<double> hochberg(std::span<const double> p_values);

}  // namespace gainsay::stats
