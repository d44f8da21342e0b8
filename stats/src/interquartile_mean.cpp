#include "gainsay/stats/interquartile_mean.h"

#include <algorithm>
#include <vector>

#include "check.h"
#include "middle_half.h"
#include "sums.h"

namespace gainsay::stats {

double interquartile_mean(std::span<const double> sample, TrimRule rule) {
  check::sample("interquartile_mean", "sample", sample, 1);
  std::vector<double> sorted(sample.begin(), sample.end());
  std::ranges::sort(sorted);
  const MiddleHalf kept = middle_half(sorted.size(), rule);
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const auto rank = static_cast<double>(i);
    sorted[i] *= std::clamp(std::min(rank + 1, kept.high) - std::max(rank, kept.low), 0.0, 1.0);
  }
  return compensated_sum(sorted) / (kept.high - kept.low);
}

}  // namespace gainsay::stats
