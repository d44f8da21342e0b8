#include "gainsay/stats/hedges_g.h"

#include <cmath>
#include <stdexcept>
#include <vector>

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

TEST_CASE("Hedges' g and its interval agree with R") {
  // R 4.2.2, tests/oracles/t_tests.R: exact gamma correction, uniroot over pt(t, df, ncp)
  const EffectSize g = hedges_g(sleep_1, sleep_2);
  CHECK(g.name == "hedges-g");
  CHECK(g.value == near(-0.796935239191122));
  CHECK(g.interval.low == near(-1.73881689910343, 1e-9));
  CHECK(g.interval.high == near(0.0954503982114238, 1e-9));
}

TEST_CASE("Hedges' g of pairs agrees with R") {
  // R 4.2.2, tests/oracles/t_tests.R
  const EffectSize g = hedges_g_paired(sleep_1, sleep_2);
  CHECK(g.name == "hedges-g-paired");
  CHECK(g.value == near(-1.1739249035142));
  CHECK(g.interval.low == near(-2.11801651397707, 1e-9));
  CHECK(g.interval.high == near(-0.414627756380144, 1e-9));
}

TEST_CASE("Hedges' g changes sign when the arms are swapped and keeps its value when the unit changes") {
  const EffectSize g = hedges_g(sleep_1, sleep_2);
  const EffectSize swapped = hedges_g(sleep_2, sleep_1);
  CHECK(swapped.value == near(-g.value));
  CHECK(swapped.interval.low == near(-g.interval.high, 1e-9));
  std::vector<double> tiny_1(sleep_1.begin(), sleep_1.end());
  std::vector<double> tiny_2(sleep_2.begin(), sleep_2.end());
  for (double& x : tiny_1) x *= 1e-290;
  for (double& x : tiny_2) x *= 1e-290;
  CHECK(hedges_g(tiny_1, tiny_2).value == near(g.value));
}

TEST_CASE("Hedges' g keeps a finite interval when the arms lie a million sds apart") {
  // Far out the interval is that of 1 / sd: by hand, sqrt(chi2(.025; 2) / 2) and sqrt(chi2(.975; 2) / 2)
  // times d, with chi2(p; 2) = -2 ln(1 - p).
  const EffectSize g = hedges_g(std::vector{1e6, 1e6 + std::sqrt(2)}, std::vector{0.0, std::sqrt(2)});
  CHECK(g.interval.low == near(1e6 * std::sqrt(-std::log(0.975)), 1e-6));
  CHECK(g.interval.high == near(1e6 * std::sqrt(-std::log(0.025)), 1e-6));
}

TEST_CASE("Hedges' g has an interval for large arms that lie far apart") {
  // Python 3.11, mpmath 1.4.1, tests/oracles/effect_sizes.py: the non-central t integrated by its definition.
  // Boost's series for it finds no end a few sds beyond this t.
  std::vector<double> high;
  std::vector<double> low;
  for (int i = 0; i < 500; ++i) {
    high.push_back(i % 2);
    low.push_back(i % 2 - 2.125);
  }
  const EffectSize g = hedges_g(high, low);
  CHECK(g.value == near(4.2425562477993519));
  CHECK(g.interval.low == near(4.021666448646216, 1e-9));
  CHECK(g.interval.high == near(4.4690994386030263, 1e-9));
}

TEST_CASE("Hedges' g refuses samples that are too small or do not vary") {
  const std::vector<double> constant{1.0, 1.0, 1.0};
  CHECK_THROWS_AS(hedges_g(std::vector{1.0}, sleep_1), std::domain_error);
  CHECK_THROWS_AS(hedges_g(constant, constant), std::domain_error);
  CHECK_THROWS_AS(hedges_g(sleep_1, sleep_2, 0), std::domain_error);
  CHECK_THROWS_WITH_AS(hedges_g_paired(std::vector{1.0, 2.0}, std::vector{1.0, 3.0}),
                       "hedges_g_paired: a must have at least 3 values, has 2", std::domain_error);
  CHECK_THROWS_AS(hedges_g_paired(constant, constant), std::domain_error);
  CHECK_THROWS_AS(hedges_g_paired(constant, sleep_1), std::domain_error);
  CHECK_THROWS_AS(hedges_g_paired(sleep_1, sleep_2, 2), std::domain_error);
}
