#include "gainsay/stats/summary.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <vector>

#include "gainsay/stats/moments.h"

#include "check.h"
#include "distributions.h"
#include "sums.h"

namespace gainsay::stats {
namespace {

double sorted_quantile(const std::vector<double>& sorted, double p) {
  const double position = static_cast<double>(sorted.size() - 1) * p;
  const auto below = static_cast<std::size_t>(position);
  if (below + 1 >= sorted.size()) return sorted.back();
  const double weight = position - static_cast<double>(below);
  return std::lerp(sorted[below], sorted[below + 1], weight);
}

// Of at least one value, without sorting all of them.
double median_of(std::vector<double> values) {
  const auto below = values.begin() + static_cast<std::ptrdiff_t>((values.size() - 1) / 2);
  std::ranges::nth_element(values, below);
  if (values.size() % 2 == 1) return *below;
  return std::lerp(*below, *std::min_element(std::next(below), values.end()), 0.5);
}

}  // namespace

Summary summarize(std::span<const double> sample) {
  check::sample("summarize", "sample", sample, 1);
  const auto [min, max] = std::ranges::minmax(sample);
  Summary summary{.n = std::ssize(sample),
                  .mean = accurate_mean(sample),
                  .sd = std::nullopt,
                  .standard_error = std::nullopt,
                  .median = median_of({sample.begin(), sample.end()}),
                  .min = min,
                  .max = max};
  if (summary.n < 2) return summary;
  summary.sd = moments_of(sample).sd;
  summary.standard_error = *summary.sd / std::sqrt(static_cast<double>(summary.n));
  return summary;
}

Interval mean_t_interval(std::span<const double> sample, double confidence) {
  check::sample("mean_t_interval", "sample", sample, 2);
  check::open_unit("mean_t_interval", "confidence", confidence);
  const Moments moments = moments_of(sample);
  const auto n = static_cast<double>(moments.n);
  const double half =
      -distributions::student_t_quantile((1 - confidence) / 2, n - 1) * moments.sd / std::sqrt(n);
  return {moments.mean - half, moments.mean + half, confidence};
}

double quantile(std::span<const double> sample, double p) {
  check::sample("quantile", "sample", sample, 1);
  check::closed_unit("quantile", "p", p);
  std::vector<double> sorted(sample.begin(), sample.end());
  std::ranges::sort(sorted);
  return sorted_quantile(sorted, p);
}

}  // namespace gainsay::stats
