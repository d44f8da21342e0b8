#include "gainsay/stats/t_power.h"

#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <vector>

#include "gainsay/stats/random_stream.h"

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

// R 4.2.2, tests/oracles/power.R, unless said otherwise.

TEST_CASE("two-sample power agrees with power.t.test of R") {
  CHECK(two_sample_t_power({.effect = 1, .sd = 1, .n_a = 17, .n_b = 17}) == near(0.807036715147404, 1e-10));
  CHECK(two_sample_t_power({.effect = 0.3, .sd = 1, .n_a = 5, .n_b = 5}) == near(0.0704596029366387, 1e-10));
  CHECK(two_sample_t_power({.effect = 2.4, .sd = 2, .n_a = 5, .n_b = 12}, 0.01) ==
        near(0.285819749771873, 1e-10));
}

TEST_CASE("power is alpha without an effect and does not depend on its sign or unit") {
  CHECK(two_sample_t_power({.effect = 0, .sd = 1, .n_a = 5, .n_b = 9}) == near(0.05, 1e-10));
  const double power = two_sample_t_power({.effect = 1, .sd = 1, .n_a = 5, .n_b = 9});
  CHECK(two_sample_t_power({.effect = -1, .sd = 1, .n_a = 9, .n_b = 5}) == near(power));
  CHECK(two_sample_t_power({.effect = 0.01, .sd = 0.01, .n_a = 5, .n_b = 9}) == near(power, 1e-10));
}

TEST_CASE("power of an effect of a billion sds is 1") {
  CHECK(two_sample_t_power({.effect = 1e9, .sd = 1, .n_a = 5, .n_b = 5}) == near(1));
  CHECK(paired_t_power({.effect = -1e9, .sd = 1, .n = 5}) == near(1));
}

TEST_CASE("the runs for 80 percent power agree with R and the textbook") {
  const std::vector<double> effects{0.5, 0.8, 1, 1.2, 1.5, 2, 3, 4};
  const std::vector<std::int64_t> runs{64, 26, 17, 12, 9, 6, 4, 3};
  for (std::size_t i = 0; i < effects.size(); ++i) {
    CAPTURE(effects[i]);
    CHECK(two_sample_t_sample_size(effects[i], 1) == runs[i]);
    CHECK(two_sample_t_sample_size(-effects[i] / 100, 0.01) == runs[i]);
  }
  CHECK(two_sample_t_sample_size(100, 1) == 2);
}

TEST_CASE("the sample size of a very small effect agrees with R") {
  // R 4.2.2, tests/oracles/power.R: uniroot over the power, both tails; its last digit is that of the root
  // finding.
  CHECK(std::abs(two_sample_t_sample_size(0.001, 1) - 15697722) <= 1);
}

TEST_CASE("the smallest detectable effects agree with R") {
  const std::vector<std::int64_t> runs{2, 3, 5, 10, 20, 30};
  const std::vector<double> effects{5.65348926619229, 3.07089226636008,  2.02443933938417,
                                    1.32494739257864, 0.909129032682004, 0.735621069597386};
  for (std::size_t i = 0; i < runs.size(); ++i) {
    CHECK(minimum_detectable_effect(1, runs[i], runs[i]) == near(effects[i], 1e-9));
    CHECK(minimum_detectable_effect(0.1, runs[i], runs[i]) == near(effects[i] / 10, 1e-9));
  }
}

TEST_CASE("the smallest detectable effect has just the power asked for") {
  const double effect = minimum_detectable_effect(2, 4, 11, 0.9, 0.01);
  CHECK(two_sample_t_power({.effect = effect, .sd = 2, .n_a = 4, .n_b = 11}, 0.01) == near(0.9, 1e-9));
}

TEST_CASE("the paired power functions agree with R") {
  CHECK(paired_t_power({.effect = 1.1, .sd = 1, .n = 8}) == near(0.760650981015496, 1e-10));
  CHECK(paired_t_sample_size(0.8, 1) == 15);
  CHECK(paired_minimum_detectable_effect(1, 6) == near(1.43454478204009, 1e-9));
}

TEST_CASE("the power of two one-sided tests agrees with integration in R") {
  CHECK(tost_power(0.5, 1, 50) == near(0.597872328300546, 1e-9));
  CHECK(tost_power(1, 1, 12) == near(0.533708885949225, 1e-9));
  CHECK(tost_power(0.4, 2, 400) == near(0.762466684069838, 1e-9));
  CHECK(tost_power(2, 1, 3) == near(0.381498358224303, 1e-9));
  CHECK(tost_sample_size(1, 1) == 18);
  CHECK(tost_sample_size(0.5, 1) == 70);
}

TEST_CASE("equivalence cannot be shown where the margin is far below the noise") {
  CHECK(tost_power(0.01, 1, 2) < 1e-4);
}

TEST_CASE("the upper bound of a pilot sd agrees with R") {
  CHECK(std::pow(pilot_sd_upper_bound(1, 2), 2) == near(4.48142011772455));
  CHECK(std::pow(pilot_sd_upper_bound(1, 4), 2) == near(2.42604119695246));
  CHECK(pilot_sd_upper_bound(3, 9) == near(3 * std::sqrt(1.6728459079745)));
  CHECK(std::pow(pilot_sd_upper_bound(1, 19), 2) == near(1.38526475010667));
  CHECK(pilot_sd_upper_bound(0, 19) == 0);
}

