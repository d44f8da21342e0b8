#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <doctest/doctest.h>

#include "gainsay/stats/hedges_g.h"
#include "gainsay/stats/permutation_test.h"
#include "gainsay/stats/random_stream.h"
#include "gainsay/stats/stratified_t_test.h"
#include "gainsay/stats/t_power.h"
#include "gainsay/stats/welch_t_test.h"
#include "gainsay/stats/wilcoxon_signed_rank.h"

using namespace gainsay::stats;

namespace {

void fill_normal(RandomStream& random, std::vector<double>& values, double mean, double sd) {
  for (double& value : values) value = mean + sd * random.normal();
}

// The share of tries in which `rejects(random)` is true; every try has a stream of its own.
template <typename Rejects>
double rate(int tries, std::uint64_t seed, const Rejects& rejects) {
  int count = 0;
  for (int i = 0; i < tries; ++i) {
    RandomStream random(seed, static_cast<std::uint64_t>(i));
    if (rejects(random)) ++count;
  }
  return static_cast<double>(count) / tries;
}

// Within four standard errors of the rate that is expected.
bool is_near(double observed, double expected, int tries) {
  return std::abs(observed - expected) < 4 * std::sqrt(expected * (1 - expected) / tries);
}

double welch_rejections(std::size_t n_a, std::size_t n_b, double gain, double sd_a, int tries) {
  return rate(tries, 11, [=](RandomStream& random) {
    std::vector<double> a(n_a);
    std::vector<double> b(n_b);
    fill_normal(random, a, gain, sd_a);
    fill_normal(random, b, 0, 1);
    return welch_t_test(a, b).p_value < 0.05;
  });
}

}  // namespace

TEST_CASE("Welch's t keeps its error rate at 3 and 5 and 10 normal runs") {
  CHECK(welch_rejections(3, 3, 0, 1, 40'000) < 0.05);
  CHECK(welch_rejections(5, 5, 0, 1, 40'000) < 0.05);
  CHECK(is_near(welch_rejections(10, 10, 0, 1, 40'000), 0.05, 40'000));
}

TEST_CASE("Welch's t errs but little with a small noisy arm beside a large quiet one") {
  // Student's t errs 25 % here.
  const double error = welch_rejections(3, 10, 0, 3, 40'000);
  CHECK(error < 0.085);
}

TEST_CASE("the planned power is the power that Welch's t has at equal sds") {
  const double planned = two_sample_t_power({.effect = 1, .sd = 1, .n_a = 17, .n_b = 17});
  CHECK(is_near(welch_rejections(17, 17, 1, 1, 40'000), planned, 40'000));
}

TEST_CASE("the stratified t test keeps its error rate over datasets of unequal noise") {
  const double error = rate(20'000, 12, [](RandomStream& random) {
    std::vector<std::vector<double>> arms(6, std::vector<double>(5));
    for (std::size_t i = 0; i < arms.size(); ++i)
      fill_normal(random, arms[i], 0, 1.0 + static_cast<double>(i / 2));
    const std::vector<Stratum> strata{{arms[0], arms[1]}, {arms[2], arms[3]}, {arms[4], arms[5]}};
    return stratified_t_test(strata).p_value < 0.05;
  });
  CHECK(is_near(error, 0.05, 20'000));
}

TEST_CASE("the interval of Hedges' g covers the true effect as often as it says") {
  const double missed = rate(2'000, 13, [](RandomStream& random) {
    std::vector<double> a(6);
    std::vector<double> b(9);
    fill_normal(random, a, 0.8, 1);
    fill_normal(random, b, 0, 1);
    const Interval interval = hedges_g(a, b).interval;
    return interval.low > 0.8 || interval.high < 0.8;
  });
  CHECK(is_near(missed, 0.05, 2'000));
}

TEST_CASE("the planned equivalence power is the share of tries that show equivalence") {
  const double observed = rate(40'000, 14, [](RandomStream& random) {
    std::vector<double> a(12);
    std::vector<double> b(12);
    fill_normal(random, a, 0, 1);
    fill_normal(random, b, 0, 1);
    // The pooled two one-sided tests, from their interval of 90 %.
    const Moments of_a = moments_of(a);
    const Moments of_b = moments_of(b);
    const double error = std::sqrt((of_a.sd * of_a.sd + of_b.sd * of_b.sd) / 12);
    constexpr double t_22 = 1.717144374380242;  // R 4.2.2: qt(.95, 22)
    return std::abs(of_a.mean - of_b.mean) + t_22 * error < 1;
  });
  CHECK(is_near(observed, tost_power(1, 1, 12), 40'000));
}

TEST_CASE("exact tests never err more often than alpha on skewed and tied data") {
  const double permutation = rate(5'000, 15, [](RandomStream& random) {
    std::vector<double> values(10);
    for (double& value : values) value = std::floor(4 * std::exp(random.normal()));
    values[0] += 1e-3;  // never all equal
    return permutation_test_exact(std::span(values).first(5), std::span(values).subspan(5)).p_value <= 0.05;
  });
  CHECK(permutation < 0.05 + 4 * std::sqrt(0.05 * 0.95 / 5'000));
  const double signed_rank = rate(20'000, 16, [](RandomStream& random) {
    std::vector<double> d(9);
    for (double& value : d) value = std::round(2 * random.normal());
    d[0] += d[0] < 0 ? -0.5 : 0.5;  // never all zero
    return wilcoxon_signed_rank(d).p_value <= 0.05;
  });
  CHECK(signed_rank < 0.05 + 4 * std::sqrt(0.05 * 0.95 / 20'000));
}

TEST_CASE("Monte Carlo p values are uniform enough to keep alpha with few draws") {
  const double error = rate(20'000, 17, [](RandomStream& random) {
    std::vector<double> a(7);
    std::vector<double> b(8);
    fill_normal(random, a, 0, 1);
    fill_normal(random, b, 0, 1);
    const MonteCarlo draws{.replicates = 19, .seed = random.next()};
    return permutation_test_monte_carlo(a, b, draws).p_value <= 0.05;
  });
  CHECK(is_near(error, 0.05, 20'000));
}
