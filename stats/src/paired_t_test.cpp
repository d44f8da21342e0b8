#include "gainsay/stats/paired_t_test.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "gainsay/stats/moments.h"

#include "check.h"
#include "pairs.h"
#include "t_inference.h"

namespace gainsay::stats {
namespace {

std::optional<double> pearson(std::span<const double> a, std::span<const double> b, const Moments& of_a,
                              const Moments& of_b) {
  if (of_a.sd == 0 || of_b.sd == 0) return std::nullopt;
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    sum += ((a[i] - of_a.mean) / of_a.sd) * ((b[i] - of_b.mean) / of_b.sd);
  }
  return std::clamp(sum / static_cast<double>(a.size() - 1), -1.0, 1.0);
}

TEstimate mean_estimate(const Moments& moments) {
  const auto n = static_cast<double>(moments.n);
  return {moments.mean, moments.sd / std::sqrt(n), n - 1};
}

}  // namespace

std::vector<double> differences_of(std::span<const double> a, std::span<const double> b) {
  std::vector<double> differences(a.size());
  std::ranges::transform(a, b, differences.begin(), std::minus<>());
  return differences;
}

PairedTTest paired_t_test(std::span<const double> a, std::span<const double> b, double confidence,
                          Alternative alternative) {
  check::same_size("paired_t_test", a.size(), b.size());
  check::sample("paired_t_test", "a", a, 2);
  check::sample("paired_t_test", "b", b, 2);
  check::open_unit("paired_t_test", "confidence", confidence);
  const Moments of_a = moments_of(a);
  const Moments of_b = moments_of(b);
  const TEstimate t = mean_estimate(moments_of(differences_of(a, b)));
  check_not_constant("paired_t_test", t.standard_error, std::max(std::abs(of_a.mean), std::abs(of_b.mean)));
  const TInference inference = infer_from_t(t, confidence, alternative);
  return {.estimate = t.estimate,
          .standard_error = t.standard_error,
          .interval = inference.interval,
          .statistic = inference.statistic,
          .df = t.df,
          .p_value = inference.p_value,
          .n = std::ssize(a),
          .correlation = pearson(a, b, of_a, of_b),
          .method = "paired-t"};
}

OneSampleTTest one_sample_t_test(std::span<const double> sample, double mu, double confidence,
                                 Alternative alternative) {
  check::sample("one_sample_t_test", "sample", sample, 2);
  check::finite("one_sample_t_test", "mu", mu);
  check::open_unit("one_sample_t_test", "confidence", confidence);
  const TEstimate t = mean_estimate(moments_of(sample));
  check_not_constant("one_sample_t_test", t.standard_error, std::abs(t.estimate));
  const double statistic = (t.estimate - mu) / t.standard_error;
  return {.estimate = t.estimate,
          .standard_error = t.standard_error,
          .interval = infer_from_t(t, confidence, alternative).interval,
          .statistic = statistic,
          .df = t.df,
          .p_value = t_p_value(statistic, t.df, alternative),
          .n = std::ssize(sample),
          .method = "one-sample-t"};
}

}  // namespace gainsay::stats
