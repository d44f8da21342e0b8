#pragma once

#include <cstdint>
#include <span>

namespace gainsay::stats {

// What a t test needs to know of a sample: its mean, its sd (denominator n - 1), and its size n >= 2.
struct Moments {
  double mean;
  double sd;
  std::int64_t n;
};

// The moments of a sample.
// sample: n >= 2 finite values.
// Returns mean, sd and n; the sd of a constant sample is exactly 0.
// Throws std::domain_error if n < 2, a value is not finite,
// or the values lie farther apart than a double can say.
// Source: Chan, Golub and LeVeque (1983), equation 1.7.
Moments moments_of(std::span<const double> sample);

}  // namespace gainsay::stats
