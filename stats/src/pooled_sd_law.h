#pragma once

#include <algorithm>
#include <cmath>

#include "tail_shape.h"

namespace gainsay::stats {

// The law of an estimated sd over the true one, sqrt(chi^2 / df), over which a tail probability at a known sd
// is averaged. df: at least 1, or infinite.
class PooledSdLaw {
 public:
  explicit PooledSdLaw(double df);

  // The mean of tail(q s) over s, to 12 digits and more, in relative terms. q: at least 0.
  // The trapezoidal rule in u = ln s, outwards from where the density times exp(-rate q^2 s^2) is largest.
  template <typename Tail>
  double average(Tail&& tail, const TailShape& shape, double q) const {
    if (std::isinf(df_)) return tail(q);
    const double pull = shape.rate * q * q;
    const double centre = -0.5 * std::log1p(2 * pull / df_);
    const auto log_product = [&](double u) { return log_density(u) - pull * std::exp(2 * u); };
    const double floor = log_product(centre) - negligible;
    const double step = std::min(step_, shape.relative_step);
    double sum = 0;
    for (double u = centre; log_product(u) > floor; u -= step) {
      sum += std::exp(log_density(u)) * tail(q * std::exp(u));
    }
    const auto log_most = [&](double u) {
      return std::min(log_density(u), log_product(u) + shape.log_bound);
    };
    for (double u = centre + step; log_most(u) > floor; u += step) {
      sum += std::exp(log_density(u)) * tail(q * std::exp(u));
    }
    return std::min(1.0, sum * step / mass_);
  }

 private:
  static constexpr double negligible = 33;  // e^-33 is 5e-15

  // Of u, up to a constant: 0 at its largest, u = 0.
  double log_density(double u) const { return df_ * (u - std::expm1(2 * u) / 2); }

  double df_;
  double step_;
  double mass_ = 1;  // of the density as it stands
};

}  // namespace gainsay::stats
