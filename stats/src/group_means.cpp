#include "group_means.h"

#include <algorithm>
#include <cmath>

#include "check.h"
#include "groups.h"
#include "sums.h"
#include "t_inference.h"

namespace gainsay::stats {
namespace {

double pooled_sd(std::span<const std::span<const double>> groups, const GroupMeans& moments) {
  double sd = 0;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    if (groups[g].size() < 2) continue;
    const double share = (moments.sizes[g] - 1) / moments.df;
    sd = std::hypot(sd, sample_sd(groups[g], moments.means[g]) * std::sqrt(share));
  }
  return sd;
}

}  // namespace

GroupMeans group_means(std::string_view function, std::span<const std::span<const double>> groups) {
  check::between(function, "the number of groups", std::ssize(groups), 2, most_groups);
  check_groups(function, groups, 1);
  GroupMeans result{};
  double largest = 0;
  for (const auto& group : groups) {
    result.means.push_back(accurate_mean(group));
    result.sizes.push_back(static_cast<double>(group.size()));
    result.n += std::ssize(group);
    largest = std::max(largest, std::abs(result.means.back()));
  }
  if (result.n == std::ssize(groups)) {
    check::fail(function, "every group has a single value, so that nothing tells how much they vary");
  }
  result.df = static_cast<double>(result.n - std::ssize(groups));
  result.sd = pooled_sd(groups, result);
  check_not_constant(function, result.sd, largest);
  return result;
}

MeanDifference difference_of_means(const GroupMeans& groups, std::size_t a, std::size_t b) {
  const double estimate = groups.means[a] - groups.means[b];
  const double standard_error = groups.sd * std::sqrt(1 / groups.sizes[a] + 1 / groups.sizes[b]);
  return {.a = static_cast<std::int64_t>(a),
          .b = static_cast<std::int64_t>(b),
          .estimate = estimate,
          .standard_error = standard_error,
          .interval = {},
          .statistic = estimate / standard_error,
          .df = groups.df,
          .p_value = {}};
}

}  // namespace gainsay::stats
