#pragma once

#include <cstdint>

namespace gainsay::stats {

// The expected largest of n independent standard normal values: what the best of n tries gains by luck, in
// sds. n: 1 to 10^12. Returns 0 for n = 1, 1.54 for 10, 2.25 for 50. Throws std::domain_error if n is out of
// range. Source: Harter (1961); the integral of 1 - Phi(x)^n - Phi(-x)^n over x > 0.
double expected_maximum(std::int64_t n);

}  // namespace gainsay::stats
