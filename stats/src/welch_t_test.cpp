#include "gainsay/stats/welch_t_test.h"

#include <algorithm>
#include <cmath>

#include "check.h"
#include "t_inference.h"
#include "welch.h"

namespace gainsay::stats {
namespace {

WelchTTest test(std::string_view function, const Moments& a, const Moments& b, double confidence,
                Alternative alternative) {
  check::open_unit(function, "confidence", confidence);
  const TEstimate t = welch_estimate(function, a, b);
  const TInference inference = infer_from_t(t, confidence, alternative);
  return {.estimate = t.estimate,
          .standard_error = t.standard_error,
          .interval = inference.interval,
          .statistic = inference.statistic,
          .df = t.df,
          .p_value = inference.p_value,
          .n_a = a.n,
          .n_b = b.n,
          .method = "welch-t"};
}

}  // namespace

TEstimate welch_estimate(std::string_view function, const Moments& a, const Moments& b) {
  const auto n_a = static_cast<double>(a.n);
  const auto n_b = static_cast<double>(b.n);
  const double error_a = a.sd / std::sqrt(n_a);
  const double error_b = b.sd / std::sqrt(n_b);
  const double standard_error = std::hypot(error_a, error_b);
  check_not_constant(function, standard_error, std::max(std::abs(a.mean), std::abs(b.mean)));
  // Shares of the variance, so that neither very small nor very large samples under- or overflow.
  const double share_a = std::pow(error_a / standard_error, 2);
  const double share_b = std::pow(error_b / standard_error, 2);
  const double df = 1 / (share_a * share_a / (n_a - 1) + share_b * share_b / (n_b - 1));
  return {a.mean - b.mean, standard_error, df};
}

void check_moments(std::string_view function, std::string_view argument, const Moments& moments) {
  const std::string name(argument);
  check::finite(function, name + ".mean", moments.mean);
  check::not_negative(function, name + ".sd", moments.sd);
  check::at_least(function, name + ".n", moments.n, 2);
}

WelchTTest welch_t_test(std::span<const double> a, std::span<const double> b, double confidence,
                        Alternative alternative) {
  check::sample("welch_t_test", "a", a, 2);
  check::sample("welch_t_test", "b", b, 2);
  return test("welch_t_test", moments_of(a), moments_of(b), confidence, alternative);
}

WelchTTest welch_t_test_from_moments(const Moments& a, const Moments& b, double confidence) {
  check_moments("welch_t_test_from_moments", "a", a);
  check_moments("welch_t_test_from_moments", "b", b);
  return test("welch_t_test_from_moments", a, b, confidence, Alternative::two_sided);
}

}  // namespace gainsay::stats
