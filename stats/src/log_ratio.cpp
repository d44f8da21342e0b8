#include "gainsay/stats/log_ratio.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "gainsay/stats/moments.h"

#include "check.h"
#include "monte_carlo_p.h"
#include "replicates.h"
#include "resampled_mean.h"
#include "t_inference.h"
#include "welch.h"

namespace gainsay::stats {
namespace {

Moments positive_moments(std::string_view function, std::string_view argument,
                         std::span<const double> sample) {
  check::sample(function, argument, sample, 2);
  const Moments moments = moments_of(sample);
  if (!(moments.mean > 0)) {
    check::fail(function,
                "the mean of " + std::string(argument) + " must be above 0, is " + check::text(moments.mean));
  }
  return moments;
}

// Sorted, so that the order of the runs does not matter.
ResampledMean resampled(std::string_view argument, std::span<const double> sample) {
  std::vector<double> sorted(sample.begin(), sample.end());
  std::ranges::sort(sorted);
  if (sorted.front() <= 0) {
    check::fail("log_ratio_bootstrap", "all values of " + std::string(argument) +
                                           " must be above 0, one is " + check::text(sorted.front()));
  }
  return ResampledMean(std::move(sorted));
}

}  // namespace

EffectSize log_ratio(std::span<const double> a, std::span<const double> b, double confidence) {
  constexpr std::string_view function = "log_ratio";
  const Moments of_a = positive_moments(function, "a", a);
  const Moments of_b = positive_moments(function, "b", b);
  check::open_unit(function, "confidence", confidence);
  // Relative to its mean each sample has a log mean of 0, and an sd of sd / mean.
  const TEstimate relative =
      welch_estimate(function, {1, of_a.sd / of_a.mean, of_a.n}, {1, of_b.sd / of_b.mean, of_b.n});
  const TEstimate t{std::log(of_a.mean / of_b.mean), relative.standard_error, relative.df};
  return {.name = "log-ratio-delta",
          .value = t.estimate,
          .interval = infer_from_t(t, confidence, Alternative::two_sided).interval};
}

EffectSize log_ratio_bootstrap(std::span<const double> a, std::span<const double> b, const MonteCarlo& draws,
                               double confidence) {
  constexpr std::string_view function = "log_ratio_bootstrap";
  const Moments of_a = positive_moments(function, "a", a);
  const Moments of_b = positive_moments(function, "b", b);
  check_monte_carlo(function, draws);
  check::at_least(function, "replicates", draws.replicates, 2);
  check::open_unit(function, "confidence", confidence);
  check_not_constant(function, std::max(of_a.sd, of_b.sd), 0);
  const ResampledMean from_a = resampled("a", a);
  const ResampledMean from_b = resampled("b", b);
  std::vector<double> ratios(static_cast<std::size_t>(draws.replicates));
  for_each_replicate(draws, [&](std::size_t i, RandomStream& random) {
    const double mean_a = from_a.draw_mean(random);
    ratios[i] = std::log(mean_a / from_b.draw_mean(random));
  });
  const double low = quantile_in_place(ratios, (1 - confidence) / 2);
  return {.name = "log-ratio-bootstrap",
          .value = std::log(of_a.mean / of_b.mean),
          .interval = {low, quantile_in_place(ratios, (1 + confidence) / 2), confidence}};
}

}  // namespace gainsay::stats
