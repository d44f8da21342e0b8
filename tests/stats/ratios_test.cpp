#include <cmath>
#include <stdexcept>
#include <vector>

#include "gainsay/stats/log_ratio.h"
#include "gainsay/stats/log_variance_ratio.h"

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

const std::vector<double> x(sleep_1.begin(), sleep_1.end());
const std::vector<double> y(sleep_2.begin(), sleep_2.begin() + 7);

std::vector<double> plus(std::vector<double> values, double shift) {
  for (double& value : values) value += shift;
  return values;
}

}  // namespace

// R 4.2.2, tests/oracles/counts_and_clusters.R

TEST_CASE("the log variance ratio agrees with R's var.test") {
  const LogVarianceRatio r = log_variance_ratio(x, y);
  CHECK(r.estimate == near(-0.38696993033705, 1e-11));
  CHECK(r.p_value == near(0.577263318793239));
  CHECK(r.interval.low == near(-2.09596474229679, 1e-11));
  CHECK(r.interval.high == near(1.07622107940435, 1e-11));
  CHECK(r.method == "log-variance-ratio-f");
}

TEST_CASE("the jackknifed log variance ratio agrees with its pseudo-values in R") {
  const LogVarianceRatio r = log_variance_ratio_jackknife(x, y);
  CHECK(r.estimate == near(-0.44794752697603, 1e-10));
  CHECK(r.standard_error == near(0.70656729966421, 1e-10));
  CHECK(r.p_value == near(0.538079558484117, 1e-10));
  CHECK(r.interval.low == near(-1.98868523400152, 1e-10));
  CHECK(r.interval.high == near(1.09279018004946, 1e-10));
  CHECK(r.method == "log-variance-ratio-jackknife");
}

TEST_CASE("the log variance ratio ignores shifts and changes sign with the arms") {
  for (const auto ratio : {log_variance_ratio, log_variance_ratio_jackknife}) {
    const LogVarianceRatio r = ratio(x, y, 0.9);
    CHECK(ratio(plus(x, 5), y, 0.9).estimate == near(r.estimate, 1e-9));
    CHECK(ratio(y, x, 0.9).interval.low == near(-r.interval.high, 1e-9));
    CHECK(ratio(y, x, 0.9).p_value == near(r.p_value, 1e-9));
  }
}

TEST_CASE("the log variance ratio refuses samples that do not vary") {
  const std::vector<double> constant{1, 1, 1};
  const std::vector<double> but_one{1, 1, 2};
  CHECK_THROWS_AS(log_variance_ratio(constant, y), std::domain_error);
  CHECK_THROWS_AS(log_variance_ratio(y, std::vector<double>(3, 0.0)), std::domain_error);
  CHECK_THROWS_AS(log_variance_ratio(std::vector{1.0}, y), std::domain_error);
  CHECK_THROWS_AS(log_variance_ratio(x, y, 1), std::domain_error);
  CHECK(log_variance_ratio(but_one, y).n_a == 3);
  CHECK_THROWS_AS(log_variance_ratio_jackknife(but_one, y), std::domain_error);
  CHECK_THROWS_AS(log_variance_ratio_jackknife(std::vector{1.0, 2.0}, y), std::domain_error);
  CHECK_THROWS_AS(log_variance_ratio_jackknife(x, y, 0), std::domain_error);
}

TEST_CASE("the log ratio agrees with the delta method in R") {
  // metafor 3.8-1, escalc("ROM"), has the same estimate and standard error.
  const EffectSize e = log_ratio(plus(x, 10), plus(y, 10));
  CHECK(e.value == near(-0.106423073866444));
  CHECK(e.interval.low == near(-0.294340161024025));
  CHECK(e.interval.high == near(0.0814940132911357));
  CHECK(e.name == "log-ratio-delta");
}

TEST_CASE("the log ratio does not depend on the unit and changes sign with the arms") {
  std::vector<double> in_cents = plus(x, 10);
  for (double& value : in_cents) value *= 100;
  const EffectSize e = log_ratio(plus(x, 10), plus(x, 10));
  CHECK(e.value == 0);
  CHECK(log_ratio(in_cents, in_cents).interval.low == near(e.interval.low));
  CHECK(log_ratio(plus(y, 10), plus(x, 10)).value == near(-log_ratio(plus(x, 10), plus(y, 10)).value));
}

TEST_CASE("the bootstrapped log ratio comes near the delta method and depends on the seed alone") {
  const MonteCarlo draws{.replicates = 20'000, .seed = 3};
  const EffectSize e = log_ratio_bootstrap(plus(x, 50), plus(y, 50), draws);
  const EffectSize by_delta = log_ratio(plus(x, 50), plus(y, 50));
  CHECK(e.value == near(by_delta.value));
  CHECK(e.interval.low > by_delta.interval.low);
  CHECK(e.interval.high < by_delta.interval.high);
  CHECK(e.interval.high - e.interval.low > 0.7 * (by_delta.interval.high - by_delta.interval.low));
  const std::vector<double> reversed(x.rbegin(), x.rend());
  const MonteCarlo two_threads{.replicates = 20'000, .seed = 3, .threads = 2};
  CHECK(log_ratio_bootstrap(plus(reversed, 50), plus(y, 50), two_threads).interval.low == e.interval.low);
  CHECK(e.name == "log-ratio-bootstrap");
}

TEST_CASE("the log ratio refuses means that are not above 0") {
  const MonteCarlo draws{.replicates = 99, .seed = 3};
  CHECK_THROWS_AS(log_ratio(plus(x, -10), y), std::domain_error);
  CHECK_THROWS_AS(log_ratio(std::vector{1.0}, y), std::domain_error);
  CHECK_THROWS_AS(log_ratio(std::vector{1.0, 1.0}, std::vector{2.0, 2.0}), std::domain_error);
  CHECK_THROWS_AS(log_ratio(plus(x, 10), y, 0), std::domain_error);
  CHECK_THROWS_WITH_AS(log_ratio_bootstrap(x, y, draws),
                       "log_ratio_bootstrap: all values of a must be above 0, one is -1.6",
                       std::domain_error);
  CHECK_THROWS_AS(log_ratio_bootstrap(std::vector{1.0, 1.0}, std::vector{2.0, 2.0}, draws),
                  std::domain_error);
  CHECK_THROWS_AS(log_ratio_bootstrap(plus(x, 10), plus(y, 10), {.replicates = 1, .seed = 3}),
                  std::domain_error);
  CHECK_THROWS_AS(log_ratio_bootstrap(plus(x, 10), plus(y, 10), draws, 1), std::domain_error);
}
