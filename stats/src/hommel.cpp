#include "gainsay/stats/hommel.h"

#include <algorithm>

#include "ordering.h"

namespace gainsay::stats {
namespace {

// Simes' p value of the m largest of the sorted p values is the least of m p / j, j the rank among them.
struct Simes {
  double of_all;       // j from 1
  double without_one;  // j from 2: what the smallest cannot change, whichever it is
};

Simes simes_of_largest(std::span<const double> sorted, std::size_t m) {
  const auto size = static_cast<double>(m);
  const auto largest = sorted.last(m);
  Simes simes{1, 1};
  for (std::size_t j = 1; j < m; ++j) {
    simes.without_one = std::min(simes.without_one, size * largest[j] / static_cast<double>(j + 1));
  }
  simes.of_all = std::min(simes.without_one, size * largest[0]);
  return simes;
}

}  // namespace

// A hypothesis falls once every intersection that it is part of does. Of the intersections of m hypotheses
// with it, the hardest is that with the m - 1 largest of the other p values.
std::vector<double> hommel(std::span<const double> p_values) {
  const std::vector<std::size_t> order = ascending_order("hommel", p_values);
  std::vector<double> sorted;
  sorted.reserve(order.size());
  for (const std::size_t i : order) sorted.push_back(p_values[i]);
  std::vector<double> adjusted = sorted;
  for (std::size_t m = 2; m <= sorted.size(); ++m) {
    const Simes simes = simes_of_largest(sorted, m);
    const std::size_t others = sorted.size() - m;
    for (std::size_t i = 0; i < others; ++i) {
      const double hardest = std::min(simes.without_one, static_cast<double>(m) * sorted[i]);
      adjusted[i] = std::max(adjusted[i], hardest);
    }
    for (std::size_t i = others; i < sorted.size(); ++i) adjusted[i] = std::max(adjusted[i], simes.of_all);
  }
  std::vector<double> result(adjusted.size());
  for (std::size_t i = 0; i < order.size(); ++i) result[order[i]] = adjusted[i];
  return result;
}

}  // namespace gainsay::stats
