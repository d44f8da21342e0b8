#include "placements.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "check.h"
#include "ranks.h"

namespace gainsay::stats {
namespace {

// The variance of the doubled placements, which are integers: n sum x^2 - (sum x)^2 is exact below 2^53.
double doubled_variance(const PlacementSums& sums, double n) {
  const auto sum = static_cast<double>(sums.sum);
  return (static_cast<double>(sums.squares) * n - sum * sum) / (n * (n - 1));
}

}  // namespace

PooledOrder pooled_order(std::string_view function, std::span<const double> a, std::span<const double> b) {
  check::sample(function, "a", a, 2);
  check::sample(function, "b", b, 2);
  std::vector<double> values(a.begin(), a.end());
  values.insert(values.end(), b.begin(), b.end());
  const DoubledRanks ranks = doubled_midranks(values);
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return ranks.ranks[i]; });
  PooledOrder pool{std::vector<bool>(values.size()), {}, a.size(), b.size()};
  for (std::size_t i = 0; i < order.size(); ++i) {
    pool.of_a[i] = order[i] < a.size();
    const bool last = i + 1 == order.size() || ranks.ranks[order[i]] != ranks.ranks[order[i + 1]];
    if (last) pool.group_ends.push_back(i + 1);
  }
  if (pool.group_ends.size() == 1) check::fail(function, "all values are tied");
  return pool;
}

Placement placement_from_sums(const PooledOrder& pool, const PlacementSums& of_a, const PlacementSums& of_b) {
  const auto n_a = static_cast<double>(pool.n_a);
  const auto n_b = static_cast<double>(pool.n_b);
  const double error_a = doubled_variance(of_a, n_a) / (4 * n_b * n_b * n_a);
  const double error_b = doubled_variance(of_b, n_b) / (4 * n_a * n_a * n_b);
  const double variance = error_a + error_b;
  const double df = variance * variance / (error_a * error_a / (n_a - 1) + error_b * error_b / (n_b - 1));
  const std::int64_t most = 2 * static_cast<std::int64_t>(pool.n_a) * static_cast<std::int64_t>(pool.n_b);
  return {static_cast<double>(of_a.sum) / static_cast<double>(most), variance, df,
          of_a.sum == 0 || of_a.sum == most};
}

Placement placement_of(const PooledOrder& pool) {
  PlacementSums of_a;
  PlacementSums of_b;
  sum_placements(
      pool, [&](std::size_t i) { return pool.of_a[i]; }, of_a, of_b);
  return placement_from_sums(pool, of_a, of_b);
}

}  // namespace gainsay::stats
