#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace gainsay::stats {

// Shaffer's static step-down adjustment of the p values of all pairs of methods: as holm, which it is never
// weaker than, but each step counts only as many hypotheses as can still be true together. If one pair
// differs, others must too. p_values: n_methods x n_methods, row by row, symmetric, each from 0 to 1, as
// pairwise_wilcoxon gives them; the diagonal is not read; n_methods: 2 to 100. Returns the adjusted p values
// in the same places, 1 on the diagonal. Throws std::domain_error if n_methods is out of range, or p_values
// has another size, is not symmetric or has a p value out of range. Controls the chance of any false win,
// under any dependence. Source: Shaffer (1986); the counts: Garcia and Herrera (2008), section 2.
std::vector<double> shaffer(std::span<const double> p_values, std::int64_t n_methods);

}  // namespace gainsay::stats
