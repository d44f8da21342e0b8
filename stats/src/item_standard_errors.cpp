#include "gainsay/stats/item_standard_errors.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>

#include "gainsay/stats/moments.h"

#include "check.h"
#include "pairs.h"
#include "t_inference.h"

namespace gainsay::stats {
namespace {

TEstimate naive_estimate(std::span<const double> values) {
  const Moments moments = moments_of(values);
  const auto n = static_cast<double>(moments.n);
  return {moments.mean, moments.sd / std::sqrt(n), n - 1};
}

// Sums of the deviations from the mean, one per cluster.
std::map<std::int64_t, double> cluster_sums(std::span<const double> values,
                                            std::span<const std::int64_t> clusters, double mean) {
  std::map<std::int64_t, double> sums;
  for (std::size_t i = 0; i < values.size(); ++i) sums[clusters[i]] += values[i] - mean;
  return sums;
}

TEstimate clustered_estimate(std::span<const double> values, std::span<const std::int64_t> clusters,
                             ClusterVariance variance) {
  const Moments moments = moments_of(values);
  const auto n = static_cast<double>(moments.n);
  double between = 0;  // sum over all pairs of items of one cluster, an item with itself included
  const auto sums = cluster_sums(values, clusters, moments.mean);
  for (const auto& [cluster, sum] : sums) between += sum * sum;
  const auto c = static_cast<double>(sums.size());
  if (variance == ClusterVariance::cr1) {
    return {moments.mean, std::sqrt(c / (c - 1) * between) / n, c - 1};
  }
  const double squares = moments.sd * moments.sd * (n - 1);
  const double naive = moments.sd * moments.sd / n;
  return {moments.mean, std::sqrt(naive + (between - squares) / (n * n)), c - 1};
}

std::int64_t count_clusters(std::string_view function, std::span<const std::int64_t> clusters,
                            std::size_t n) {
  if (clusters.size() != n) {
    check::fail(function, "clusters must have one id per item (" + std::to_string(n) + "), has " +
                              std::to_string(clusters.size()));
  }
  const auto count = std::ssize(std::set<std::int64_t>(clusters.begin(), clusters.end()));
  check::at_least(function, "the number of clusters", count, 2);
  return count;
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
  result.method =
      variance == ClusterVariance::miller ? "item-mean-clustered-miller" : "item-mean-clustered-cr1";
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
  result.method = variance == ClusterVariance::miller ? "item-difference-clustered-miller"
                                                      : "item-difference-clustered-cr1";
  return result;
}

}  // namespace gainsay::stats
