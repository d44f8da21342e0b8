#pragma once

#include <span>
#include <vector>

namespace gainsay::stats {

// Benjamini and Hochberg's step-up procedure for e-values: the false discovery rate at which each hypothesis
// is rejected, however the e-values depend on each other.
// e_values: any number, each >= 0, infinity allowed. Returns, in the same order, min over k of m / (k e_(k))
// among the ranks k that a hypothesis with this e-value or a smaller one has (largest e-value first), at most
// 1: reject where it is <= alpha. Throws std::domain_error for NaN or a negative value.
// Source: Wang and Ramdas (2022).
std::vector<double> e_benjamini_hochberg(std::span<const double> e_values);

}  // namespace gainsay::stats
