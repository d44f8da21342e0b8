#include "gainsay/stats/benjamini_hochberg.h"

#include <algorithm>

#include "ordering.h"

namespace gainsay::stats {

std::vector<double> benjamini_hochberg(std::span<const double> p_values) {
  const std::vector<std::size_t> order = ascending_order("benjamini_hochberg", p_values);
  const auto m = static_cast<double>(order.size());
  std::vector<double> adjusted(p_values.size());
  double running = 1;
  for (std::size_t i = order.size(); i-- > 0;) {
    running = std::min(running, m / static_cast<double>(i + 1) * p_values[order[i]]);
    adjusted[order[i]] = running;
  }
  return adjusted;
}

}  // namespace gainsay::stats
