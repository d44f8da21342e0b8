#include "replicates.h"

#include <algorithm>
#include <cmath>

namespace gainsay::stats {

double quantile_in_place(std::vector<double>& values, double p) {
  const double position = static_cast<double>(values.size() - 1) * p;
  const auto below = values.begin() + static_cast<std::ptrdiff_t>(position);
  std::ranges::nth_element(values, below);
  const double share = position - std::floor(position);
  if (below + 1 == values.end() || share == 0) return *below;
  const double above = *std::min_element(below + 1, values.end());
  if (*below == above) return above;
  return *below + share * (above - *below);
}

Interval percentile_interval(std::vector<double>& values, double confidence) {
  const double low = quantile_in_place(values, (1 - confidence) / 2);
  return {low, quantile_in_place(values, (1 + confidence) / 2), confidence};
}

}  // namespace gainsay::stats
