#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <vector>

#include "gainsay/stats/item_standard_errors.h"
#include "gainsay/stats/k_sample_standard_error.h"
#include "gainsay/stats/sign_flip_test.h"
#include "gainsay/stats/wild_cluster_bootstrap.h"

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

const std::vector<double> a{1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 1, 0};
const std::vector<double> b{0, 0, 1, 0, 0, 1, 1, 1, 0, 1, 0, 0};
const std::vector<double> a_less_b{1, 0, 0, 1, 0, 0, 0, -1, 1, 0, 1, 0};
const std::vector<std::int64_t> clusters{7, 7, 7, 2, 2, 5, 5, 5, 5, 9, 9, 11};
const MonteCarlo draws{.replicates = 999, .seed = 8};

}  // namespace

// R 4.2.2 with clubSandwich 0.5.8, tests/oracles/counts_and_clusters.R: coef_test(lm(s ~ 1), vcov, cluster,
// test = "Satterthwaite")

TEST_CASE("CR2 and CR3 agree with clubSandwich") {
  const ItemMean cr2 = clustered_item_mean(a, clusters, 0.95, ClusterVariance::cr2);
  CHECK(cr2.standard_error == near(0.0956767495478416));
  CHECK(cr2.df == near(3.28685258964143));
  CHECK(cr2.method == "item-mean-clustered-cr2");
  const ItemMean cr3 = clustered_item_mean(a, clusters, 0.95, ClusterVariance::cr3);
  CHECK(cr3.standard_error == near(0.104712755903243));
  CHECK(cr3.df == near(3.05934751947567));
  CHECK(cr3.method == "item-mean-clustered-cr3");
  const ItemDifference d2 = clustered_item_difference(a, b, clusters, 0.95, ClusterVariance::cr2);
  CHECK(d2.standard_error == near(0.125042080459027));
  CHECK(d2.p_value == near(0.131385725623199));
  CHECK(d2.method == "item-difference-clustered-cr2");
  const ItemDifference d3 = clustered_item_difference(a, b, clusters, 0.95, ClusterVariance::cr3);
  CHECK(d3.standard_error == near(0.148030854432079));
  CHECK(d3.p_value == near(0.188061338749831));
  CHECK(d3.method == "item-difference-clustered-cr3");
}

TEST_CASE("with clusters of one size CR2 is CR1 with C - 1 degrees of freedom") {
  const std::vector<std::int64_t> pairs{1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6};
  const ItemMean cr1 = clustered_item_mean(a, pairs, 0.95, ClusterVariance::cr1);
  const ItemMean cr2 = clustered_item_mean(a, pairs, 0.95, ClusterVariance::cr2);
  CHECK(cr2.standard_error == near(cr1.standard_error));
  CHECK(cr2.df == near(5));
}

// statsmodels 0.15.0, tests/oracles/counts_and_clusters.py: a fit with cluster-robust errors for each of the
// 32 sign patterns

TEST_CASE("the wild cluster bootstrap agrees with the enumeration by statsmodels") {
  const WildClusterBootstrap w = wild_cluster_bootstrap(a_less_b, clusters, draws);
  CHECK(w.statistic == near(2.10493924633687));
  CHECK(w.p_value == 8.0 / 32);
  CHECK(w.exact);
  CHECK(w.replicates == 32);
  CHECK(w.n_clusters == 5);
  CHECK_FALSE(w.seed.has_value());
  CHECK(w.method == "wild-cluster-bootstrap");
  std::vector<double> against_half = a;
  for (double& score : against_half) score -= 0.5;
  const WildClusterBootstrap half = wild_cluster_bootstrap(against_half, clusters, draws);
  CHECK(half.statistic == near(1.69705627484771));
  CHECK(half.p_value == 8.0 / 32);
}

TEST_CASE("beyond 12 clusters the wild cluster bootstrap draws and its p value is never 0") {
  std::vector<double> differences;
  std::vector<std::int64_t> ids;
  for (std::int64_t i = 0; i < 80; ++i) {
    differences.push_back(1 + 0.01 * static_cast<double>(i % 7));
    ids.push_back(i % 40);
  }
  const WildClusterBootstrap w = wild_cluster_bootstrap(differences, ids, draws);
  CHECK_FALSE(w.exact);
  CHECK(w.p_value == near(1.0 / 1000));
  CHECK(w.seed == 8);
  CHECK(*w.monte_carlo_standard_error == near(std::sqrt(0.001 * 0.999 / 999)));
  std::ranges::reverse(differences);
  std::ranges::reverse(ids);
  const MonteCarlo three{.replicates = 999, .seed = 8, .threads = 3};
  CHECK(wild_cluster_bootstrap(differences, ids, three).p_value == w.p_value);
}

