#include "gainsay/stats/wild_cluster_bootstrap.h"

#include <atomic>
#include <cmath>
#include <vector>

#include "gainsay/stats/item_standard_errors.h"
#include "gainsay/stats/random_stream.h"

#include "check.h"
#include "chunks.h"
#include "clusters.h"
#include "monte_carlo_p.h"
#include "t_inference.h"

namespace gainsay::stats {
namespace {

constexpr std::size_t most_enumerated = 12;  // clusters
constexpr double tolerance = 1e-9;           // of t

// The CR1 t of the mean of signed clusters: their sums change sign, and their residuals are about the new
// mean.
class SignedClusters {
 public:
  SignedClusters(std::span<const double> differences, std::span<const std::int64_t> clusters)
      : n_(static_cast<double>(differences.size())) {
    for (const auto& [id, cluster] : cluster_sums(differences, clusters, 0)) {
      sums_.push_back(cluster.deviations);
      sizes_.push_back(cluster.size);
    }
    bound_ = squared_t(std::vector<double>(sums_.size(), 1.0)) * (1 - tolerance);
  }

  std::size_t size() const { return sums_.size(); }

  bool as_extreme(std::span<const double> signs) const { return squared_t(signs) >= bound_; }

 private:
  double squared_t(std::span<const double> signs) const {
    double sum = 0;
    for (std::size_t c = 0; c < sums_.size(); ++c) sum += signs[c] * sums_[c];
    const double mean = sum / n_;
    double squares = 0;
    for (std::size_t c = 0; c < sums_.size(); ++c) {
      const double residual = signs[c] * sums_[c] - sizes_[c] * mean;
      squares += residual * residual;
    }
    // Infinite where the signed clusters agree to the last digit; such a pattern is as extreme as any.
    const auto clusters = static_cast<double>(sums_.size());
    return sum * sum * (clusters - 1) / (clusters * squares);
  }

  double n_;
  std::vector<double> sums_;
  std::vector<double> sizes_;
  double bound_ = 0;
};

std::int64_t count_all(const SignedClusters& clusters) {
  std::int64_t hits = 0;
  std::vector<double> signs(clusters.size());
  for (std::uint64_t pattern = 0; pattern < std::uint64_t{1} << clusters.size(); ++pattern) {
    for (std::size_t c = 0; c < signs.size(); ++c) signs[c] = (pattern >> c & 1U) != 0 ? -1 : 1;
    hits += clusters.as_extreme(signs) ? 1 : 0;
  }
  return hits;
}

std::int64_t count_random(const SignedClusters& clusters, const MonteCarlo& draws) {
  std::atomic<std::int64_t> hits{0};
  for_each_chunk(draws.replicates, draws.threads, [&](const Chunk& chunk) {
    RandomStream random(draws.seed, static_cast<std::uint64_t>(chunk.index));
    std::vector<double> signs(clusters.size());
    std::int64_t in_chunk = 0;
    for (std::int64_t i = 0; i < chunk.size; ++i) {
      std::uint32_t bits = 0;
      for (std::size_t c = 0; c < signs.size(); ++c) {
        if (c % 32 == 0) bits = random.next();
        signs[c] = (bits >> (c % 32) & 1U) != 0 ? -1 : 1;
      }
      in_chunk += clusters.as_extreme(signs) ? 1 : 0;
    }
    hits += in_chunk;
  });
  return hits;
}

}  // namespace

WildClusterBootstrap wild_cluster_bootstrap(std::span<const double> differences,
                                            std::span<const std::int64_t> clusters, const MonteCarlo& draws) {
  constexpr std::string_view function = "wild_cluster_bootstrap";
  check::sample(function, "differences", differences, 2);
  check_monte_carlo(function, draws);
  const std::int64_t count = count_clusters(function, clusters, differences.size());
  const ItemMean mean = clustered_item_mean(differences, clusters, 0.95, ClusterVariance::cr1);
  check_not_constant(function, mean.standard_error, std::abs(mean.estimate));
  const SignedClusters signed_clusters(differences, clusters);
  WildClusterBootstrap result{.estimate = mean.estimate,
                              .standard_error = mean.standard_error,
                              .statistic = mean.estimate / mean.standard_error,
                              .p_value = 1,
                              .exact = signed_clusters.size() <= most_enumerated,
                              .replicates = draws.replicates,
                              .seed = std::nullopt,
                              .monte_carlo_standard_error = std::nullopt,
                              .n = mean.n,
                              .n_clusters = count,
                              .method = "wild-cluster-bootstrap"};
  if (result.exact) {
    result.replicates = std::int64_t{1} << signed_clusters.size();
    result.p_value = static_cast<double>(count_all(signed_clusters)) / static_cast<double>(result.replicates);
    return result;
  }
  result.p_value = monte_carlo_p(count_random(signed_clusters, draws), draws.replicates);
  result.seed = draws.seed;
  result.monte_carlo_standard_error = monte_carlo_error(result.p_value, draws.replicates);
  return result;
}

}  // namespace gainsay::stats
