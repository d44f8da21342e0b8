#include "gainsay/stats/brown_forsythe.h"

#include <cmath>
#include <vector>

#include "gainsay/stats/moments.h"
#include "gainsay/stats/summary.h"

#include "check.h"
#include "distributions.h"
#include "t_inference.h"
#include "welch.h"

namespace gainsay::stats {
namespace {

std::vector<double> deviations_from_median(std::span<const double> sample) {
  const double median = quantile(sample, 0.5);
  std::vector<double> deviations;
  deviations.reserve(sample.size());
  for (const double value : sample) deviations.push_back(std::abs(value - median));
  return deviations;
}

// With two groups, F is the square of the pooled t.
double classic_f(const Moments& a, const Moments& b) {
  const auto n_a = static_cast<double>(a.n);
  const auto n_b = static_cast<double>(b.n);
  const double df = n_a + n_b - 2;
  const double pooled = std::hypot(a.sd * std::sqrt((n_a - 1) / df), b.sd * std::sqrt((n_b - 1) / df));
  return std::pow((a.mean - b.mean) / pooled, 2) / (1 / n_a + 1 / n_b);
}

std::optional<double> log_ratio(double sd_a, double sd_b) {
  if (sd_a == 0 || sd_b == 0) return std::nullopt;
  return std::log(sd_a / sd_b);
}

}  // namespace

BrownForsythe brown_forsythe(std::span<const double> a, std::span<const double> b, double confidence,
                             Alternative alternative) {
  constexpr std::string_view function = "brown_forsythe";
  check::sample(function, "a", a, 3);
  check::sample(function, "b", b, 3);
  check::open_unit(function, "confidence", confidence);
  const Moments of_a = moments_of(deviations_from_median(a));
  const Moments of_b = moments_of(deviations_from_median(b));
  const TEstimate t = welch_estimate(function, of_a, of_b);
  const TInference inference = infer_from_t(t, confidence, alternative);
  const double f = classic_f(of_a, of_b);
  return {.spread_a = of_a.mean,
          .spread_b = of_b.mean,
          .spread_difference = t.estimate,
          .interval = inference.interval,
          .statistic = inference.statistic,
          .df = t.df,
          .p_value = inference.p_value,
          .f_statistic = f,
          .f_p_value = distributions::f_ccdf(f, 1, static_cast<double>(of_a.n + of_b.n - 2)),
          .log_sd_ratio = log_ratio(moments_of(a).sd, moments_of(b).sd),
          .n_a = of_a.n,
          .n_b = of_b.n,
          .method = "brown-forsythe-welch"};
}

}  // namespace gainsay::stats
