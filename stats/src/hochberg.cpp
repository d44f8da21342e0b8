#include "gainsay/stats/hochberg.h"

#include <algorithm>

#include "ordering.h"

namespace gainsay::stats {

std::vector<double> hochberg(std::span<const double> p_values) {
  const std::vector<std::size_t> order = ascending_order("hochberg", p_values);
  std::vector<double> adjusted(p_values.size());
  double running = 1;
  for (std::size_t i = order.size(); i-- > 0;) {
    const auto at_least_as_large = static_cast<double>(order.size() - i);
    running = std::min(running, at_least_as_large * p_values[order[i]]);
    adjusted[order[i]] = running;
  }
  return adjusted;
}

}  // namespace gainsay::stats
