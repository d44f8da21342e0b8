#include "gainsay/stats/meta_analysis.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "check.h"
#include "distributions.h"
#include "roots.h"
#include "t_inference.h"

namespace gainsay::stats {
namespace {

using namespace distributions;

// Sums over the studies weighted by 1 / (standard error^2 + tau squared).
struct Weighted {
  double sum = 0;          // of the weights
  double sum_squares = 0;  // of their squares
  double mean = 0;
  double q = 0;          // weighted squares around the mean
  double q_squares = 0;  // the same with squared weights
};

Weighted weighted(std::span<const double> effects, std::span<const double> errors, double tau_squared) {
  Weighted w;
  double moment = 0;
  for (std::size_t i = 0; i < effects.size(); ++i) {
    const double weight = 1 / (errors[i] * errors[i] + tau_squared);
    w.sum += weight;
    w.sum_squares += weight * weight;
    moment += weight * (effects[i] - effects[0]);
  }
  w.mean = effects[0] + moment / w.sum;
  for (std::size_t i = 0; i < effects.size(); ++i) {
    const double weight = 1 / (errors[i] * errors[i] + tau_squared);
    const double squared = (effects[i] - w.mean) * (effects[i] - w.mean);
    w.q += weight * squared;
    w.q_squares += weight * weight * squared;
  }
  return w;
}

// Where a function of tau squared, positive below and negative above, is 0; 0 where it is not positive at 0.
template <typename Function>
double crossing(Function f, double scale) {
  if (f(0.0) <= 0) return 0;
  double high = scale;
  while (f(high) > 0) high *= 4;
  return root_between(f, 0.0, high);
}

double tau_squared_of(std::span<const double> effects, std::span<const double> errors,
                      HeterogeneityEstimator estimator) {
  const auto df = static_cast<double>(effects.size()) - 1;
  const Weighted fixed = weighted(effects, errors, 0);
  double scale = 0;
  for (const double effect : effects) scale += (effect - fixed.mean) * (effect - fixed.mean);
  switch (estimator) {
    case HeterogeneityEstimator::dersimonian_laird:
      return std::max(0.0, (fixed.q - df) / (fixed.sum - fixed.sum_squares / fixed.sum));
    case HeterogeneityEstimator::paule_mandel:
      return crossing([&](double tau) { return weighted(effects, errors, tau).q - df; }, scale);
    case HeterogeneityEstimator::reml:
      break;
  }
  // The derivative of the restricted log likelihood, twice.
  return crossing(
      [&](double tau) {
        const Weighted w = weighted(effects, errors, tau);
        return w.q_squares - w.sum + w.sum_squares / w.sum;
      },
      scale);
}

void check_studies(std::string_view function, std::span<const double> effects, std::span<const double> errors,
                   double confidence) {
  check::sample(function, "effects", effects, 2);
  check::sample(function, "standard_errors", errors, 2);
  check::same_size(function, effects.size(), errors.size());
  for (const double error : errors) check::positive(function, "a standard error", error);
  check::open_unit(function, "confidence", confidence);
}

Interval around(double estimate, double margin, double confidence) {
  return {estimate - margin, estimate + margin, confidence};
}

// Fills in what follows from estimate, standard error and df.
void infer(MetaAnalysis& result, double confidence) {
  result.statistic = result.estimate / result.standard_error;
  const double tail = (1 + confidence) / 2;
  const double quantile = result.df ? student_t_quantile(tail, *result.df) : normal_quantile(tail);
  result.interval = around(result.estimate, quantile * result.standard_error, confidence);
  result.p_value = result.df ? t_p_value(result.statistic, *result.df, Alternative::two_sided)
                             : 2 * normal_ccdf(std::abs(result.statistic));
  if (result.prediction) {
    const double spread = std::sqrt(result.tau_squared + result.standard_error * result.standard_error);
    result.prediction = around(result.estimate, quantile * spread, confidence);
  }
}

}  // namespace

MetaAnalysis fixed_effect_meta_analysis(std::span<const double> effects,
                                        std::span<const double> standard_errors, double confidence) {
  check_studies("fixed_effect_meta_analysis", effects, standard_errors, confidence);
  const Weighted w = weighted(effects, standard_errors, 0);
  const auto df = static_cast<double>(effects.size()) - 1;
  MetaAnalysis result{};
  result.estimate = w.mean;
  result.standard_error = 1 / std::sqrt(w.sum);
  result.q = w.q;
  result.q_p_value = chi_squared_ccdf(w.q, df);
  result.i_squared = w.q > df ? (w.q - df) / w.q : 0;
  result.n = std::ssize(effects);
  result.method = "fixed-effect";
  infer(result, confidence);
  return result;
}

MetaAnalysis random_effects_meta_analysis(std::span<const double> effects,
                                          std::span<const double> standard_errors,
                                          HeterogeneityEstimator estimator, bool hartung_knapp,
                                          double confidence) {
  constexpr std::string_view function = "random_effects_meta_analysis";
  check_studies(function, effects, standard_errors, confidence);
  const auto df = static_cast<double>(effects.size()) - 1;
  MetaAnalysis result = fixed_effect_meta_analysis(effects, standard_errors, confidence);
  const Weighted fixed = weighted(effects, standard_errors, 0);
  result.tau_squared = tau_squared_of(effects, standard_errors, estimator);
  const Weighted w = weighted(effects, standard_errors, result.tau_squared);
  const double typical_variance = df * fixed.sum / (fixed.sum * fixed.sum - fixed.sum_squares);
  result.i_squared = result.tau_squared / (typical_variance + result.tau_squared);
  result.estimate = w.mean;
  result.standard_error = hartung_knapp ? std::sqrt(w.q / df / w.sum) : 1 / std::sqrt(w.sum);
  if (!(result.standard_error > 0)) check::fail(function, "all effects are equal");
  if (hartung_knapp) result.df = df;
  result.prediction = Interval{};
  result.method = hartung_knapp ? "random-effects-hartung-knapp" : "random-effects";
  infer(result, confidence);
  return result;
}

}  // namespace gainsay::stats
