#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "gainsay/stats/interval.h"

namespace gainsay::stats {

// How the variance of clustered items is estimated. `miller` adds the covariances within clusters to the
// naive variance (Miller 2024, section 2.2); `cr1` is the sandwich with the factor C / (C - 1) (Liang and
// Zeger 1986); `cr2` divides each cluster's squared sum by its 1 - n_c / n, so that it has no bias if the
// items are independent, and has Satterthwaite's df (Bell and McCaffrey 2002); `cr3` divides by (1 - n_c /
// n)^2, like a jackknife over clusters, and errs on the long side; with the same kind of df. With few
// clusters take cr2 or wild_cluster_bootstrap.
enum class ClusterVariance { miller, cr1, cr2, cr3 };

struct ItemMean {
  double estimate;
  double standard_error;
  Interval interval;  // Student t with df
  double df;          // n - 1; or C - 1 when there are C clusters; Satterthwaite's for cr2 and cr3
  std::int64_t n;
  std::optional<std::int64_t> n_clusters;
  std::string_view method;  // "item-mean", "item-mean-clustered-miller", "...-cr1", "...-cr2", "...-cr3"
};

struct ItemDifference {
  double estimate;  // mean of a - b over the items
  double standard_error;
  Interval interval;
  double statistic;
  double df;
  double p_value;  // two-sided
  std::int64_t n;
  std::optional<std::int64_t> n_clusters;
  std::string_view method;  // "item-difference", "item-difference-clustered-miller", "...-cr1", ...
};

// The mean score of one model over the items of a test set, with the standard error of sampling the items.
// scores: n >= 2 finite values, one per item; confidence: between 0 and 1.
// Throws std::domain_error if n < 2, a score is not finite, or confidence is not between 0 and 1.
// Assumes independent items: where clusters of 10 hold a third of the variance, an interval of 95 % misses
// 32 % of the time. It speaks of one trained model; runs are not items. For a few hundred scores of 0 and 1
// take wilson_interval. Source: Miller (2024), section 2.1.
ItemMean item_mean(std::span<const double> scores, double confidence = 0.95);

// The same where items come in clusters (questions about one passage, frames of one video).
// clusters: one id per item, any integers, at least 2 different ones; items of one id are dependent.
// Throws as item_mean, and if the sizes differ or there is but one cluster.
// Assumes independent clusters; with fewer than about 20 of them, or clusters of very unequal sizes, C - 1
// degrees of freedom are optimistic, and those of cr2 are not: at a nominal 5 %, miller errs 7 % of the time
// with 3 equal clusters, and where one cluster of 30 holds a third of the items miller and cr1 err 13 and
// 12 %.
ItemMean clustered_item_mean(std::span<const double> scores, std::span<const std::int64_t> clusters,
                             double confidence = 0.95, ClusterVariance variance = ClusterVariance::miller);

// The difference of two models on the same items: what pairing saves is in the standard error.
// a, b: scores of the same n >= 2 items in the same order, finite; confidence: between 0 and 1.
// Throws std::domain_error if the sizes differ, n < 2, a score is not finite, confidence is not between 0 and
// 1, or the differences do not vary (beyond rounding). Source: Miller (2024), section 4.2.
ItemDifference item_difference(std::span<const double> a, std::span<const double> b,
                               double confidence = 0.95);

// The same where items come in clusters. Throws as item_difference, and if the sizes differ, there is but one
// cluster, or the clustered standard error is 0.
ItemDifference clustered_item_difference(std::span<const double> a, std::span<const double> b,
                                         std::span<const std::int64_t> clusters, double confidence = 0.95,
                                         ClusterVariance variance = ClusterVariance::miller);

}  // namespace gainsay::stats
