#pragma once

#include <cmath>
#include <cstdint>
#include <string_view>

#include "gainsay/stats/monte_carlo.h"

#include "check.h"

namespace gainsay::stats {

inline void check_monte_carlo(std::string_view function, const MonteCarlo& draws) {
  check::at_least(function, "replicates", draws.replicates, 1);
  check::at_least(function, "threads", draws.threads, 1);
}

// (hits + 1) / (replicates + 1): the observed arrangement is one of those that could have been drawn, so that
// the p value is never 0 and the test keeps its error rate (Phipson and Smyth 2010).
inline double monte_carlo_p(std::int64_t hits, std::int64_t replicates) {
  return static_cast<double>(hits + 1) / static_cast<double>(replicates + 1);
}

inline double monte_carlo_error(double p, std::int64_t replicates) {
  return std::sqrt(p * (1 - p) / static_cast<double>(replicates));
}

}  // namespace gainsay::stats
