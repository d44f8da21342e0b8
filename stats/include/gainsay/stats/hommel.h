#pragma once

#include <span>
#include <vector>

namespace gainsay::stats {

// Hommel's adjustment: controls the chance of any false win, never weaker than Hochberg's.
// p_values: any number of p values from 0 to 1, in any order.
// Returns the adjusted p values, in the order of the arguments; empty for none.
// Throws std::domain_error if a p value is a NaN or outside 0 to 1.
// Assumes independent or positively dependent tests; where that is not known, take holm. Takes of the order
// of m^2 steps for m p values. Source: Hommel (1988), as the closure of Simes' (1986) test.
std::vector<double> hommel(std::span<const double> p_values);

}  // namespace gainsay::stats
