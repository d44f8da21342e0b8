#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "gainsay/stats/monte_carlo.h"

namespace gainsay::stats {

struct WildClusterBootstrap {
  double estimate;                                   // mean of the differences
  double standard_error;                             // CR1
  double statistic;                                  // estimate / standard_error
  double p_value;                                    // two-sided
  bool exact;                                        // all sign patterns were looked at
  std::int64_t replicates;                           // patterns looked at
  std::optional<std::uint64_t> seed;                 // of the random patterns
  std::optional<double> monte_carlo_standard_error;  // of the p value
  std::int64_t n;
  std::int64_t n_clusters;
  std::string_view method;  // "wild-cluster-bootstrap"
};

// The wild cluster bootstrap: is the mean of clustered differences 0, when there are few clusters? Under the
// null whole clusters get random signs (Rademacher weights), and the CR1 t statistic is computed anew each
// time. differences: n >= 2 finite values, the score of one model less that of the other on each item;
// clusters: one id per item, at least 2 different ones; draws: replicates >= 1, any seed, threads >= 1, used
// if there are more than 12 clusters. Returns the share of sign patterns whose |t| is at least that seen: of
// all of them up to 12 clusters (exact), else (hits + 1) / (replicates + 1). With C clusters no p is below 2
// / 2^C, so that below 6 of them it cannot reach 5 %. Throws std::domain_error if an argument is out of range
// or the clustered standard error is 0. Assumes independent clusters. Source: Cameron, Gelbach and Miller
// (2008), with the null imposed.
WildClusterBootstrap wild_cluster_bootstrap(std::span<const double> differences,
                                            std::span<const std::int64_t> clusters, const MonteCarlo& draws);

}  // namespace gainsay::stats
