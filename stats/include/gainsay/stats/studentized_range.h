#pragma once

#include <cstdint>
#include <limits>

namespace gainsay::stats {

// P(Q > q), where Q is the studentized range: the range of k independent normal values of one variance over
// an independent estimate of their sd with df degrees of freedom. q: >= 0, finite; k: 2 to 1000; df: >= 1, or
// infinite (the default), where the sd is known. Returns the probability to 11 digits and more, in relative
// terms far into the tail (ptukey of R 4.2 keeps 7 at q = 3.5, k = 3, df = 5). Throws std::domain_error if an
// argument is out of range. Source: Harter (1960); k times the integral of
// phi(x) (Phi(x) - Phi(x - q))^(k - 1), averaged over the law of the sd.
double studentized_range_ccdf(double q, std::int64_t k, double df = std::numeric_limits<double>::infinity());

// The q with P(Q > q) = alpha. alpha: between 0 and 1; k: 2 to 1000; df: >= 1, or infinite (the default).
// Throws std::domain_error if an argument is out of range.
double studentized_range_critical_value(double alpha, std::int64_t k,
                                        double df = std::numeric_limits<double>::infinity());

}  // namespace gainsay::stats
