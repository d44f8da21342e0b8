#include "gainsay/stats/item_standard_errors.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "gainsay/stats/moments.h"

#include "check.h"
#include "clusters.h"
#include "pairs.h"
#include "t_inference.h"

namespace gainsay::stats {
namespace {

TEstimate naive_estimate(std::span<const double> values) {
  const Moments moments = moments_of(values);
  const auto n = static_cast<double>(moments.n);
  return {moments.mean, moments.sd / std::sqrt(n), n - 1};
}

// For an intercept alone the leverage of a cluster acts on its sum by a number: its share of the items.
double leverage_factor(double share, ClusterVariance variance) {
  return variance == ClusterVariance::cr2 ? 1 / (1 - share) : 1 / ((1 - share) * (1 - share));
}

// The variance is a quadratic form in the values. Were these independent, its mean would be the sum of the
// eigenvalues of the clusters' Gram matrix and its variance twice the sum of their squares: hence the df.
TEstimate leverage_corrected(const std::map<std::int64_t, ClusterSum>& sums, const Moments& moments,
                             ClusterVariance variance) {
  const auto n = static_cast<double>(moments.n);
  double between = 0;
  double trace = 0;
  double squared_trace = 0;  // sum of the squared diagonal
  double outer = 0;          // sum of f n_c^2 / n
  double squared_outer = 0;  // and of its squares
  for (const auto& [id, cluster] : sums) {
    const double factor = leverage_factor(cluster.size / n, variance);
    const double diagonal = factor * cluster.size * (1 - cluster.size / n);
    const double across = factor * cluster.size * cluster.size / n;
    between += factor * cluster.deviations * cluster.deviations;
    trace += diagonal;
    squared_trace += diagonal * diagonal;
    outer += across;
    squared_outer += across * across;
  }
  const double df = trace * trace / (squared_trace + outer * outer - squared_outer);
  return {moments.mean, std::sqrt(between) / n, df};
}

TEstimate clustered_estimate(std::span<const double> values, std::span<const std::int64_t> clusters,
                             ClusterVariance variance) {
  const Moments moments = moments_of(values);
  const auto n = static_cast<double>(moments.n);
  const auto sums = cluster_sums(values, clusters, moments.mean);
  if (variance == ClusterVariance::cr2 || variance == ClusterVariance::cr3) {
    return leverage_corrected(sums, moments, variance);
  }
  double between = 0;  // sum over all pairs of items of one cluster, an item with itself included
  for (const auto& [id, cluster] : sums) between += cluster.deviations * cluster.deviations;
  const auto c = static_cast<double>(sums.size());
  if (variance == ClusterVariance::cr1) {
    return {moments.mean, std::sqrt(c / (c - 1) * between) / n, c - 1};
  }
  const double squares = moments.sd * moments.sd * (n - 1);
  const double naive = moments.sd * moments.sd / n;
  return {moments.mean, std::sqrt(naive + (between - squares) / (n * n)), c - 1};
}

std::string_view mean_method(ClusterVariance variance) {
  switch (variance) {
    case ClusterVariance::cr1:
      return "item-mean-clustered-cr1";
    case ClusterVariance::cr2:
      return "item-mean-clustered-cr2";
    case ClusterVariance::cr3:
      return "item-mean-clustered-cr3";
    case ClusterVariance::miller:
      break;
  }
  return "item-mean-clustered-miller";
}

std::string_view difference_method(ClusterVariance variance) {
  switch (variance) {
    case ClusterVariance::cr1:
      return "item-difference-clustered-cr1";
    case ClusterVariance::cr2:
      return "item-difference-clustered-cr2";
    case ClusterVariance::cr3:
      return "item-difference-clustered-cr3";
    case ClusterVariance::miller:
      break;
  }
  return "item-difference-clustered-miller";
}

ItemMean mean_result(const TEstimate& t, std::span<const double> scores, double confidence) {
  return {.estimate = t.estimate,
          .standard_error = t.standard_error,
          .interval = infer_from_t(t, confidence, Alternative::two_sided).interval,
          .df = t.df,
          .n = std::ssize(scores),
          .n_clusters = std::nullopt,
          .method = "item-mean"};
}

ItemDifference difference_result(const TEstimate& t, std::span<const double> scores, double confidence) {
  const TInference inference = infer_from_t(t, confidence, Alternative::two_sided);
  return {.estimate = t.estimate,
          .standard_error = t.standard_error,
          .interval = inference.interval,
          .statistic = inference.statistic,
          .df = t.df,
          .p_value = inference.p_value,
          .n = std::ssize(scores),
          .n_clusters = std::nullopt,
          .method = "item-difference"};
}

void check_pairs(std::string_view function, std::span<const double> a, std::span<const double> b,
                 double confidence) {
  check::same_size(function, a.size(), b.size());
  check::sample(function, "a", a, 2);
  check::sample(function, "b", b, 2);
  check::open_unit(function, "confidence", confidence);
}

double magnitude(std::span<const double> a, std::span<const double> b) {
  return std::max(std::abs(moments_of(a).mean), std::abs(moments_of(b).mean));
}

}  // namespace

ItemMean item_mean(std::span<const double> scores, double confidence) {
  check::sample("item_mean", "scores", scores, 2);
  check::open_unit("item_mean", "confidence", confidence);
  return mean_result(naive_estimate(scores), scores, confidence);
}

ItemMean clustered_item_mean(std::span<const double> scores, std::span<const std::int64_t> clusters,
                             double confidence, ClusterVariance variance) {
  constexpr std::string_view function = "clustered_item_mean";
  check::sample(function, "scores", scores, 2);
  check::open_unit(function, "confidence", confidence);
  const std::int64_t count = count_clusters(function, clusters, scores.size());
  ItemMean result = mean_result(clustered_estimate(scores, clusters, variance), scores, confidence);
  result.n_clusters = count;
  result.method = mean_method(variance);
  return result;
}

ItemDifference item_difference(std::span<const double> a, std::span<const double> b, double confidence) {
  check_pairs("item_difference", a, b, confidence);
  const TEstimate t = naive_estimate(differences_of(a, b));
  check_not_constant("item_difference", t.standard_error, magnitude(a, b));
  return difference_result(t, a, confidence);
}

ItemDifference clustered_item_difference(std::span<const double> a, std::span<const double> b,
                                         std::span<const std::int64_t> clusters, double confidence,
                                         ClusterVariance variance) {
  constexpr std::string_view function = "clustered_item_difference";
  check_pairs(function, a, b, confidence);
  const std::int64_t count = count_clusters(function, clusters, a.size());
  const TEstimate t = clustered_estimate(differences_of(a, b), clusters, variance);
  check_not_constant(function, t.standard_error, magnitude(a, b));
  ItemDifference result = difference_result(t, a, confidence);
  result.n_clusters = count;
  result.method = difference_method(variance);
  return result;
}

}  // namespace gainsay::stats
