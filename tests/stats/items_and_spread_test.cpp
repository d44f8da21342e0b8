#include <cmath>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <vector>

#include "gainsay/stats/brown_forsythe.h"
#include "gainsay/stats/item_standard_errors.h"
#include "gainsay/stats/paired_t_test.h"
#include "gainsay/stats/summary.h"

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

const std::vector<double> a{1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 1, 0};
const std::vector<double> b{0, 0, 1, 0, 0, 1, 1, 1, 0, 1, 0, 0};
const std::vector<std::int64_t> clusters{7, 7, 7, 2, 2, 5, 5, 5, 5, 9, 9, 11};
const std::vector<std::int64_t> singletons{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

}  // namespace

// SciPy 1.17.1 and statsmodels 0.15.0, tests/oracles/items_and_spread.py

TEST_CASE("the mean of items agrees with statsmodels") {
  const ItemMean m = item_mean(a);
  CHECK(m.estimate == near(0.666666666666667));
  CHECK(m.standard_error == near(0.14213381090374));
  CHECK(m.interval.low == near(0.353832258120263));
  CHECK(m.interval.high == near(0.979501075213071));
  CHECK_FALSE(m.n_clusters.has_value());
  CHECK(m.method == "item-mean");
}

TEST_CASE("the clustered mean of items agrees with the cluster sandwich of statsmodels") {
  const ItemMean m = clustered_item_mean(a, clusters, 0.95, ClusterVariance::cr1);
  CHECK(m.standard_error == near(0.0982092751647983));
  CHECK(m.interval.low == near(0.393994005350339));
  CHECK(m.interval.high == near(0.939339327982994));
  CHECK(m.df == 4);
  CHECK(m.n_clusters == 5);
  CHECK(m.method == "item-mean-clustered-cr1");
}

TEST_CASE("the clustered mean of items agrees with Miller's formula summed pair by pair") {
  const ItemMean m = clustered_item_mean(a, clusters);
  CHECK(m.standard_error == near(0.0969512819214771));
  CHECK(m.method == "item-mean-clustered-miller");
}

TEST_CASE("clusters of one item give the naive standard error in both ways") {
  for (const auto variance : {ClusterVariance::miller, ClusterVariance::cr1}) {
    CHECK(clustered_item_mean(a, singletons, 0.95, variance).standard_error ==
          near(item_mean(a).standard_error));
    CHECK(clustered_item_difference(a, b, singletons, 0.95, variance).p_value ==
          near(item_difference(a, b).p_value));
  }
}

TEST_CASE("copying every item widens nothing when the copies are clustered") {
  std::vector<double> twice;
  std::vector<std::int64_t> ids;
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (int copy = 0; copy < 2; ++copy) {
      twice.push_back(a[i]);
      ids.push_back(static_cast<std::int64_t>(i));
    }
  }
  CHECK(clustered_item_mean(twice, ids, 0.95, ClusterVariance::cr1).standard_error ==
        near(item_mean(a).standard_error));
  CHECK(item_mean(twice).standard_error < item_mean(a).standard_error);
}

TEST_CASE("the difference of two models on the same items agrees with statsmodels and is the paired t test") {
  const ItemDifference d = item_difference(a, b);
  CHECK(d.estimate == near(0.25));
  CHECK(d.standard_error == near(0.179435140641318));
  CHECK(d.p_value == near(0.191054298096569));
  CHECK(d.interval.low == near(-0.144934081750498));
  CHECK(d.interval.high == near(0.644934081750498));
  CHECK(d.method == "item-difference");
  CHECK(d.p_value == near(paired_t_test(a, b).p_value));
}

