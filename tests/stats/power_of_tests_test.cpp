#include <cmath>
#include <cstdint>
#include <stdexcept>

#include "gainsay/stats/assurance.h"
#include "gainsay/stats/exact_power.h"
#include "gainsay/stats/noether_power.h"
#include "gainsay/stats/permutation_power.h"
#include "gainsay/stats/simulated_power.h"
#include "gainsay/stats/t_power.h"

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

const MonteCarlo draws{.replicates = 4'000, .seed = 31};

void check_near(const SimulatedPower& simulated, double power) {
  CHECK(std::abs(simulated.power - power) < 4 * std::sqrt(power * (1 - power) / 4'000));
}

}  // namespace

// R 4.2.2, tests/oracles/power_of_tests.R

TEST_CASE("the power of the sign test is the sum over the outcomes that binom.test rejects") {
  CHECK(sign_test_power(20, 0.75) == near(0.617176467414538));
  CHECK(sign_test_power(6, 0.9) == near(0.531442));
  CHECK(sign_test_power(5, 0.9) == 0);
  CHECK(sign_test_power(50, 0.3) == near(0.782193222728048));
  CHECK(sign_test_power(6, 1) == 1);
  CHECK(sign_test_power(10, 0.5) <= 0.05);
}

TEST_CASE("the smallest sample of a sign test may be followed by a larger one of less power") {
  CHECK(sign_test_sample_size(0.75) == 30);
  CHECK(sign_test_power(30, 0.75) == near(0.803406918782049));
  CHECK(sign_test_power(31, 0.75) == near(0.770954864033916));
}

TEST_CASE("the power of McNemar's test averages over the number of disagreements") {
  CHECK(mcnemar_power({0.2, 0.1}, 100) == near(0.37307708430182, 1e-11));
  CHECK(mcnemar_power({0.1, 0.02}, 60) == near(0.2809990126973, 1e-11));
  CHECK(mcnemar_power({1, 0}, 6) == near(1));
  CHECK(mcnemar_power({0.1, 0.2}, 100) == near(mcnemar_power({0.2, 0.1}, 100)));
}

TEST_CASE("the items that McNemar's test needs just reach the power") {
  const std::int64_t n = mcnemar_sample_size({0.3, 0.1});
  CHECK(n == 84);
  CHECK(mcnemar_power({0.3, 0.1}, n - 1) == near(0.797287756328086, 1e-11));
  CHECK(mcnemar_power({0.3, 0.1}, n) == near(0.802993621107866, 1e-11));
}

TEST_CASE("the power of Fisher's test is the sum over the tables that fisher.test rejects") {
  CHECK(fisher_power({0.8, 0.4, 20, 20}) == near(0.650224920935198, 1e-11));
  CHECK(fisher_power({0.9, 0.5, 10, 15}) == near(0.469193844272015, 1e-11));
  CHECK(fisher_power({1, 0, 4, 4}) == near(1));
  CHECK(fisher_power({1, 0, 3, 3}) == 0);
  CHECK(fisher_sample_size(0.8, 0.4) == 27);
  CHECK(fisher_power({0.8, 0.4, 26, 26}) == near(0.799304034272692, 1e-11));
}

TEST_CASE("the exact powers refuse what they cannot answer") {
  CHECK_THROWS_AS(sign_test_power(0, 0.6), std::domain_error);
  CHECK_THROWS_AS(sign_test_power(20'000'000, 0.6), std::domain_error);
  CHECK_THROWS_AS(sign_test_power(5, 1.1), std::domain_error);
  CHECK_THROWS_AS(sign_test_power(5, 0.6, 1), std::domain_error);
  CHECK_THROWS_AS(sign_test_sample_size(0.5), std::domain_error);
  CHECK_THROWS_AS(mcnemar_power({0, 0}, 10), std::domain_error);
  CHECK_THROWS_AS(mcnemar_power({0.7, 0.7}, 10), std::domain_error);
  CHECK_THROWS_AS(mcnemar_power({0.1, 0.2}, 0), std::domain_error);
  CHECK_THROWS_AS(mcnemar_sample_size({0.2, 0.2}), std::domain_error);
  CHECK_THROWS_AS(mcnemar_sample_size({0.2, 0.1}, 0.04), std::domain_error);
  CHECK_THROWS_AS(fisher_power({1.1, 0.5, 3, 3}), std::domain_error);
  CHECK_THROWS_AS(fisher_power({0.1, 0.5, 3, 3000}), std::domain_error);
  CHECK_THROWS_AS(fisher_sample_size(0.5, 0.5), std::domain_error);
  CHECK_THROWS_AS(fisher_sample_size(0.5, 0.501), std::domain_error);
}

TEST_CASE("Noether's powers and sample sizes agree with his formulas in R") {
  CHECK(mann_whitney_noether_power(0.75, 15, 20) == near(0.717522992121758));
  CHECK(mann_whitney_noether_power(0.25, 20, 15) == near(0.717522992121758));
  CHECK(signed_rank_noether_power(0.8, 20) == near(0.642006035603427));
  CHECK(mann_whitney_noether_sample_size(0.7) == 33);
  CHECK(signed_rank_noether_sample_size(0.7) == 66);
}

TEST_CASE("29 trials show a probability of improvement of three quarters as Bouthillier et al recommend") {
  CHECK(probability_of_improvement_sample_size() == 29);
  CHECK(probability_of_improvement_sample_size(0.7) == 46);
  CHECK(probability_of_improvement_sample_size(0.6) == 181);
  CHECK_THROWS_AS(probability_of_improvement_sample_size(0.5), std::domain_error);
  CHECK_THROWS_AS(probability_of_improvement_sample_size(0.500001), std::domain_error);
  CHECK_THROWS_AS(mann_whitney_noether_sample_size(0.5), std::domain_error);
  CHECK_THROWS_AS(mann_whitney_noether_power(1.1, 3, 3), std::domain_error);
  CHECK_THROWS_AS(mann_whitney_noether_power(0.6, 0, 3), std::domain_error);
  CHECK_THROWS_AS(signed_rank_noether_power(0.6, 0), std::domain_error);
  CHECK_THROWS_AS(signed_rank_noether_sample_size(0.6, 0.01), std::domain_error);
}

TEST_CASE("simulated power agrees with the non-central t and with exact counts") {
  const SimulatedPower welch = two_sample_simulated_power(TwoSampleTest::welch_t, {1, 1, 1, 17, 17}, draws);
  check_near(welch, two_sample_t_power({1, 1, 17, 17}));
  CHECK(welch.method == "welch-t");
  check_near(paired_simulated_power(PairedTest::t, {1, 1, 8}, draws), paired_t_power({1, 1, 8}));
  // P(a normal of mean 0.5 and sd 1 is positive).
  const double positive = std::erfc(-0.5 / std::sqrt(2.0)) / 2;
  check_near(paired_simulated_power(PairedTest::sign, {0.5, 1, 12}, draws), sign_test_power(12, positive));
}

TEST_CASE("simulated power knows that three against three cannot reach five percent by ranks or deals") {
  const SimulatedArms three{10, 1, 1, 3, 3};
  CHECK(two_sample_simulated_power(TwoSampleTest::mann_whitney, three, draws).power == 0);
  CHECK(two_sample_simulated_power(TwoSampleTest::permutation_mean, three, draws).power == 0);
  CHECK(two_sample_simulated_power(TwoSampleTest::permutation_welch_t, three, draws).power == 0);
  CHECK(paired_simulated_power(PairedTest::wilcoxon_signed_rank, {9, 1, 5}, draws).power == 0);
  CHECK(paired_simulated_power(PairedTest::sign_flip, {9, 1, 6}, draws).power == 1);
  CHECK(two_sample_simulated_power(TwoSampleTest::brunner_munzel, {9, 1, 1, 4, 4}, draws).power > 0.99);
}

TEST_CASE("simulated power does not depend on the threads") {
  const MonteCarlo two{.replicates = 4'000, .seed = 31, .threads = 2};
  const SimulatedArms arms{1, 1, 2, 6, 9};
  CHECK(two_sample_simulated_power(TwoSampleTest::welch_t, arms, two).power ==
        two_sample_simulated_power(TwoSampleTest::welch_t, arms, draws).power);
}

TEST_CASE("simulated power refuses what it cannot answer") {
  const auto welch = TwoSampleTest::welch_t;
  CHECK_THROWS_AS(two_sample_simulated_power(welch, {1, 0, 1, 3, 3}, draws), std::domain_error);
  CHECK_THROWS_AS(two_sample_simulated_power(welch, {1, 1, 1, 1, 3}, draws), std::domain_error);
  CHECK_THROWS_AS(two_sample_simulated_power(welch, {1, 1, 1, 3, 2000}, draws), std::domain_error);
  CHECK_THROWS_AS(two_sample_simulated_power(welch, {1, 1, 1, 3, 3}, draws, 0), std::domain_error);
  CHECK_THROWS_AS(two_sample_simulated_power(TwoSampleTest::permutation_mean, {1, 1, 1, 12, 12}, draws),
                  std::domain_error);
  CHECK_THROWS_AS(paired_simulated_power(PairedTest::sign_flip, {1, 1, 21}, draws), std::domain_error);
  CHECK_THROWS_AS(paired_simulated_power(PairedTest::t, {1, -1, 5}, draws), std::domain_error);
  CHECK_THROWS_AS(paired_simulated_power(PairedTest::t, {1, 1, 5}, {.replicates = 0, .seed = 1}),
                  std::domain_error);
}

TEST_CASE("the t approximation of permutation power is 0 where no deal can reach alpha") {
  CHECK(permutation_power_t_approximation({5, 1, 3, 3}) == 0);
  CHECK(permutation_power_t_approximation({2, 1, 5, 5}) == two_sample_t_power({2, 1, 5, 5}));
  CHECK(sign_flip_power_t_approximation({5, 1, 5}) == 0);
  CHECK(sign_flip_power_t_approximation({1, 1, 9}) == paired_t_power({1, 1, 9}));
  CHECK_THROWS_AS(permutation_power_t_approximation({1, 0, 5, 5}), std::domain_error);
  CHECK_THROWS_AS(sign_flip_power_t_approximation({1, 1, 1}), std::domain_error);
}

TEST_CASE("assurance agrees with R's integral over the sd that a pilot leaves open") {
  CHECK(t_test_assurance({1, 8}, 1, 17) == near(0.737579149069835, 1e-9));
  CHECK(t_test_assurance({2, 2}, 3, 10) == near(0.665580397260188, 1e-8));
  CHECK(assurance_sample_size({1, 8}, 1) == 21);
  CHECK(t_test_assurance({1, 100'000'000}, 1, 17) == near(two_sample_t_power({1, 1, 17, 17}), 1e-6));
}

TEST_CASE("a pilot of five runs leaves a wide range of sample sizes open") {
  const SampleSizeRange range = pilot_sample_size_range({1, 4}, 1.5);
  CHECK(range.sd_low == near(0.817272220639171));
  CHECK(range.sd_high == near(1.55757542255663));
  CHECK(range.low == 6);
  CHECK(range.estimate == 9);
  CHECK(range.high == 18);
}

TEST_CASE("plans from a pilot refuse what they cannot answer") {
  CHECK_THROWS_AS(pilot_sample_size_range({0, 4}, 1), std::domain_error);
  CHECK_THROWS_AS(pilot_sample_size_range({1, 0}, 1), std::domain_error);
  CHECK_THROWS_AS(pilot_sample_size_range({1, 4}, 0), std::domain_error);
  CHECK_THROWS_AS(pilot_sample_size_range({1, 4}, 1, 0.4), std::domain_error);
  CHECK_THROWS_AS(t_test_assurance({1, 4}, 1, 1), std::domain_error);
  CHECK_THROWS_AS(assurance_sample_size({1, 4}, 1, 0.04), std::domain_error);
  CHECK_THROWS_AS(assurance_sample_size({1, 4}, 1, 0.8, 1), std::domain_error);
}