TEST_CASE("with clusters of one size the wild cluster bootstrap is the sign-flip test of their sums") {
  std::vector<double> sums;
  std::vector<double> differences;
  std::vector<std::int64_t> ids;
  for (int c = 0; c < 13; ++c) {
    const double first = std::sin(3.0 * c) + 0.4;
    const double second = std::cos(5.0 * c);
    differences.insert(differences.end(), {first, second});
    ids.insert(ids.end(), {c, c});
    sums.push_back(first + second);
  }
  const MonteCarlo many{.replicates = 40'000, .seed = 4};
  const WildClusterBootstrap random = wild_cluster_bootstrap(differences, ids, many);
  CHECK_FALSE(random.exact);
  CHECK(std::abs(random.p_value - sign_flip_test_exact(sums).p_value) <
        4 * *random.monte_carlo_standard_error);
  const WildClusterBootstrap exact =
      wild_cluster_bootstrap(std::span(differences).first(24), std::span(ids).first(24), many);
  CHECK(exact.exact);
  CHECK(exact.p_value == near(sign_flip_test_exact(std::span(sums).first(12)).p_value));
}

TEST_CASE("the wild cluster bootstrap refuses one cluster and differences that do not vary") {
  CHECK_THROWS_AS(wild_cluster_bootstrap(a_less_b, std::vector<std::int64_t>(12, 1), draws),
                  std::domain_error);
  CHECK_THROWS_AS(wild_cluster_bootstrap(a_less_b, std::vector<std::int64_t>{1, 2}, draws),
                  std::domain_error);
  CHECK_THROWS_AS(wild_cluster_bootstrap(std::vector<double>(12, 0.5), clusters, draws), std::domain_error);
  CHECK_THROWS_AS(wild_cluster_bootstrap(a_less_b, clusters, {.replicates = 0, .seed = 1}),
                  std::domain_error);
  CHECK_THROWS_AS(wild_cluster_bootstrap(std::vector{1.0}, clusters, draws), std::domain_error);
}

// NumPy and statsmodels 0.15.0, tests/oracles/counts_and_clusters.py

TEST_CASE("the mean of sampled items agrees with statsmodels over the item means") {
  const std::vector<double> scores{1, 0, 1, 1, 1, 1, 0, 0, 1, 0, 0, 0, 1, 1, 0};
  const SampledItemMean m = sampled_item_mean({scores, 5, 3});
  CHECK(m.estimate == near(0.533333333333333));
  CHECK(m.standard_error == near(0.169967317119759));
  CHECK(m.interval.low == near(0.061428407672576, 1e-11));
  CHECK(m.interval.high == near(1.00523825899409));
  CHECK(m.variance.within == near(0.2));
  CHECK(m.variance.between == near(0.0777777777777778));
  CHECK(m.method == "sampled-item-mean");
  CHECK(k_sample_standard_error(m.variance, 5, 3) == near(m.standard_error));
}

TEST_CASE("more answers an item help down to the noise between items") {
  const ItemVariance variance{0.04, 0.2};
  CHECK(k_sample_standard_error(variance, 100, 1) == near(std::sqrt(0.24 / 100)));
  CHECK(k_sample_standard_error(variance, 100, 1'000'000'000) == near(0.02, 1e-8));
}

TEST_CASE("the items that a comparison needs are Miller's") {
  // Miller (2024), section 5: delta = .03, omega^2 = 1/9, no noise within: (1.96 + 0.8416)^2 / 9 / .0009 =
  // 969.
  CHECK(item_sample_size({0.03, 1.0 / 9, 0, 0}) == 969);
  CHECK(item_sample_size({5, 0.01, 0, 0}) == 2);
}

TEST_CASE("sampled items refuse what they cannot answer") {
  const std::vector<double> four{1, 0, 1, 1};
  CHECK_THROWS_WITH_AS(sampled_item_mean({four, 3, 2}),
                       "sampled_item_mean: there must be n_items * n_samples scores, there are 4",
                       std::domain_error);
  CHECK_THROWS_AS(sampled_item_mean({four, 1, 4}), std::domain_error);
  CHECK_THROWS_AS(sampled_item_mean({four, 4, 1}), std::domain_error);
  CHECK_THROWS_AS(sampled_item_mean({four, 2, 2}, 1), std::domain_error);
  CHECK_THROWS_AS(k_sample_standard_error({-0.1, 0}, 2, 2), std::domain_error);
  CHECK_THROWS_AS(k_sample_standard_error({0.1, -1}, 2, 2), std::domain_error);
  CHECK_THROWS_AS(k_sample_standard_error({0.1, 0}, 0, 2), std::domain_error);
  CHECK_THROWS_AS(k_sample_standard_error({0.1, 0}, 2, 0), std::domain_error);
  CHECK_THROWS_AS(item_sample_size({0, 1, 0, 0}), std::domain_error);
  CHECK_THROWS_AS(item_sample_size({1, -1, 0, 0}), std::domain_error);
  CHECK_THROWS_AS(item_sample_size({1e-9, 1, 0, 0}), std::domain_error);
  CHECK_THROWS_AS(item_sample_size({1, 1, 0, 0}, 0.04, 0.05), std::domain_error);
}
