#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "gainsay/stats/mean_difference.h"

namespace gainsay::stats {

// The groups of comparisons of means that share one variance.
struct GroupMeans {
  std::vector<double> means;
  std::vector<double> sizes;
  double sd;  // pooled, above 0
  double df;
  std::int64_t n;
};

inline constexpr std::int64_t most_groups = 1000;

// Throws in the name of `function` unless there are 2 to 1000 groups of at least 1 finite value, one of them
// with 2, that vary within.
GroupMeans group_means(std::string_view function, std::span<const std::span<const double>> groups);

// A comparison without interval and p value.
MeanDifference difference_of_means(const GroupMeans& groups, std::size_t a, std::size_t b);

}  // namespace gainsay::stats
