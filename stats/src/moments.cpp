#include "gainsay/stats/moments.h"

#include <cmath>

#include "check.h"
#include "sums.h"

namespace gainsay::stats {

Moments moments_of(std::span<const double> sample) {
  check::sample("moments_of", "sample", sample, 2);
  const double mean = accurate_mean(sample);
  const auto df = static_cast<double>(sample.size() - 1);
  return {mean, std::sqrt(squared_deviations(sample, mean) / df), std::ssize(sample)};
}

}  // namespace gainsay::stats
