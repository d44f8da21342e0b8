#include "gainsay/stats/equivalence.h"

#include <cmath>
#include <stdexcept>
#include <vector>

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

TEST_CASE("two one-sided Welch tests agree with R") {
  // R 4.2.2, tests/oracles/equivalence.R: t.test with mu = -2, greater, and mu = 2, less
  const EquivalenceTest e = welch_equivalence(sleep_1, sleep_2, {.margin = 2});
  CHECK(e.statistic_low == near(0.494646617939543));
  CHECK(e.statistic_high == near(-4.21627355291325));
  CHECK(e.p_low == near(0.313453625975157));
  CHECK(e.p_high == near(0.000265967336480007));
  CHECK(e.interval.low == near(-3.05338149733161));
  CHECK(e.interval.high == near(-0.106618502668394));
  CHECK(e.interval.confidence == near(0.9));
  CHECK(e.method == "tost-welch-t");
}

TEST_CASE("two one-sided paired tests agree with R") {
  // R 4.2.2, tests/oracles/equivalence.R: the same with paired = TRUE
  const EquivalenceTest e = paired_equivalence(sleep_1, sleep_2, {.margin = 2});
  CHECK(e.p_low == near(0.154157235669097));
  CHECK(e.p_high == near(3.55234415924769e-06));
  CHECK(e.interval.low == near(-2.29300526702928));
  CHECK(e.interval.high == near(-0.866994732970716));
  CHECK(e.method == "tost-paired-t");
}

TEST_CASE("the p value of equivalence is the larger of the two and not the smaller") {
  const EquivalenceTest e = welch_equivalence(sleep_1, sleep_2, {.margin = 2});
  CHECK(e.p_value == e.p_low);
  const EquivalenceTest swapped = welch_equivalence(sleep_2, sleep_1, {.margin = 2});
  CHECK(swapped.p_value == swapped.p_high);
  CHECK(swapped.p_value == near(e.p_value));
}

TEST_CASE("equivalence from moments agrees with the known results of TOSTER") {
  // TOSTER, tests of known results: means 5.25 and 5.22, sds .95 and .83, n 95 and 89, d = .43
  // root-mean-square sds
  const double margin = 0.43 * std::sqrt((0.95 * 0.95 + 0.83 * 0.83) / 2);
  const EquivalenceTest e =
      welch_equivalence_from_moments({5.25, 0.95, 95}, {5.22, 0.83, 89}, {.margin = margin});
  CHECK(e.statistic_low == near(3.14973, 1e-5));
  CHECK(e.statistic_high == near(-2.692771, 1e-6));
  CHECK(e.p_low == near(0.0009560083, 1e-6));
  CHECK(e.p_high == near(0.003875522, 1e-6));
  CHECK(e.df == near(181.1344, 1e-6));
  CHECK(e.interval.low == near(-0.1870843, 1e-6));
  CHECK(e.interval.high == near(0.2470843, 1e-6));
}

TEST_CASE("the interval lies within the margin just where the test rejects") {
  for (const double margin : {2.0, 3.0, 3.06, 3.5}) {
    const EquivalenceTest e = welch_equivalence(sleep_1, sleep_2, {.margin = margin});
    CHECK((e.p_value < 0.05) == (e.interval.low > -margin && e.interval.high < margin));
  }
}

TEST_CASE("non-inferiority is the lower of the two one-sided tests") {
  const NonInferiorityTest welch = welch_non_inferiority(sleep_1, sleep_2, {.margin = 2});
  CHECK(welch.p_value == near(0.313453625975157));
  CHECK(welch.statistic == near(0.494646617939543));
  CHECK(welch.interval.low == near(-3.05338149733161));
  CHECK(welch.method == "non-inferiority-welch-t");
  const NonInferiorityTest paired = paired_non_inferiority(sleep_1, sleep_2, {.margin = 2});
  CHECK(paired.p_value == near(0.154157235669097));
  CHECK(paired.method == "non-inferiority-paired-t");
}

TEST_CASE("equivalence refuses margins of 0 and alphas from a half") {
  CHECK_THROWS_WITH_AS(welch_equivalence(sleep_1, sleep_2, {.margin = 0}),
                       "welch_equivalence: margin must be finite and above 0, is 0", std::domain_error);
  CHECK_THROWS_AS(welch_equivalence(sleep_1, sleep_2, {.margin = 1, .alpha = 0.5}), std::domain_error);
  CHECK_THROWS_AS(paired_equivalence(sleep_1, sleep_2, {.margin = -1}), std::domain_error);
  CHECK_THROWS_AS(welch_non_inferiority(sleep_1, sleep_2, {.margin = std::nan("")}), std::domain_error);
  CHECK_THROWS_AS(paired_non_inferiority(sleep_1, sleep_2, {.margin = 1, .alpha = 0}), std::domain_error);
  CHECK_THROWS_AS(welch_equivalence_from_moments({0, 1, 5}, {0, 1, 5}, {.margin = 0}), std::domain_error);
}

TEST_CASE("equivalence refuses samples that are too small or do not vary") {
  const std::vector<double> constant{1.0, 1.0};
  CHECK_THROWS_AS(welch_equivalence(std::vector{1.0}, sleep_2, {.margin = 1}), std::domain_error);
  CHECK_THROWS_AS(welch_equivalence(constant, constant, {.margin = 1}), std::domain_error);
  CHECK_THROWS_AS(paired_equivalence(constant, sleep_2, {.margin = 1}), std::domain_error);
  CHECK_THROWS_AS(welch_equivalence_from_moments({0, 0, 5}, {0, 0, 5}, {.margin = 1}), std::domain_error);
  CHECK_THROWS_AS(welch_non_inferiority(constant, constant, {.margin = 1}), std::domain_error);
  CHECK_THROWS_AS(paired_non_inferiority(constant, constant, {.margin = 1}), std::domain_error);
}
