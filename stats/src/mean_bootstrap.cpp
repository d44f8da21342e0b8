#include "gainsay/stats/mean_bootstrap.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "gainsay/stats/moments.h"

#include "check.h"
#include "distributions.h"
#include "monte_carlo_p.h"
#include "pairs.h"
#include "replicates.h"
#include "resampled_mean.h"
#include "t_inference.h"

namespace gainsay::stats {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// One or two samples, sorted (their order must not matter), centred, and divided by 2^exponent so that their
// squares neither over- nor underflow. The estimate is then 0.
struct Resamples {
  std::vector<ResampledMean> arms;
  double squared_error;  // of the estimate, in the scaled unit
  double skewness;       // sum of the arms' u^3 / n^3, +- for a and b
  double spread;         // sum of the arms' u^2 / n^2
  int exponent;
};

std::vector<double> deviations_of(std::span<const double> sample, double mean, int exponent) {
  std::vector<double> deviations(sample.begin(), sample.end());
  std::ranges::sort(deviations);
  for (double& value : deviations) value = std::scalbn(value - mean, -exponent);
  return deviations;
}

void add_arm(Resamples& resamples, std::vector<double> deviations, double sign) {
  const auto n = static_cast<double>(deviations.size());
  double squares = 0;
  double cubes = 0;
  for (const double u : deviations) {
    squares += u * u;
    cubes += u * u * u;
  }
  resamples.squared_error += squares / (n * (n - 1));
  resamples.spread += squares / (n * n);
  resamples.skewness += sign * cubes / (n * n * n);
  resamples.arms.emplace_back(std::move(deviations));
}

double difference(const Resamples& resamples, RandomStream& random) {
  const double of_a = resamples.arms[0].draw_mean(random);
  return resamples.arms.size() == 1 ? of_a : of_a - resamples.arms[1].draw_mean(random);
}

struct Replicate {
  double difference;
  double t;
};

Replicate studentized(const Resamples& resamples, RandomStream& random) {
  ResampledMean::MeanAndError drawn = resamples.arms[0].draw_mean_and_error(random);
  if (resamples.arms.size() == 2) {
    const ResampledMean::MeanAndError of_b = resamples.arms[1].draw_mean_and_error(random);
    drawn = {drawn.mean - of_b.mean, drawn.squared_error + of_b.squared_error};
  }
  // Equal draws: infinitely far from the estimate, unless they hit it.
  const double error = std::sqrt(drawn.squared_error);
  const double t =
      error > 0 ? drawn.mean / error : (drawn.mean == 0 ? 0 : std::copysign(infinity, drawn.mean));
  return {drawn.mean, t};
}

struct Levels {
  double low;
  double high;
};

// Where on the replicates' distribution the corrected interval begins and ends.
Levels corrected_levels(double z0, double acceleration, double confidence) {
  const double z = distributions::normal_quantile((1 + confidence) / 2);
  const auto level = [&](double reach) {
    const double moved = z0 + reach;
    return distributions::normal_cdf(z0 + moved / (1 - acceleration * moved));
  };
  return {level(-z), level(z)};
}

double bias_correction(std::string_view function, const std::vector<double>& replicates, double slack) {
  double below = 0;
  for (const double value : replicates) below += value < -slack ? 1 : (value <= slack ? 0.5 : 0);
  const double share = below / static_cast<double>(replicates.size());
  if (share == 0 || share == 1) {
    check::fail(function, "all replicates lie on one side of the estimate: take more of them");
  }
  return distributions::normal_quantile(share);
}

class Bootstrap {
 public:
  Bootstrap(std::string_view function, Resamples resamples, double estimate, const MonteCarlo& draws)
      : function_(function), resamples_(std::move(resamples)), estimate_(estimate), draws_(draws) {}

  MeanBootstrap run(BootstrapKind kind, double confidence) {
    std::vector<double> differences(static_cast<std::size_t>(draws_.replicates));
    MeanBootstrap result{};
    result.estimate = estimate_;
    result.replicates = draws_.replicates;
    result.seed = draws_.seed;
    if (kind == BootstrapKind::studentized) {
      result.interval = studentized_interval(differences, confidence);
      result.method = "bootstrap-studentized";
    } else {
      for_each_replicate(draws_, [&](std::size_t i, RandomStream& random) {
        differences[i] = difference(resamples_, random);
      });
      result.interval = kind == BootstrapKind::bca ? bca_interval(differences, confidence, result)
                                                   : percentile_interval(differences, confidence);
      result.method = kind == BootstrapKind::bca ? "bootstrap-bca" : "bootstrap-percentile";
    }
    result.standard_error = std::scalbn(moments_of(differences).sd, resamples_.exponent);
    return result;
  }

 private:
  double in_unit(double scaled) const { return estimate_ + std::scalbn(scaled, resamples_.exponent); }

