#include "gainsay/stats/benjamini_yekutieli.h"

#include <algorithm>

#include "ordering.h"

namespace gainsay::stats {

std::vector<double> benjamini_yekutieli(std::span<const double> p_values) {
  const std::vector<std::size_t> order = ascending_order("benjamini_yekutieli", p_values);
  const auto m = static_cast<double>(order.size());
  double harmonic = 0;
  for (std::size_t i = order.size(); i > 0; --i) harmonic += 1 / static_cast<double>(i);
  std::vector<double> adjusted(p_values.size());
  double running = 1;
  for (std::size_t i = order.size(); i-- > 0;) {
    running = std::min(running, harmonic * m / static_cast<double>(i + 1) * p_values[order[i]]);
    adjusted[order[i]] = running;
  }
  return adjusted;
}

}  // namespace gainsay::stats
