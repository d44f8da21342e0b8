#pragma once

#include <cstdint>

namespace gainsay::stats {

// P(Q > q), where Q is the range of k independent standard normal values: the studentized range at infinite
// degrees of freedom. q: >= 0, finite; k: 2 to 1000. Returns the probability, accurate in relative terms far
// into the tail. Throws std::domain_error if an argument is out of range. Source: Harter (1960); k times the
// integral of phi(x) (Phi(x) - Phi(x - q))^(k - 1).
double studentized_range_ccdf(double q, std::int64_t k);

// The q with P(Q > q) = alpha. alpha: between 0 and 1; k: 2 to 1000.
// Throws std::domain_error if an argument is out of range.
double studentized_range_critical_value(double alpha, std::int64_t k);

}  // namespace gainsay::stats
