#include "gainsay/stats/anytime_t_test.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "gainsay/stats/summary.h"

#include "check.h"

namespace gainsay::stats {
namespace {

constexpr std::string_view function = "anytime_t_test";

// The |t| from which on the e-value reaches exp(log_bound); infinite where none does.
double critical_t(double n, double ratio, double log_bound) {
  const double growth = std::exp(2.0 / n * (log_bound + 0.5 * std::log(ratio)));
  if (growth >= ratio) return std::numeric_limits<double>::infinity();
  return std::sqrt((n - 1.0) * (growth - 1.0) / (1.0 - growth / ratio));
}

}  // namespace

AnytimeTTest anytime_t_test(std::span<const double> values, double effect_variance, double confidence) {
  check::sample(function, "values", values, 2);
  check::positive(function, "effect_variance", effect_variance);
  check::open_unit(function, "confidence", confidence);
  const Summary summary = summarize(values);
  if (!(*summary.sd > 0)) check::fail(function, "the values are all equal, and a t test needs their spread");
  const auto n = static_cast<double>(summary.n);
  const double ratio = 1.0 + n * effect_variance;
  const double standard_error = *summary.sd / std::sqrt(n);
  AnytimeTTest test{};
  test.estimate = summary.mean;
  test.statistic = summary.mean / standard_error;
  test.df = n - 1.0;
  const double share = test.statistic * test.statistic / test.df;
  test.log_e = -0.5 * std::log(ratio) + 0.5 * n * (std::log1p(share) - std::log1p(share / ratio));
  test.e_value = std::exp(test.log_e);
  test.p_value = std::min(1.0, std::exp(-test.log_e));
  const double half = critical_t(n, ratio, -std::log1p(-confidence)) * standard_error;
  test.interval = {summary.mean - half, summary.mean + half, confidence};
  test.n = summary.n;
  test.method = "anytime-t";
  return test;
}

}  // namespace gainsay::stats
