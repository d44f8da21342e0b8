#include "gainsay/stats/log_variance_ratio.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "gainsay/stats/moments.h"

#include "check.h"
#include "distributions.h"
#include "t_inference.h"
#include "welch.h"

namespace gainsay::stats {
namespace {

double log_variance(std::string_view function, std::span<const double> sample) {
  const Moments moments = moments_of(sample);
  check_not_constant(function, moments.sd, std::abs(moments.mean));
  return 2 * std::log(moments.sd);
}

std::vector<double> pseudo_values(std::span<const double> sample) {
  constexpr std::string_view function = "log_variance_ratio_jackknife";
  const auto n = static_cast<double>(sample.size());
  const double whole = log_variance(function, sample);
  std::vector<double> values;
  for (std::size_t left_out = 0; left_out < sample.size(); ++left_out) {
    std::vector<double> rest(sample.begin(), sample.end());
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(left_out));
    values.push_back(n * whole - (n - 1) * log_variance(function, rest));
  }
  return values;
}

}  // namespace

LogVarianceRatio log_variance_ratio(std::span<const double> a, std::span<const double> b, double confidence) {
  constexpr std::string_view function = "log_variance_ratio";
  check::sample(function, "a", a, 2);
  check::sample(function, "b", b, 2);
  check::open_unit(function, "confidence", confidence);
  const double df_a = static_cast<double>(a.size()) - 1;
  const double df_b = static_cast<double>(b.size()) - 1;
  const double estimate = log_variance(function, a) - log_variance(function, b);
  const double tail = (1 - confidence) / 2;
  const double f = std::exp(estimate);
  return {.estimate = estimate,
          .standard_error = std::sqrt(2 / df_a + 2 / df_b),
          .interval = {estimate - std::log(distributions::f_quantile(1 - tail, df_a, df_b)),
                       estimate - std::log(distributions::f_quantile(tail, df_a, df_b)), confidence},
          .p_value = std::min(1.0, 2 * std::min(distributions::f_ccdf(f, df_a, df_b),
                                                distributions::f_ccdf(1 / f, df_b, df_a))),
          .n_a = std::ssize(a),
          .n_b = std::ssize(b),
          .method = "log-variance-ratio-f"};
}

LogVarianceRatio log_variance_ratio_jackknife(std::span<const double> a, std::span<const double> b,
                                              double confidence) {
  constexpr std::string_view function = "log_variance_ratio_jackknife";
  check::sample(function, "a", a, 3);
  check::sample(function, "b", b, 3);
  check::open_unit(function, "confidence", confidence);
  const TEstimate t = welch_estimate(function, moments_of(pseudo_values(a)), moments_of(pseudo_values(b)));
  const TInference inference = infer_from_t(t, confidence, Alternative::two_sided);
  return {.estimate = t.estimate,
          .standard_error = t.standard_error,
          .interval = inference.interval,
          .p_value = inference.p_value,
          .n_a = std::ssize(a),
          .n_b = std::ssize(b),
          .method = "log-variance-ratio-jackknife"};
}

}  // namespace gainsay::stats
