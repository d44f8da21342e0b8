#include "gainsay/stats/bonferroni.h"

#include <algorithm>

#include "ordering.h"

namespace gainsay::stats {

std::vector<double> bonferroni(std::span<const double> p_values) {
  check_p_values("bonferroni", p_values);
  const auto m = static_cast<double>(p_values.size());
  std::vector<double> adjusted(p_values.begin(), p_values.end());
  for (double& p : adjusted) p = std::min(1.0, m * p);
  return adjusted;
}

}  // namespace gainsay::stats
