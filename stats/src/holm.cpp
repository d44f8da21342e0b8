#include "gainsay/stats/holm.h"

#include <algorithm>
#include <numeric>
#include <string>

#include "check.h"
#include "ordering.h"

namespace gainsay::stats {

void check_p_values(std::string_view function, std::span<const double> p_values) {
  for (std::size_t i = 0; i < p_values.size(); ++i) {
    if (!(p_values[i] >= 0 && p_values[i] <= 1))
      check::closed_unit(function, "p_values[" + std::to_string(i) + "]", p_values[i]);
  }
}

std::vector<std::size_t> ascending_order(std::string_view function, std::span<const double> p_values) {
  check_p_values(function, p_values);
  std::vector<std::size_t> order(p_values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return p_values[i]; });
  return order;
}

std::vector<double> holm(std::span<const double> p_values) {
  const std::vector<std::size_t> order = ascending_order("holm", p_values);
  std::vector<double> adjusted(p_values.size());
  double running = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto not_yet_rejected = static_cast<double>(order.size() - i);
    running = std::max(running, std::min(1.0, not_yet_rejected * p_values[order[i]]));
    adjusted[order[i]] = running;
  }
  return adjusted;
}

}  // namespace gainsay::stats
