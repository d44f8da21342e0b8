#pragma once

#include "variates.h"

namespace gainsay::stats {

// Slice sampling (Neal 2003): a height is drawn below the density at x, then a place where the density is
// above it, from an interval that shrinks towards x after each miss.
template <typename LogDensity>
double slice_within(double x, double low, double high, double height, const LogDensity& log_density,
                    Variates& variates) {
  for (;;) {
    const double drawn = low + variates.uniform() * (high - low);
    if (log_density(drawn) >= height) return drawn;
    (drawn < x ? low : high) = drawn;
  }
}

// Moves x, which lies between two ends.
template <typename LogDensity>
double slice_between(double x, double low, double high, const LogDensity& log_density, Variates& variates) {
  const double height = log_density(x) - variates.exponential();
  return slice_within(x, low, high, height, log_density, variates);
}

// Moves x anywhere, from an interval that steps out from `width` until both its ends are below the slice.
template <typename LogDensity>
double slice(double x, double width, const LogDensity& log_density, Variates& variates) {
  const double height = log_density(x) - variates.exponential();
  double low = x - width * variates.uniform();
  double high = low + width;
  while (log_density(low) > height) low -= width;
  while (log_density(high) > height) high += width;
  return slice_within(x, low, high, height, log_density, variates);
}

}  // namespace gainsay::stats