TEST_CASE("the sd to plan with is a quantile of the noncentral t in R") {
  CHECK(planning_sd(1, 1) == near(2.75217357875839, 1e-9));
  CHECK(planning_sd(1, 4) == near(1.2474685207252, 1e-9));
  CHECK(planning_sd(1, 8) == near(1.11377702170353, 1e-9));
  CHECK(planning_sd(1, 18) == near(1.04833166788466, 1e-9));
  CHECK(planning_sd(1, 58) == near(1.01463443903617, 1e-9));
  CHECK(planning_sd(3, 8, 0.9, 0.01) == near(3 * 1.20424346688006, 1e-9));
  CHECK(planning_sd(0, 8) == 0);
}

// The definition by simulation: pilots of 5 + 5 normal runs with sd 1, and a mean difference of 0.2 then
// tested with the n that the normal approximation gives for the planning sd. 4 standard errors of 20,000
// tries are 0.011.
TEST_CASE("studies that are planned from pilots have their power on the average") {
  RandomStream random(20261129, 1);
  constexpr int tries = 20'000;
  constexpr double effect = 0.2;
  int found = 0;
  for (int i = 0; i < tries; ++i) {
    double chi_squared = 0;
    for (int df = 0; df < 8; ++df) chi_squared += std::pow(random.normal(), 2);
    const double sd = planning_sd(std::sqrt(chi_squared / 8), 8);
    // R 4.2.2: qnorm(.975) = 1.95996398454005, qnorm(.8) = 0.841621233572914
    const double n = 2 * std::pow((1.95996398454005 + 0.841621233572914) * sd / effect, 2);
    found += random.normal() + effect * std::sqrt(n / 2) > 1.95996398454005 ? 1 : 0;
  }
  CHECK(std::abs(static_cast<double>(found) / tries - 0.8) < 0.011);
}

TEST_CASE("the power functions refuse designs that are none") {
  CHECK_THROWS_WITH_AS(two_sample_t_power({.effect = 1, .sd = 0, .n_a = 5, .n_b = 5}),
                       "two_sample_t_power: sd must be finite and above 0, is 0", std::domain_error);
  CHECK_THROWS_AS(two_sample_t_power({.effect = std::nan(""), .sd = 1, .n_a = 5, .n_b = 5}),
                  std::domain_error);
  CHECK_THROWS_AS(two_sample_t_power({.effect = 1, .sd = 1, .n_a = 1, .n_b = 5}), std::domain_error);
  CHECK_THROWS_AS(two_sample_t_power({.effect = 1, .sd = 1, .n_a = 5, .n_b = 1}), std::domain_error);
  CHECK_THROWS_AS(two_sample_t_power({.effect = 1, .sd = 1, .n_a = 5, .n_b = 5}, 0), std::domain_error);
  CHECK_THROWS_AS(paired_t_power({.effect = 1, .sd = 1, .n = 1}), std::domain_error);
  CHECK_THROWS_AS(paired_t_power({.effect = 1, .sd = -1, .n = 5}), std::domain_error);
}

TEST_CASE("sample sizes and smallest effects refuse what has no answer") {
  CHECK_THROWS_WITH_AS(two_sample_t_sample_size(0, 1),
                       "two_sample_t_sample_size: effect must not be 0: no number of runs finds it",
                       std::domain_error);
  CHECK_THROWS_WITH_AS(two_sample_t_sample_size(1e-6, 1),
                       "two_sample_t_sample_size: more than 1000000000 runs would be needed",
                       std::domain_error);
  CHECK_THROWS_AS(two_sample_t_sample_size(1, 1, 1), std::domain_error);
  CHECK_THROWS_AS(paired_t_sample_size(1, 0), std::domain_error);
  CHECK_THROWS_AS(minimum_detectable_effect(1, 5, 5, 0.05), std::domain_error);
  CHECK_THROWS_AS(minimum_detectable_effect(0, 5, 5), std::domain_error);
  CHECK_THROWS_AS(minimum_detectable_effect(1, 1, 5), std::domain_error);
  CHECK_THROWS_AS(paired_minimum_detectable_effect(1, 1), std::domain_error);
}

TEST_CASE("equivalence power and pilot bounds refuse what is out of range") {
  CHECK_THROWS_AS(tost_power(0, 1, 5), std::domain_error);
  CHECK_THROWS_AS(tost_power(1, 1, 1), std::domain_error);
  CHECK_THROWS_AS(tost_power(1, 1, 5, 0.5), std::domain_error);
  CHECK_THROWS_AS(tost_sample_size(1, 1, 0), std::domain_error);
  CHECK_THROWS_AS(tost_sample_size(1, 0), std::domain_error);
  CHECK_THROWS_AS(pilot_sd_upper_bound(-1, 5), std::domain_error);
  CHECK_THROWS_AS(pilot_sd_upper_bound(1, 0), std::domain_error);
  CHECK_THROWS_AS(planning_sd(-1, 5), std::domain_error);
  CHECK_THROWS_AS(planning_sd(1, 0), std::domain_error);
  CHECK_THROWS_WITH_AS(planning_sd(1, 5, 0.01, 0.05),
                       "planning_sd: power must be above alpha (0.05), is 0.01", std::domain_error);
  CHECK_THROWS_AS(pilot_sd_upper_bound(1, 5, 1), std::domain_error);
}
