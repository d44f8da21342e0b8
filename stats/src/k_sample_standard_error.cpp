#include "gainsay/stats/k_sample_standard_error.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "gainsay/stats/moments.h"

#include "check.h"
#include "distributions.h"
#include "sums.h"
#include "t_inference.h"

namespace gainsay::stats {
namespace {

constexpr double most_items = 1e12;

void check_scores(const SampledScores& scores) {
  constexpr std::string_view function = "sampled_item_mean";
  check::at_least(function, "n_items", scores.n_items, 2);
  check::at_least(function, "n_samples", scores.n_samples, 2);
  // Division, since the product may overflow.
  const auto size = std::ssize(scores.scores);
  if (size % scores.n_samples != 0 || size / scores.n_samples != scores.n_items) {
    check::fail(function, "there must be n_items * n_samples scores, there are " + std::to_string(size));
  }
  check::sample(function, "scores", scores.scores, 1);
}

}  // namespace

SampledItemMean sampled_item_mean(const SampledScores& scores, double confidence) {
  check_scores(scores);
  check::open_unit("sampled_item_mean", "confidence", confidence);
  std::vector<double> means;
  std::vector<double> variances;
  const auto samples = static_cast<std::size_t>(scores.n_samples);
  for (std::size_t first = 0; first < scores.scores.size(); first += samples) {
    const Moments item = moments_of(scores.scores.subspan(first, samples));
    means.push_back(item.mean);
    variances.push_back(item.sd * item.sd);
  }
  const Moments over_items = moments_of(means);
  const auto n = static_cast<double>(scores.n_items);
  const double within = accurate_mean(variances);
  const TEstimate t{over_items.mean, over_items.sd / std::sqrt(n), n - 1};
  return {
      .estimate = t.estimate,
      .standard_error = t.standard_error,
      .interval = infer_from_t(t, confidence, Alternative::two_sided).interval,
      .df = t.df,
      .variance = {over_items.sd * over_items.sd - within / static_cast<double>(scores.n_samples), within},
      .n_items = scores.n_items,
      .n_samples = scores.n_samples,
      .method = "sampled-item-mean"};
}

double k_sample_standard_error(const ItemVariance& variance, std::int64_t n_items, std::int64_t n_samples) {
  constexpr std::string_view function = "k_sample_standard_error";
  check::not_negative(function, "between", variance.between);
  check::not_negative(function, "within", variance.within);
  check::at_least(function, "n_items", n_items, 1);
  check::at_least(function, "n_samples", n_samples, 1);
  const auto n = static_cast<double>(n_items);
  return std::sqrt(variance.between / n + variance.within / (n * static_cast<double>(n_samples)));
}

std::int64_t item_sample_size(const ItemPlan& plan, double power, double alpha) {
  constexpr std::string_view function = "item_sample_size";
  check::finite(function, "difference", plan.difference);
  if (plan.difference == 0) check::fail(function, "difference must not be 0: no number of items finds it");
  check::not_negative(function, "between", plan.between);
  check::not_negative(function, "within_a", plan.within_a);
  check::not_negative(function, "within_b", plan.within_b);
  check::open_unit(function, "alpha", alpha);
  check::open_unit(function, "power", power);
  if (power <= alpha) {
    check::fail(function, "power must be above alpha (" + check::text(alpha) + "), is " + check::text(power));
  }
  const double z = distributions::normal_quantile(power) - distributions::normal_quantile(alpha / 2);
  const double variance = plan.between + plan.within_a + plan.within_b;
  const double n = std::ceil(variance * std::pow(z / plan.difference, 2));
  if (!(n <= most_items)) check::fail(function, "more than 10^12 items would be needed");
  return std::max<std::int64_t>(2, static_cast<std::int64_t>(n));
}

}  // namespace gainsay::stats
