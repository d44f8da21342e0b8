#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace gainsay::stats {

// Bergmann and Hommel's adjustment of the p values of all pairs of methods: the sharpest that uses what the
// pairs imply about each other, never weaker than shaffer. It looks at each set of pairs that can be exactly
// the true hypotheses: the pairs within the parts of a partition of the methods.
// p_values: n_methods x n_methods, row by row, symmetric, each from 0 to 1, as pairwise_wilcoxon gives them;
// the diagonal is not read; n_methods: 2 to 12; there are 4,213,597 partitions of 12 methods. Returns the
// adjusted p values in the same places, 1 on the diagonal. Throws std::domain_error if n_methods is out of
// range, or p_values has another size, is not symmetric or has a p value out of range. Controls the chance of
// any false win, under any dependence. Source: Bergmann and Hommel (1988); adjusted p values: Garcia and
// Herrera (2008), section 2.
std::vector<double> bergmann_hommel(std::span<const double> p_values, std::int64_t n_methods);

}  // namespace gainsay::stats
