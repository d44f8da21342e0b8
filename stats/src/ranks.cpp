#include "ranks.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace gainsay::stats {
namespace {

bool tied(double x, double y) {
  return std::abs(x - y) <= rank_tolerance * std::max(std::abs(x), std::abs(y));
}

}  // namespace

DoubledRanks doubled_midranks(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return values[i]; });
  DoubledRanks result{std::vector<std::int64_t>(values.size()), 0};
  for (std::size_t first = 0; first < order.size();) {
    std::size_t last = first;
    while (last + 1 < order.size() && tied(values[order[first]], values[order[last + 1]])) ++last;
    for (std::size_t i = first; i <= last; ++i) {
      result.ranks[order[i]] = static_cast<std::int64_t>(first + last + 2);
    }
    const auto t = static_cast<double>(last - first + 1);
    result.tie_sum += t * t * t - t;
    first = last + 1;
  }
  return result;
}

}  // namespace gainsay::stats
