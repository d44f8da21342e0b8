#include "gainsay/stats/moments.h"

#include <cmath>

#include "check.h"
#include "sums.h"

namespace gainsay::stats {

Moments moments_of(std::span<const double> sample) {
  check::sample("moments_of", "sample", sample, 2);
  const double mean = accurate_mean(sample);
  const double sd = sample_sd(sample, mean);
  if (!std::isfinite(sd)) check::fail("moments_of", "the values lie farther apart than 1.8e308");
  return {mean, sd, std::ssize(sample)};
}

}  // namespace gainsay::stats