  Interval at_levels(std::vector<double>& differences, const Levels& levels, double confidence) const {
    const double low = quantile_in_place(differences, levels.low);
    return {in_unit(low), in_unit(quantile_in_place(differences, levels.high)), confidence};
  }

  Interval percentile_interval(std::vector<double>& differences, double confidence) const {
    return at_levels(differences, {(1 - confidence) / 2, (1 + confidence) / 2}, confidence);
  }

  Interval bca_interval(std::vector<double>& differences, double confidence, MeanBootstrap& result) const {
    const double slack = 1e-12 * std::sqrt(resamples_.spread);
    const double z0 = bias_correction(function_, differences, slack);
    const double acceleration = resamples_.skewness / (6 * std::pow(resamples_.spread, 1.5));
    result.bias_correction = z0;
    result.acceleration = acceleration;
    return at_levels(differences, corrected_levels(z0, acceleration, confidence), confidence);
  }

  Interval studentized_interval(std::vector<double>& differences, double confidence) const {
    std::vector<double> t(differences.size());
    for_each_replicate(draws_, [&](std::size_t i, RandomStream& random) {
      const Replicate replicate = studentized(resamples_, random);
      differences[i] = replicate.difference;
      t[i] = replicate.t;
    });
    const double error = std::sqrt(resamples_.squared_error);
    const double high = quantile_in_place(t, (1 + confidence) / 2);
    return {in_unit(-high * error), in_unit(-quantile_in_place(t, (1 - confidence) / 2) * error), confidence};
  }

  std::string_view function_;
  Resamples resamples_;
  double estimate_;
  MonteCarlo draws_;
};

void check_draws(std::string_view function, const MonteCarlo& draws, double confidence) {
  check_monte_carlo(function, draws);
  check::at_least(function, "replicates", draws.replicates, 2);
  check::open_unit(function, "confidence", confidence);
}

// The sample varies.
MeanBootstrap one_sample(std::string_view function, std::span<const double> sample, BootstrapKind kind,
                         const MonteCarlo& draws, double confidence) {
  const Moments moments = moments_of(sample);
  Resamples resamples{};
  resamples.exponent = std::ilogb(moments.sd);
  add_arm(resamples, deviations_of(sample, moments.mean, resamples.exponent), 1);
  MeanBootstrap result = Bootstrap(function, std::move(resamples), moments.mean, draws).run(kind, confidence);
  result.n_a = moments.n;
  return result;
}

}  // namespace

MeanBootstrap two_sample_bootstrap(std::span<const double> a, std::span<const double> b, BootstrapKind kind,
                                   const MonteCarlo& draws, double confidence) {
  constexpr std::string_view function = "two_sample_bootstrap";
  check::sample(function, "a", a, 2);
  check::sample(function, "b", b, 2);
  check_draws(function, draws, confidence);
  const Moments of_a = moments_of(a);
  const Moments of_b = moments_of(b);
  const double sd = std::max(of_a.sd, of_b.sd);
  check_not_constant(function, sd, std::max(std::abs(of_a.mean), std::abs(of_b.mean)));
  Resamples resamples{};
  resamples.exponent = std::ilogb(sd);
  add_arm(resamples, deviations_of(a, of_a.mean, resamples.exponent), 1);
  add_arm(resamples, deviations_of(b, of_b.mean, resamples.exponent), -1);
  MeanBootstrap result =
      Bootstrap(function, std::move(resamples), of_a.mean - of_b.mean, draws).run(kind, confidence);
  result.n_a = of_a.n;
  result.n_b = of_b.n;
  return result;
}

MeanBootstrap one_sample_bootstrap(std::span<const double> sample, BootstrapKind kind,
                                   const MonteCarlo& draws, double confidence) {
  constexpr std::string_view function = "one_sample_bootstrap";
  check::sample(function, "sample", sample, 2);
  check_draws(function, draws, confidence);
  const Moments moments = moments_of(sample);
  check_not_constant(function, moments.sd, std::abs(moments.mean));
  return one_sample(function, sample, kind, draws, confidence);
}

MeanBootstrap paired_bootstrap(std::span<const double> a, std::span<const double> b, BootstrapKind kind,
                               const MonteCarlo& draws, double confidence) {
  constexpr std::string_view function = "paired_bootstrap";
  check::same_size(function, a.size(), b.size());
  check::sample(function, "a", a, 2);
  check::sample(function, "b", b, 2);
  check_draws(function, draws, confidence);
  const double magnitude = std::max(std::abs(moments_of(a).mean), std::abs(moments_of(b).mean));
  const std::vector<double> differences = differences_of(a, b);
  check_not_constant(function, moments_of(differences).sd, magnitude);
  return one_sample(function, differences, kind, draws, confidence);
}

}  // namespace gainsay::stats
