#include "gainsay/stats/stratified_t_test.h"

#include <cmath>
#include <span>
#include <stdexcept>
#include <vector>

#include "gainsay/stats/welch_t_test.h"

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

// R's `warpbreaks` (Tippett 1950): breaks of wool A and B at low, medium and high tension.
const std::vector<double> low_a{26, 30, 54, 25, 70, 52, 51, 26, 67};
const std::vector<double> low_b{27, 14, 29, 19, 29, 31, 41, 20, 44};
const std::vector<double> medium_a{18, 21, 29, 17, 12, 18, 35, 30, 36};
const std::vector<double> medium_b{42, 26, 19, 16, 39, 28, 21, 39, 29};
const std::vector<double> high_a{36, 21, 24, 18, 10, 43, 28, 15, 26};
const std::vector<double> high_b{20, 21, 24, 17, 13, 15, 15, 16, 28};

}  // namespace

TEST_CASE("the stratified t test agrees with its definition written out in R") {
  // R 4.2.2, tests/oracles/t_tests.R
  const std::vector<Stratum> strata{{low_a, low_b}, {medium_a, medium_b}, {high_a, high_b}};
  const StratifiedTTest t = stratified_t_test(strata);
  CHECK(t.estimate == near(5.77777777777778));
  CHECK(t.standard_error == near(2.97756817025317));
  CHECK(t.df == near(29.0616443225055));
  CHECK(t.interval.low == near(-0.311471862098048));
  CHECK(t.interval.high == near(11.8670274176536));
  CHECK(t.p_value == near(0.0620840640991829));
  CHECK(t.n_strata == 3);
  CHECK(t.n_a == 27);
  CHECK(t.n_b == 27);
  CHECK(t.method == "stratified-welch-t");
}

TEST_CASE("the stratified t test of one stratum is Welch's t test") {
  const std::vector<Stratum> strata{{sleep_1, sleep_2}};
  const StratifiedTTest t = stratified_t_test(strata);
  const WelchTTest w = welch_t_test(sleep_1, sleep_2);
  CHECK(t.df == near(w.df));
  CHECK(t.p_value == near(w.p_value));
  CHECK(t.interval.high == near(w.interval.high));
}

TEST_CASE("the stratified t test does not depend on the order of the strata") {
  const std::vector<Stratum> one{{low_a, low_b}, {medium_a, medium_b}};
  const std::vector<Stratum> other{{medium_a, medium_b}, {low_a, low_b}};
  CHECK(stratified_t_test(one).p_value == near(stratified_t_test(other).p_value));
}

TEST_CASE("the stratified p does not change with the unit") {
  const double p = stratified_t_test(std::vector<Stratum>{{low_a, low_b}, {high_a, high_b}}).p_value;
  for (const double unit : {1e-290, 1e290}) {
    std::vector<std::vector<double>> arms{low_a, low_b, high_a, high_b};
    for (auto& arm : arms) {
      for (double& value : arm) value *= unit;
    }
    CHECK(stratified_t_test(std::vector<Stratum>{{arms[0], arms[1]}, {arms[2], arms[3]}}).p_value == near(p));
  }
}

TEST_CASE("the stratified t test refuses small arms and arms that do not vary") {
  const std::vector<double> one{1.0};
  const std::vector<double> constant{1.0, 1.0};
  CHECK_THROWS_AS(stratified_t_test({}), std::domain_error);
  CHECK_THROWS_WITH_AS(stratified_t_test(std::vector<Stratum>{{low_a, low_b}, {low_a, one}}),
                       "stratified_t_test: strata[1].b must have at least 2 values, has 1",
                       std::domain_error);
  CHECK_THROWS_AS(stratified_t_test(std::vector<Stratum>{{constant, constant}}), std::domain_error);
  CHECK_THROWS_AS(stratified_t_test(std::vector<Stratum>{{low_a, low_b}}, 0), std::domain_error);
}

TEST_CASE("the stratified t test takes strata that do not vary beside one that does") {
  const std::vector<double> constant{1.0, 1.0};
  CHECK(stratified_t_test(std::vector<Stratum>{{constant, constant}, {low_a, low_b}}).statistic ==
        near(welch_t_test(low_a, low_b).statistic));
}
