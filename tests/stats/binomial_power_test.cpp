#include "gainsay/stats/binomial_power.h"

#include <cmath>
#include <stdexcept>

#include "gainsay/stats/expected_maximum.h"
#include "gainsay/stats/mcnemar.h"
#include "gainsay/stats/minimum_p_value.h"

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

// R 4.2.2, tests/oracles/power.R, unless said otherwise.

TEST_CASE("the detectable difference of two proportions agrees with power.prop.test of R") {
  CHECK(*two_proportion_minimum_detectable_difference({.baseline = 0.8, .n_a = 500, .n_b = 500}) ==
        near(0.06600824386898, 1e-9));
}

TEST_CASE("no difference of two proportions is detectable where even a perfect model is not") {
  CHECK_FALSE(
      two_proportion_minimum_detectable_difference({.baseline = 0.99, .n_a = 50, .n_b = 50}).has_value());
}

TEST_CASE("the detectable difference on the same items agrees with the formula of Connor in R") {
  CHECK(*paired_minimum_detectable_difference(0.1, 1000) == near(0.0279828363044733, 1e-9));
  CHECK_FALSE(paired_minimum_detectable_difference(0.001, 100).has_value());
}

TEST_CASE("more items make smaller differences detectable") {
  CHECK(*paired_minimum_detectable_difference(0.1, 4000) < *paired_minimum_detectable_difference(0.1, 1000));
  CHECK(*two_proportion_minimum_detectable_difference({0.8, 5000, 500}) <
        *two_proportion_minimum_detectable_difference({0.8, 500, 500}));
}

TEST_CASE("the power of proportions refuses what is out of range") {
  CHECK_THROWS_AS(two_proportion_minimum_detectable_difference({1, 5, 5}), std::domain_error);
  CHECK_THROWS_AS(two_proportion_minimum_detectable_difference({0.5, 0, 5}), std::domain_error);
  CHECK_THROWS_AS(two_proportion_minimum_detectable_difference({0.5, 5, 0}), std::domain_error);
  CHECK_THROWS_AS(two_proportion_minimum_detectable_difference({0.5, 5, 5}, 0.01, 0.05), std::domain_error);
  CHECK_THROWS_AS(paired_minimum_detectable_difference(0, 5), std::domain_error);
  CHECK_THROWS_AS(paired_minimum_detectable_difference(0.5, 0), std::domain_error);
  CHECK_THROWS_AS(paired_minimum_detectable_difference(0.5, 5, 1), std::domain_error);
}

TEST_CASE("the fewest decisive discordant items are six at 5 percent and agree with McNemar") {
  CHECK(smallest_decisive_discordance() == 6);
  for (const double alpha : {0.5, 0.0625, 0.05, 0.01, 0.001}) {
    const auto k = smallest_decisive_discordance(alpha);
    CHECK(mcnemar_exact({k, 0}).p_value <= alpha);
    if (k > 1) CHECK(mcnemar_exact({k - 1, 0}).p_value > alpha);
  }
  CHECK_THROWS_AS(smallest_decisive_discordance(0), std::domain_error);
}

TEST_CASE("the expected maximum of normal values agrees with R and with the closed form for two and three") {
  CHECK(expected_maximum(1) == 0);
  CHECK(expected_maximum(2) == near(1 / std::sqrt(std::acos(-1.0)), 1e-11));
  CHECK(expected_maximum(3) == near(1.5 / std::sqrt(std::acos(-1.0)), 1e-11));
  CHECK(expected_maximum(10) == near(1.53875273083517, 1e-11));
  CHECK(expected_maximum(20) == near(1.86747505979832, 1e-11));
  CHECK(expected_maximum(50) == near(2.24907362938985, 1e-11));
  CHECK(expected_maximum(100) == near(2.50759363644168, 1e-11));
  CHECK(expected_maximum(1000) == near(3.24143576913344, 1e-11));
}

TEST_CASE("the expected maximum goes on growing up to a million million values and refuses others") {
  CHECK(expected_maximum(1'000'000'000'000) > expected_maximum(100'000'000'000) + 0.2);
  CHECK_THROWS_AS(expected_maximum(0), std::domain_error);
  CHECK_THROWS_AS(expected_maximum(1'000'000'000'001), std::domain_error);
}

TEST_CASE("the smallest p values are those of counting") {
  // Equal arms of 2 3 4 5: 1/3 1/10 1/35 1/126, by C(4 2) = 6, C(6 3) = 20, C(8 4) = 70, C(10 5) = 252.
  CHECK(minimum_p_rank_sum(2, 2) == near(1.0 / 3));
  CHECK(minimum_p_rank_sum(3, 3) == near(0.1));
  CHECK(minimum_p_rank_sum(4, 4) == near(1.0 / 35));
  CHECK(minimum_p_rank_sum(5, 5) == near(1.0 / 126));
  CHECK(minimum_p_rank_sum(1, 9) == near(0.2));
  CHECK(minimum_p_permutation(3, 3) == near(0.1));
  CHECK(minimum_p_permutation(1, 9) == near(0.1));
  CHECK(minimum_p_rank_sum(1, 1) == 1);
}

TEST_CASE("six differences are the fewest whose smallest p is below 5 percent") {
  for (const auto minimum_p : {minimum_p_signed_rank, minimum_p_sign_test, minimum_p_sign_flip}) {
    CHECK(minimum_p(1) == 1);
    CHECK(minimum_p(5) == 0.0625);
    CHECK(minimum_p(6) == 0.03125);
    CHECK_THROWS_AS(minimum_p(0), std::domain_error);
  }
  CHECK_THROWS_AS(minimum_p_rank_sum(0, 3), std::domain_error);
  CHECK_THROWS_AS(minimum_p_permutation(3, 0), std::domain_error);
}
