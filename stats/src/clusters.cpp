#include "clusters.h"

#include <set>
#include <string>

#include "check.h"

namespace gainsay::stats {

std::map<std::int64_t, ClusterSum> cluster_sums(std::span<const double> values,
                                                std::span<const std::int64_t> clusters, double centre) {
  std::map<std::int64_t, ClusterSum> sums;
  for (std::size_t i = 0; i < values.size(); ++i) {
    ClusterSum& cluster = sums[clusters[i]];
    cluster.deviations += values[i] - centre;
    cluster.size += 1;
  }
  return sums;
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

}  // namespace gainsay::stats
