#pragma once

#include <algorithm>
#include <cmath>
#include <span>
#include <string_view>

#include "gainsay/stats/dirichlet_prior.h"

#include "check.h"

namespace gainsay::stats {

inline void check_dirichlet(std::string_view function, std::span<const double> differences, double rope,
                            const DirichletPrior& prior) {
  check::sample(function, "differences", differences, 1);
  check::not_negative(function, "rope", rope);
  check::not_negative(function, "prior strength", prior.strength);
  check::finite(function, "prior location", prior.location);
}

// The rope with what rounding may add to a difference at its border.
inline double widened_rope(std::span<const double> differences, double rope) {
  constexpr double rounding = 1e-12;
  double largest = rope;
  for (const double d : differences) largest = std::max(largest, std::abs(d));
  return rope + rounding * largest;
}

}  // namespace gainsay::stats
