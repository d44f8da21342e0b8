#include "gainsay/stats/estimate.h"

#include <cmath>
#include <vector>

#include "check.h"
#include "distributions.h"
#include "roots.h"
#include "sums.h"
#include "t_inference.h"

namespace gainsay::stats {
namespace {

void check_estimate(std::string_view function, const Estimate& estimate) {
  check::finite(function, "estimate.value", estimate.value);
  check::positive(function, "estimate.standard_error", estimate.standard_error);
  check::positive(function, "estimate.df", estimate.df);
}

}  // namespace

EstimateTTest t_test_of_estimate(const Estimate& estimate, double confidence) {
  check_estimate("t_test_of_estimate", estimate);
  check::open_unit("t_test_of_estimate", "confidence", confidence);
  const TInference t = infer_from_t({estimate.value, estimate.standard_error, estimate.df}, confidence,
                                    Alternative::two_sided);
  return {t.interval, t.statistic, t.p_value};
}

Estimate mean_of_estimates(std::span<const Estimate> estimates) {
  constexpr std::string_view function = "mean_of_estimates";
  check::at_least(function, "the number of estimates", std::ssize(estimates), 1);
  std::vector<double> values;
  std::vector<double> variances;
  for (const Estimate& estimate : estimates) {
    check::finite(function, "estimate.value", estimate.value);
    check::not_negative(function, "estimate.standard_error", estimate.standard_error);
    check::positive(function, "estimate.df", estimate.df);
    values.push_back(estimate.value);
    variances.push_back(estimate.standard_error * estimate.standard_error);
  }
  const double variance = compensated_sum(variances);
  check::positive(function, "the sum of squared standard errors", variance);
  double shares = 0.0;
  for (std::size_t i = 0; i < variances.size(); ++i) {
    shares += (variances[i] / variance) * (variances[i] / variance) / estimates[i].df;
  }
  const auto n = static_cast<double>(estimates.size());
  return {compensated_sum(values) / n, std::sqrt(variance) / n, 1.0 / shares};
}

double power_of_estimate(const Estimate& estimate, double effect, double alpha) {
  constexpr std::string_view function = "power_of_estimate";
  check::positive(function, "estimate.standard_error", estimate.standard_error);
  check::positive(function, "estimate.df", estimate.df);
  check::finite(function, "effect", effect);
  check::open_unit(function, "alpha", alpha);
  const double critical = distributions::student_t_quantile(1.0 - alpha / 2.0, estimate.df);
  const double noncentrality = std::abs(effect) / estimate.standard_error;
  return distributions::noncentral_t_ccdf(critical, estimate.df, noncentrality) +
         distributions::noncentral_t_cdf(-critical, estimate.df, noncentrality);
}

double detectable_effect_of_estimate(const Estimate& estimate, double power, double alpha) {
  constexpr std::string_view function = "detectable_effect_of_estimate";
  check::open_unit(function, "power", power);
  if (power <= alpha) check::fail(function, "power must exceed alpha, but is " + check::text(power));
  double high = estimate.standard_error;
  while (power_of_estimate(estimate, high, alpha) < power) high *= 2.0;
  return root_between([&](double effect) { return power_of_estimate(estimate, effect, alpha) - power; }, 0.0,
                      high);
}

}  // namespace gainsay::stats
