#include <cmath>
#include <cstdint>

#include "gainsay/stats/item_standard_errors.h"
#include "gainsay/stats/k_sample_standard_error.h"
#include "gainsay/stats/nested_bootstrap.h"
#include "gainsay/stats/wild_cluster_bootstrap.h"

#include "calibration/columns.h"
#include "calibration/families.h"

namespace calibration {
namespace {

using namespace gainsay::stats;

// What items look like, cluster by cluster.
enum Layout : std::size_t {
  independent_items,  // clusters of 10 in name only
  equal_clusters,     // of 10 items, a third of the variance between clusters
  unequal_clusters,   // the same, but the first cluster has half as many items as all others together
  right_or_wrong,     // clusters of 10 differences of scores of 0 and 1
};

struct Items {
  std::vector<double> differences;
  std::vector<double> zeros;
  std::vector<std::int64_t> clusters;
  std::uint64_t seed;
};

std::size_t items_in(const Setting& setting, int cluster) {
  constexpr std::size_t usual = 10;
  if (setting.column != unequal_clusters || cluster > 0) return usual;
  return std::max(usual, usual * static_cast<std::size_t>(setting.size - 1) / 2);
}

// Mean 0: normal with an sd of 1, or -1, 0 and 1 with cluster effects on the chance of each.
double difference(RandomStream& random, const Setting& setting, double shared) {
  constexpr double between = 1.0 / 3;
  const double rest = random.normal();
  if (setting.column == independent_items) return rest;
  const double value = std::sqrt(between) * shared + std::sqrt(1 - between) * rest;
  if (setting.column != right_or_wrong) return value;
  return value > 0.75 ? 1 : value < -0.75 ? -1 : 0;
}

Items simulate(RandomStream& random, const Setting& setting) {
  Items items;
  for (int cluster = 0; cluster < setting.size; ++cluster) {
    const double shared = random.normal();
    for (std::size_t i = 0; i < items_in(setting, cluster); ++i) {
      items.differences.push_back(difference(random, setting, shared) + (setting.shifted ? 0.5 : 0));
      items.clusters.push_back(cluster);
    }
  }
  items.zeros.resize(items.differences.size());
  items.seed = random.next();
  return items;
}

Outcome plain(const Items& items) { return rejects(item_difference(items.differences, items.zeros).p_value); }

template <ClusterVariance variance>
Outcome clustered(const Items& items) {
  return rejects(
      clustered_item_difference(items.differences, items.zeros, items.clusters, 0.95, variance).p_value);
}

Outcome wild(const Items& items) {
  return rejects(wild_cluster_bootstrap(items.differences, items.clusters, {499, items.seed}).p_value);
}

// A cluster as a dataset, its items as seeds of one item each: the plainest bootstrap of clusters.
Outcome nested(const Items& items) {
  std::vector<std::int64_t> rows(items.differences.size());
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = static_cast<std::int64_t>(i);
  const RandomLevels clusters{.datasets = true, .seeds = true, .items = false};
  return misses(
      nested_bootstrap({items.differences, items.clusters, rows}, clusters, {199, items.seed}).interval, 0);
}

// Several sampled answers: the clusters are items, the items of a cluster its answers.
Outcome answers(const Items& items) {
  const auto n_items = items.clusters.back() + 1;
  const auto n = std::ssize(items.differences);
  if (n != 10 * n_items) return not_asked;
  return misses(sampled_item_mean({items.differences, n_items, 10}).interval, 0);
}

}  // namespace

Family item_scores() {
  constexpr Columns equal = bit(independent_items) | bit(equal_clusters);
  constexpr Columns all = equal | bit(unequal_clusters) | bit(right_or_wrong);
  return with_procedures<Items>(
      {.title = "Items and clusters of items",
       .about = "Differences of two models over test items that come in clusters of ten; a third of the "
                "variance lies "
                "between clusters, except in the first column. Under *unequal clusters* the first has half "
                "as many items "
                "as all others together. For sampled_item_mean a cluster is an item, and its items are "
                "sampled answers; "
                "for nested_bootstrap a cluster is a dataset.",
       .size_name = "clusters",
       .sizes = {2, 3, 5, 10, 20, 30},
       .columns = {"independent items", "clusters", "unequal clusters", "right or wrong"},
       .effect = "a gain of half an sd of independent items",
       .tries = 4'000,
       .rows = {},
       .try_once = {}},
      simulate,
      {{{"item_difference, item_mean", {{bit(independent_items), roughly}}, {{1, 10, 32}}}, plain},
       {{"clustered_item_difference (miller)", {}, {{1, 3, 7}, {2, 30, 13}}},
        clustered<ClusterVariance::miller>},
       {{"clustered_item_difference (cr1)", {{equal}}, {{2, 10, 8}, {2, 30, 12}}},
        clustered<ClusterVariance::cr1>},
       {{"clustered_item_difference (cr2)", {{equal}, {all, roughly}}, {}}, clustered<ClusterVariance::cr2>},
       {{"clustered_item_difference (cr3)", {{all, roughly}}, {}}, clustered<ClusterVariance::cr3>},
       {{"wild_cluster_bootstrap", {{all}}, {}, 8, 20}, wild},
       {{"nested_bootstrap (clusters and items)", {}, {{1, 3, 17}, {1, 5, 11}}, 8}, nested},
       {{"sampled_item_mean", {{equal}}, {}}, answers}});
}

}  // namespace calibration
