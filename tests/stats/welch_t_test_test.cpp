#include "gainsay/stats/welch_t_test.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <stdexcept>
#include <vector>

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

std::vector<double> transformed(std::span<const double> values, double factor, double shift) {
  std::vector<double> result(values.begin(), values.end());
  for (double& value : result) value = value * factor + shift;
  return result;
}

}  // namespace

TEST_CASE("Welch's t agrees with R on the sleep data") {
  // R 4.2.2, tests/oracles/t_tests.R: t.test(a, b)
  const WelchTTest w = welch_t_test(sleep_1, sleep_2);
  CHECK(w.estimate == near(-1.58));
  CHECK(w.standard_error == near(0.849091017238762));
  CHECK(w.interval.low == near(-3.36548323071171));
  CHECK(w.interval.high == near(0.20548323071171));
  CHECK(w.statistic == near(-1.86081346748685));
  CHECK(w.df == near(17.7764735161785));
  CHECK(w.p_value == near(0.0793941401873582));
  CHECK(w.n_a == 10);
  CHECK(w.n_b == 10);
  CHECK(w.method == "welch-t");
}

TEST_CASE("one-sided Welch's t agrees with R and leaves the other end open") {
  // R 4.2.2, tests/oracles/t_tests.R: t.test(b, a, alternative = "greater", conf.level = 0.9)
  const WelchTTest greater = welch_t_test(sleep_2, sleep_1, 0.9, Alternative::greater);
  CHECK(greater.interval.low == near(0.449835524143024));
  CHECK(greater.interval.high == std::numeric_limits<double>::infinity());
  CHECK(greater.p_value == near(0.0396970700936791));
  const WelchTTest less = welch_t_test(sleep_1, sleep_2, 0.9, Alternative::less);
  CHECK(less.interval.high == near(-0.449835524143024));
  CHECK(less.p_value == near(greater.p_value));
}

TEST_CASE("Welch's t agrees with R on samples of unequal size") {
  // R 4.2.2, tests/oracles/t_tests.R: t.test(a, b[1:4])
  const WelchTTest w = welch_t_test(sleep_1, std::span(sleep_2).first(4));
  CHECK(w.statistic == near(-0.332100557597304));
  CHECK(w.df == near(11.8246361582929));
  CHECK(w.p_value == near(0.745626037676008));
}

TEST_CASE("Welch's t does not depend on order and changes sign when the arms are swapped") {
  std::vector<double> reversed(sleep_1.rbegin(), sleep_1.rend());
  const WelchTTest w = welch_t_test(sleep_1, sleep_2);
  CHECK(welch_t_test(reversed, sleep_2).p_value == near(w.p_value));
  const WelchTTest swapped = welch_t_test(sleep_2, sleep_1);
  CHECK(swapped.estimate == near(-w.estimate));
  CHECK(swapped.p_value == near(w.p_value));
  CHECK(swapped.interval.low == near(-w.interval.high));
}

TEST_CASE("Welch's p does not change with unit and origin") {
  const double p = welch_t_test(sleep_1, sleep_2).p_value;
  CHECK(welch_t_test(transformed(sleep_1, 1e-290, 0), transformed(sleep_2, 1e-290, 0)).p_value == near(p));
  CHECK(welch_t_test(transformed(sleep_1, 1e290, 0), transformed(sleep_2, 1e290, 0)).p_value == near(p));
  CHECK(welch_t_test(transformed(sleep_1, 1, 1e6), transformed(sleep_2, 1, 1e6)).p_value == near(p, 1e-9));
}

TEST_CASE("Welch's t works from two values an arm and with one arm that does not vary") {
  const WelchTTest w = welch_t_test(std::vector{1.0, 2.0}, std::vector{5.0, 5.0});
  CHECK(w.df == near(1));
  CHECK(w.statistic == near(-7));
}

TEST_CASE("Welch's t from moments equals Welch's t from the samples") {
  const WelchTTest from_samples = welch_t_test(sleep_1, sleep_2);
  const WelchTTest from_moments = welch_t_test_from_moments(moments_of(sleep_1), moments_of(sleep_2));
  CHECK(from_moments.p_value == near(from_samples.p_value));
  CHECK(from_moments.interval.low == near(from_samples.interval.low));
}

TEST_CASE("Welch's t refuses samples that are too small or do not vary") {
  const std::vector<double> constant{0.1, 0.1, 0.1};
  CHECK_THROWS_WITH_AS(welch_t_test(std::vector{1.0}, sleep_2),
                       "welch_t_test: a must have at least 2 values, has 1", std::domain_error);
  CHECK_THROWS_AS(welch_t_test(sleep_1, std::vector{1.0}), std::domain_error);
  CHECK_THROWS_WITH_AS(welch_t_test(constant, constant),
                       "welch_t_test: the values do not vary (standard error 0), so that t is not defined",
                       std::domain_error);
  // 0.3 - 0.2 and 0.2 - 0.1 differ by rounding alone.
  CHECK_THROWS_AS(welch_t_test(std::vector{0.3 - 0.2, 0.2 - 0.1}, std::vector{0.1, 0.1}), std::domain_error);
}

TEST_CASE("Welch's t refuses values that are not finite and confidences outside 0 to 1") {
  CHECK_THROWS_AS(welch_t_test(sleep_1, std::vector{1.0, std::nan("")}), std::domain_error);
  CHECK_THROWS_AS(welch_t_test(sleep_1, sleep_2, 0), std::domain_error);
  CHECK_THROWS_AS(welch_t_test(sleep_1, sleep_2, 1), std::domain_error);
}

TEST_CASE("Welch's t from moments refuses what cannot be moments") {
  const Moments good{0, 1, 5};
  CHECK_THROWS_WITH_AS(welch_t_test_from_moments({0, -1, 5}, good),
                       "welch_t_test_from_moments: a.sd must be finite and not below 0, is -1",
                       std::domain_error);
  CHECK_THROWS_AS(welch_t_test_from_moments(good, {std::nan(""), 1, 5}), std::domain_error);
  CHECK_THROWS_AS(welch_t_test_from_moments(good, {0, 1, 1}), std::domain_error);
  CHECK_THROWS_AS(welch_t_test_from_moments({0, 0, 5}, {1, 0, 5}), std::domain_error);
}
