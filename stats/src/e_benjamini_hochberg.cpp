#include "gainsay/stats/e_benjamini_hochberg.h"

#include <algorithm>
#include <numeric>

#include "check.h"

namespace gainsay::stats {

std::vector<double> e_benjamini_hochberg(std::span<const double> e_values) {
  for (const double e : e_values) {
    if (!(e >= 0)) check::fail("e_benjamini_hochberg", "an e-value is >= 0, not " + check::text(e));
  }
  const auto m = static_cast<double>(e_values.size());
  std::vector<std::size_t> order(e_values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return e_values[i]; });
  std::vector<double> adjusted(e_values.size());
  double least = 1;
  for (std::size_t i = 0; i < order.size(); ++i) {  // from the smallest e-value, of rank m, on
    const double rank = m - static_cast<double>(i);
    least = std::min(least, m / (rank * e_values[order[i]]));
    adjusted[order[i]] = least;
  }
  return adjusted;
}

}  // namespace gainsay::stats