TEST_CASE("the clustered difference of two models agrees with statsmodels and Miller's formula") {
  const ItemDifference sandwich = clustered_item_difference(a, b, clusters, 0.95, ClusterVariance::cr1);
  CHECK(sandwich.standard_error == near(0.118768273447827));
  CHECK(sandwich.p_value == near(0.10307712566892));
  CHECK(sandwich.interval.low == near(-0.0797535914670121));
  CHECK(sandwich.df == 4);
  CHECK(sandwich.method == "item-difference-clustered-cr1");
  const ItemDifference miller = clustered_item_difference(a, b, clusters);
  CHECK(miller.standard_error == near(0.118185460316839));
  CHECK(miller.p_value == near(0.10187779896052));
  CHECK(miller.n_clusters == 5);
}

TEST_CASE("the item statistics refuse what they cannot answer") {
  CHECK_THROWS_AS(item_mean(std::vector{1.0}), std::domain_error);
  CHECK_THROWS_AS(item_mean(a, 0), std::domain_error);
  CHECK_THROWS_WITH_AS(clustered_item_mean(a, std::span(clusters).first(3)),
                       "clustered_item_mean: clusters must have one id per item (12), has 3",
                       std::domain_error);
  CHECK_THROWS_AS(clustered_item_mean(a, std::vector<std::int64_t>(12, 1)), std::domain_error);
  CHECK_THROWS_AS(clustered_item_mean(a, clusters, 1), std::domain_error);
  CHECK_THROWS_AS(item_difference(a, a), std::domain_error);
  CHECK_THROWS_AS(item_difference(a, std::span(b).first(3)), std::domain_error);
  CHECK_THROWS_AS(clustered_item_difference(a, a, clusters), std::domain_error);
  CHECK_THROWS_AS(clustered_item_difference(a, b, std::vector<std::int64_t>(12, 1)), std::domain_error);
}

TEST_CASE("the Brown-Forsythe test agrees with SciPy") {
  const auto first_seven = std::span(sleep_2).first(7);
  const BrownForsythe s = brown_forsythe(sleep_1, first_seven);
  CHECK(s.f_statistic == near(0.0902406417112298));
  CHECK(s.f_p_value == near(0.767994738935136));
  CHECK(s.statistic == near(-0.281110350426209));
  CHECK(s.df == near(9.96577382727788));
  CHECK(s.p_value == near(0.784375780696963));
  CHECK(s.interval.low == near(-1.79873669312804));
  CHECK(s.interval.high == near(1.3958795502709));
  CHECK(s.spread_a == near(1.37));
  CHECK(s.spread_b == near(1.57142857142857));
  CHECK(*s.log_sd_ratio == near(-0.193484965168525, 1e-11));
  CHECK(s.method == "brown-forsythe-welch");
}

TEST_CASE("the Brown-Forsythe test ignores shifts and changes sign when the arms are swapped") {
  std::vector<double> shifted(sleep_2.begin(), sleep_2.end());
  for (double& value : shifted) value += 100;
  const BrownForsythe s = brown_forsythe(sleep_1, sleep_2);
  CHECK(brown_forsythe(sleep_1, shifted).p_value == near(s.p_value, 1e-9));
  CHECK(brown_forsythe(sleep_2, sleep_1).spread_difference == near(-s.spread_difference));
  CHECK(brown_forsythe(sleep_2, sleep_1, 0.95, Alternative::less).p_value ==
        near(brown_forsythe(sleep_1, sleep_2, 0.95, Alternative::greater).p_value));
}

TEST_CASE("the Brown-Forsythe test has no log ratio where an arm does not vary") {
  CHECK_FALSE(brown_forsythe(sleep_1, std::vector{1.0, 1.0, 1.0}).log_sd_ratio.has_value());
}

TEST_CASE("the Brown-Forsythe test refuses two values an arm and arms that do not vary") {
  const std::vector<double> constant{1, 1, 1};
  CHECK_THROWS_AS(brown_forsythe(std::vector{1.0, 2.0}, sleep_2), std::domain_error);
  CHECK_THROWS_AS(brown_forsythe(sleep_1, std::vector{1.0, 2.0}), std::domain_error);
  CHECK_THROWS_AS(brown_forsythe(constant, constant), std::domain_error);
  CHECK_THROWS_AS(brown_forsythe(sleep_1, sleep_2, 0), std::domain_error);
}
