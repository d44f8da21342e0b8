#include "ranks.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace gainsay::stats {
namespace {

bool tied(double x, double y) {
  return std::abs(x - y) <= rank_tolerance * std::max(std::abs(x), std::abs(y));
}

template <typename Tied>
DoubledRanks midranks(std::span<const double> values, const Tied& are_tied) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return values[i]; });
  DoubledRanks result{std::vector<std::int64_t>(values.size()), 0};
  for (std::size_t first = 0; first < order.size();) {
    std::size_t last = first;
    while (last + 1 < order.size() && are_tied(order[first], order[last + 1])) ++last;
    for (std::size_t i = first; i <= last; ++i) {
      result.ranks[order[i]] = static_cast<std::int64_t>(first + last + 2);
    }
    const auto t = static_cast<double>(last - first + 1);
    result.tie_sum += t * t * t - t;
    first = last + 1;
  }
  return result;
}

}  // namespace

DoubledRanks doubled_midranks(std::span<const double> values) {
  return midranks(values, [&](std::size_t i, std::size_t j) { return tied(values[i], values[j]); });
}

DoubledRanks doubled_midranks(std::span<const double> values, std::span<const double> errors) {
  return midranks(values, [&](std::size_t i, std::size_t j) {
    return tied(values[i], values[j]) || std::abs(values[i] - values[j]) <= errors[i] + errors[j];
  });
}

}  // namespace gainsay::stats
