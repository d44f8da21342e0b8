#include "gainsay/stats/mean_bootstrap.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

const std::vector<double> a{0.7, -1.6, 3.4, 0.8, 2.9};
const std::vector<double> b{1.9, 4.4, 5.5, 0.1};
const MonteCarlo many{.replicates = 400'000, .seed = 21, .threads = 2};

// Random resamples against all of them: as far apart as the quantiles of 400,000 draws may be.
void check_interval(const Interval& got, double low, double high) {
  CHECK(std::abs(got.low - low) < 0.06);
  CHECK(std::abs(got.high - high) < 0.06);
}

}  // namespace

// SciPy 1.17.1 on the distribution of every resample, tests/oracles/mean_bootstrap.py

TEST_CASE("the percentile interval of a mean agrees with every resample") {
  const MeanBootstrap one = one_sample_bootstrap(a, BootstrapKind::percentile, many);
  check_interval(one.interval, -0.24, 2.76);
  CHECK(one.standard_error == near(0.799299693481738, 0.005));
  CHECK(one.estimate == near(1.24));
  CHECK(one.method == "bootstrap-percentile");
  CHECK(one.n_a == 5);
  CHECK_FALSE(one.n_b.has_value());
  CHECK_FALSE(one.acceleration.has_value());
  const MeanBootstrap two = two_sample_bootstrap(a, b, BootstrapKind::percentile, many);
  check_interval(two.interval, -4.29, 0.8);
  CHECK(two.standard_error == near(1.32404635492871, 0.005));
  CHECK(two.n_b == 4);
}

TEST_CASE("the BCa interval of a mean agrees with SciPy on every resample") {
  const MeanBootstrap one = one_sample_bootstrap(a, BootstrapKind::bca, many);
  check_interval(one.interval, -0.64, 2.66);
  CHECK(*one.acceleration == near(-0.0221857120076803));
  CHECK(std::abs(*one.bias_correction - -0.0216589615817969) < 0.01);
  CHECK(one.method == "bootstrap-bca");
  const MeanBootstrap two = two_sample_bootstrap(a, b, BootstrapKind::bca, many);
  check_interval(two.interval, -4.29, 0.81);
  CHECK(*two.acceleration == near(0.00186622551002915));
  CHECK(std::abs(*two.bias_correction - 0.0017389742419771) < 0.01);
}

TEST_CASE("the studentized interval of a mean agrees with every resample") {
  const MeanBootstrap one = one_sample_bootstrap(a, BootstrapKind::studentized, many);
  check_interval(one.interval, -1.42364730521535, 4.09782502768957);
  CHECK(one.method == "bootstrap-studentized");
  const MeanBootstrap two = two_sample_bootstrap(a, b, BootstrapKind::studentized, many);
  check_interval(two.interval, -5.72235521359474, 2.37800928105198);
}

TEST_CASE("the bootstrap depends on its seed alone and not on threads or the order of the values") {
  const std::vector<double> reversed(a.rbegin(), a.rend());
  for (const auto kind : {BootstrapKind::percentile, BootstrapKind::bca, BootstrapKind::studentized}) {
    const MeanBootstrap one = two_sample_bootstrap(a, b, kind, {.replicates = 3'000, .seed = 5});
    const MonteCarlo three{.replicates = 3'000, .seed = 5, .threads = 3};
    const MeanBootstrap other = two_sample_bootstrap(reversed, b, kind, three);
    CHECK(other.interval.low == one.interval.low);
    CHECK(other.interval.high == one.interval.high);
    CHECK(two_sample_bootstrap(a, b, kind, {.replicates = 3'000, .seed = 6}).interval.low !=
          one.interval.low);
  }
}

TEST_CASE("the bootstrap moves with shifts and scales even where squares would overflow") {
  std::vector<double> large = a;
  for (double& value : large) value *= 0x1p700;
  for (const auto kind : {BootstrapKind::percentile, BootstrapKind::bca, BootstrapKind::studentized}) {
    const MonteCarlo draws{.replicates = 2'000, .seed = 5};
    const Interval interval = one_sample_bootstrap(a, kind, draws).interval;
    CHECK(one_sample_bootstrap(large, kind, draws).interval.high == near(interval.high * 0x1p700));
  }
}

TEST_CASE("the paired bootstrap is that of the differences") {
  const std::vector<double> second{0.2, -1.0, 3.0, 0.1, 2.0};
  const std::vector<double> differences{0.5, -0.6, 0.4, 0.7, 0.9};
  const MonteCarlo draws{.replicates = 2'000, .seed = 5};
  const Interval paired = paired_bootstrap(a, second, BootstrapKind::bca, draws).interval;
  CHECK(paired.low == near(one_sample_bootstrap(differences, BootstrapKind::bca, draws).interval.low, 1e-9));
}

TEST_CASE("at two runs the studentized interval is the whole line") {
  const Interval interval =
      one_sample_bootstrap(std::vector{1.0, 2.0}, BootstrapKind::studentized, {.replicates = 999, .seed = 1})
          .interval;
  CHECK(std::isinf(interval.low));
  CHECK(std::isinf(interval.high));
}

TEST_CASE("the bootstrap of means refuses what it cannot answer") {
  const MonteCarlo draws{.replicates = 99, .seed = 5};
  const auto kind = BootstrapKind::bca;
  const std::vector<double> constant{1, 1, 1, 1};
  CHECK_THROWS_AS(one_sample_bootstrap(std::vector{1.0}, kind, draws), std::domain_error);
  CHECK_THROWS_AS(one_sample_bootstrap(constant, kind, draws), std::domain_error);
  CHECK_THROWS_AS(two_sample_bootstrap(constant, constant, kind, draws), std::domain_error);
  CHECK_THROWS_AS(two_sample_bootstrap(a, std::vector{1.0}, kind, draws), std::domain_error);
  CHECK_THROWS_AS(two_sample_bootstrap(a, b, kind, draws, 1), std::domain_error);
  CHECK_THROWS_AS(two_sample_bootstrap(a, b, kind, {.replicates = 1, .seed = 5}), std::domain_error);
  CHECK_THROWS_AS(two_sample_bootstrap(a, b, kind, {.replicates = 9, .seed = 5, .threads = 0}),
                  std::domain_error);
  CHECK_THROWS_AS(paired_bootstrap(a, b, kind, draws), std::domain_error);
  CHECK_THROWS_AS(paired_bootstrap(constant, constant, kind, draws), std::domain_error);
  CHECK_THROWS_WITH_AS(
      two_sample_bootstrap(std::vector{0.0, 1e-9, 1.0}, std::vector{0.0, 1e-9, 1.0}, kind,
                           {.replicates = 2, .seed = 4}),
      "two_sample_bootstrap: all replicates lie on one side of the estimate: take more of them",
      std::domain_error);
}
