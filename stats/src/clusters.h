#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string_view>

namespace gainsay::stats {

struct ClusterSum {
  double deviations = 0;  // from the centre, summed
  double size = 0;
};

std::map<std::int64_t, ClusterSum> cluster_sums(std::span<const double> values,
                                                std::span<const std::int64_t> clusters, double centre);

// Throws in the name of `function` unless there is one id for each of the n items, and at least 2 different
// ones.
std::int64_t count_clusters(std::string_view function, std::span<const std::int64_t> clusters, std::size_t n);

}  // namespace gainsay::stats
