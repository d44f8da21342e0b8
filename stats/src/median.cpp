#include "gainsay/stats/median.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <vector>

#include "check.h"
#include "distributions.h"

namespace gainsay::stats {
namespace {

// How many values may be left out at either end: the largest k with 2 P(Bin(n, 1/2) < k) <= 1 - confidence.
std::int64_t values_left_out(std::int64_t n, double confidence) {
  std::int64_t low = 0;
  std::int64_t high = (n + 1) / 2;
  while (low < high) {
    const std::int64_t k = high - (high - low) / 2;
    if (2 * distributions::binomial_cdf(k - 1, n, 0.5) <= 1 - confidence) {
      low = k;
    } else {
      high = k - 1;
    }
  }
  return low;
}

}  // namespace

MedianInterval median(std::span<const double> sample, double confidence) {
  check::sample("median", "sample", sample, 1);
  check::open_unit("median", "confidence", confidence);
  std::vector<double> sorted(sample.begin(), sample.end());
  std::ranges::sort(sorted);
  const std::size_t n = sorted.size();
  MedianInterval result{};
  result.estimate = std::midpoint(sorted[(n - 1) / 2], sorted[n / 2]);
  result.n = std::ssize(sorted);
  result.method = "order-statistics";
  const std::int64_t k = values_left_out(result.n, confidence);
  if (k == 0) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    result.interval = {-infinity, infinity, confidence};
    result.achieved_confidence = 1;
    return result;
  }
  const auto rank = static_cast<std::size_t>(k);
  result.interval = {sorted[rank - 1], sorted[n - rank], confidence};
  result.achieved_confidence = 1 - 2 * distributions::binomial_cdf(k - 1, result.n, 0.5);
  return result;
}

}  // namespace gainsay::stats
