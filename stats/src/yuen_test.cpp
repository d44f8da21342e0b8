#include "gainsay/stats/yuen_test.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "gainsay/stats/moments.h"

#include "check.h"
#include "sums.h"
#include "t_inference.h"
#include "welch.h"

namespace gainsay::stats {
namespace {

struct Trimmed {
  Moments moments;  // of which Welch's formulas make Yuen's
  std::int64_t cut;
};

// The trimmed mean and the number h of values left. Its variance is that of the winsorised sample, as if from
// h values: (n - 1) sw^2 / (h (h - 1)), hence an sd of sw sqrt((n - 1) / (h - 1)).
Trimmed trim_sample(std::string_view argument, std::span<const double> sample, double trim) {
  check::sample("yuen_test", argument, sample, 2);
  std::vector<double> sorted(sample.begin(), sample.end());
  std::ranges::sort(sorted);
  const auto cut = static_cast<std::size_t>(trim * static_cast<double>(sorted.size()));
  const std::size_t left = sorted.size() - 2 * cut;
  if (left < 2) {
    check::fail("yuen_test", "trimming must leave at least 2 values of " + std::string(argument) +
                                 ", leaves " + std::to_string(left));
  }
  const double mean = accurate_mean(std::span(sorted).subspan(cut, left));
  std::fill_n(sorted.begin(), cut, sorted[cut]);
  std::fill_n(sorted.rbegin(), cut, sorted[cut + left - 1]);
  const double winsorised_sd = moments_of(sorted).sd;
  const double ratio = static_cast<double>(sorted.size() - 1) / static_cast<double>(left - 1);
  return {{mean, winsorised_sd * std::sqrt(ratio), static_cast<std::int64_t>(left)},
          static_cast<std::int64_t>(cut)};
}

}  // namespace

YuenTest yuen_test(std::span<const double> a, std::span<const double> b, double trim, double confidence,
                   Alternative alternative) {
  constexpr std::string_view function = "yuen_test";
  if (!(trim >= 0 && trim < 0.5)) {
    check::fail(function, "trim must be from 0 to below 0.5, is " + check::text(trim));
  }
  check::open_unit(function, "confidence", confidence);
  const Trimmed of_a = trim_sample("a", a, trim);
  const Trimmed of_b = trim_sample("b", b, trim);
  const TEstimate t = welch_estimate(function, of_a.moments, of_b.moments);
  const TInference inference = infer_from_t(t, confidence, alternative);
  return {.estimate = t.estimate,
          .standard_error = t.standard_error,
          .interval = inference.interval,
          .statistic = inference.statistic,
          .df = t.df,
          .p_value = inference.p_value,
          .n_a = std::ssize(a),
          .n_b = std::ssize(b),
          .trimmed_a = of_a.cut,
          .trimmed_b = of_b.cut,
          .method = "yuen"};
}

}  // namespace gainsay::stats
