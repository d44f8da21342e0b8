#pragma once

#include <cmath>
#include <numbers>

namespace gainsay::stats {

// P(Z <= z) and the density, for integrands: distributions::normal_cdf does the same and checks its argument,
// which takes longer than the integrand.
inline double lower_normal(double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }
inline double normal_height(double z) {
  return std::exp(-z * z / 2) * std::numbers::inv_sqrtpi / std::numbers::sqrt2;
}

}  // namespace gainsay::stats
