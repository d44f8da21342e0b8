#include "gainsay/stats/estimate.h"

#include <cmath>
#include <span>
#include <stdexcept>
#include <vector>

#include "gainsay/stats/stratified_t_test.h"
#include "gainsay/stats/t_power.h"
#include "gainsay/stats/welch_t_test.h"

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

Estimate welch(std::span<const double> a, std::span<const double> b) {
  const WelchTTest w = welch_t_test(a, b);
  return {.value = w.estimate, .standard_error = w.standard_error, .df = w.df};
}

}  // namespace

TEST_CASE("the t test of an estimate agrees with R on the sleep data") {
  // R 4.2.2, tests/oracles/t_tests.R: t.test(a, b)
  const EstimateTTest t = t_test_of_estimate(welch(sleep_1, sleep_2));
  CHECK(t.statistic == near(-1.86081346748685));
  CHECK(t.p_value == near(0.0793941401873582));
  CHECK(t.interval.low == near(-3.36548323071171));
  CHECK(t.interval.high == near(0.20548323071171));
}

TEST_CASE("the mean of the estimates of independent datasets is the stratified t test") {
  const auto one = std::span(sleep_1);
  const auto two = std::span(sleep_2);
  const Estimate mean = mean_of_estimates(
      std::vector<Estimate>{welch(one.first(5), two.first(5)), welch(one.subspan(5), two.subspan(5))});
  const StratifiedTTest stratified =
      stratified_t_test(std::vector<Stratum>{{one.first(5), two.first(5)}, {one.subspan(5), two.subspan(5)}});
  CHECK(mean.value == near(stratified.estimate));
  CHECK(mean.standard_error == near(stratified.standard_error));
  CHECK(mean.df == near(stratified.df));
}

TEST_CASE("the mean of one estimate is that estimate") {
  const Estimate mean =
      mean_of_estimates(std::vector<Estimate>{{.value = 2, .standard_error = 0.5, .df = 7.5}});
  CHECK(mean.value == near(2));
  CHECK(mean.standard_error == near(0.5));
  CHECK(mean.df == near(7.5));
}

TEST_CASE("the power of an estimate is that of the two-sample t test with the same error") {
  // R 4.2.2, tests/oracles/power.R: power.t.test(n = 17, delta = 1, strict = TRUE)
  const Estimate estimate{.value = 0, .standard_error = std::sqrt(2.0 / 17), .df = 32};
  CHECK(power_of_estimate(estimate, 1, 0.05) == near(0.807036715147404, 1e-10));
  CHECK(power_of_estimate(estimate, -1, 0.05) == near(0.807036715147404, 1e-10));
}

TEST_CASE("the detectable effect of an estimate agrees with R") {
  // R 4.2.2, tests/oracles/power.R: uniroot over the power of 5 v 5 at 80 %
  const Estimate estimate{.value = 0, .standard_error = std::sqrt(2.0 / 5), .df = 8};
  CHECK(detectable_effect_of_estimate(estimate, 0.8, 0.05) == near(2.02443933938417, 1e-8));
  CHECK_THROWS_AS(detectable_effect_of_estimate(estimate, 0.05, 0.05), std::domain_error);
}

TEST_CASE("estimates refuse errors and degrees of freedom that are none") {
  const Estimate good{.value = 1, .standard_error = 1, .df = 3};
  CHECK_THROWS_AS(t_test_of_estimate({.value = std::nan(""), .standard_error = 1, .df = 3}),
                  std::domain_error);
  CHECK_THROWS_AS(t_test_of_estimate({.value = 1, .standard_error = 0, .df = 3}), std::domain_error);
  CHECK_THROWS_AS(t_test_of_estimate({.value = 1, .standard_error = 1, .df = 0}), std::domain_error);
  CHECK_THROWS_AS(t_test_of_estimate(good, 1), std::domain_error);
  CHECK_THROWS_AS(mean_of_estimates({}), std::domain_error);
  CHECK_THROWS_AS(mean_of_estimates(std::vector<Estimate>{{.value = 1, .standard_error = 0, .df = 3}}),
                  std::domain_error);
  CHECK_THROWS_AS(power_of_estimate({.value = 1, .standard_error = 0, .df = 3}, 1, 0.05), std::domain_error);
  CHECK_THROWS_AS(power_of_estimate(good, 1, 1), std::domain_error);
}
