#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "gainsay/stats/median.h"
#include "gainsay/stats/optimality_gap.h"
#include "gainsay/stats/stratified_bootstrap.h"

#include "reference.h"

// Reference numbers: tests/oracles/aggregates.py.
using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

using Runs = std::vector<std::vector<double>>;

std::vector<std::span<const double>> spans(const Runs& runs) { return {runs.begin(), runs.end()}; }

const std::vector<double> scores{0.2, 0.9, 1.4, 0.1, 0.55, 0.3, 2.5, 0.7};
const Runs tasks{{0.2, 0.9, 1.4}, {0.3, 2.5}};
const Runs other{{0.5, 0.1, 0.8}, {0.4, 1.1}};

// The sample of which the oracle takes the median.
std::vector<double> scrambled(int n) {
  std::vector<double> sample;
  for (int i = 1; i <= n; ++i) sample.push_back(i * 7 % (n + 11) + 0.25);
  return sample;
}

}  // namespace

TEST_CASE("the optimality gap is the mean shortfall from a target") {
  CHECK(optimality_gap(scores) == near(0.40625));
  CHECK(optimality_gap(scores, 0.5) == near(0.1125));
  CHECK(optimality_gap(std::vector{3.0}, 3.5) == 0.5);
}

TEST_CASE("the optimality gap moves with unit and origin and is 0 beyond the target") {
  std::vector<double> moved = scores;
  for (double& score : moved) score = 10 * score - 3;
  CHECK(optimality_gap(moved, 7) == near(10 * optimality_gap(scores, 1)));
  CHECK(optimality_gap(scores, 0.1) == 0);
}

TEST_CASE("the optimality gap refuses no scores and what is not finite") {
  CHECK_THROWS_WITH_AS(optimality_gap({}), "optimality_gap: sample must have at least 1 value, has 0",
                       std::domain_error);
  CHECK_THROWS_AS(optimality_gap(std::vector{std::nan("")}), std::domain_error);
  CHECK_THROWS_AS(optimality_gap(scores, std::numeric_limits<double>::infinity()), std::domain_error);
}

TEST_CASE("the interval of the median agrees with the quantile test of SciPy") {
  // SciPy 1.17.1: stats.quantile_test(x, q=0, p=0.5).confidence_interval(confidence)
  const auto check = [](int n, double confidence, double estimate, double low, double high) {
    CAPTURE(n);
    const MedianInterval m = median(scrambled(n), confidence);
    CHECK(m.estimate == estimate);
    CHECK(m.interval.low == low);
    CHECK(m.interval.high == high);
    CHECK(m.n == n);
  };
  check(6, 0.9, 7.75, 1.25, 14.25);
  check(6, 0.95, 7.75, 1.25, 14.25);
  check(8, 0.9, 10.25, 4.25, 16.25);
  check(8, 0.95, 10.25, 2.25, 18.25);
  check(15, 0.9, 13.25, 6.25, 20.25);
  check(15, 0.95, 13.25, 6.25, 20.25);
  check(40, 0.9, 24.75, 18.25, 31.25);
  check(40, 0.95, 24.75, 17.25, 33.25);
}

TEST_CASE("the interval of the median has the confidence it says over all patterns of sides") {
  // Each value lies above or below the median with probability 1/2: all 2^n patterns, counted.
  for (const int n : {6, 9, 12}) {
    std::vector<double> sample;
    for (int i = 0; i < n; ++i) sample.push_back(i);
    const MedianInterval m = median(sample, 0.8);
    int covered = 0;
    for (unsigned pattern = 0; pattern < 1U << n; ++pattern) {
      const int below = std::popcount(pattern);
      // With `below` values under it, the median lies between the sorted values below - 1 and below.
      if (m.interval.low < below - 0.5 + 1e-9 && below - 0.5 < m.interval.high + 1e-9) ++covered;
    }
    CHECK(m.achieved_confidence == near(covered / std::ldexp(1, n)));
    CHECK(m.achieved_confidence >= 0.8);
  }
}

TEST_CASE("few values say nothing certain about the median") {
  const MedianInterval five = median(std::vector{1.0, 2.0, 3.0, 4.0, 5.0});
  CHECK(five.estimate == 3);
  CHECK(five.interval.low == -std::numeric_limits<double>::infinity());
  CHECK(five.interval.high == std::numeric_limits<double>::infinity());
  CHECK(five.achieved_confidence == 1);
  CHECK(median(std::vector{7.0}).estimate == 7);
  CHECK(median(std::vector{7.0, 8.0}).estimate == 7.5);
}

TEST_CASE("the median of mirrored values is mirrored and refuses what is out of range") {
  std::vector<double> mirrored = scrambled(9);
  const MedianInterval m = median(mirrored);
  for (double& value : mirrored) value = -value;
  CHECK(median(mirrored).interval.low == -m.interval.high);
  CHECK(median(mirrored).estimate == -m.estimate);
  CHECK_THROWS_WITH_AS(median({}), "median: sample must have at least 1 value, has 0", std::domain_error);
  CHECK_THROWS_AS(median(std::vector{std::nan("")}), std::domain_error);
  CHECK_THROWS_WITH_AS(median(scores, 1), "median: confidence must be between 0 and 1, is 1",
                       std::domain_error);
}

TEST_CASE("random tasks are drawn anew like their runs") {
  // NumPy: sd over all ways to draw two tasks of these two, and their runs, weighted by their probability
  struct Case {
    AggregateRule rule;
    double sd;
    double sd_of_difference;
  };
  const std::array cases{Case{{.aggregate = Aggregate::mean}, 0.459971818782, 0.451258528185},
                         Case{{.aggregate = Aggregate::median}, 0.459971818782, 0.451258528185},
                         Case{{.aggregate = Aggregate::interquartile_mean}, 0.588813705181, 0.595326858502},
                         Case{{.aggregate = Aggregate::interquartile_mean, .trim = TrimRule::fractional},
                              0.589327925529,
                              0.596388010141},
                         Case{{.aggregate = Aggregate::optimality_gap}, 0.160476720361, 0.23076764007}};
  for (Case c : cases) {
    c.rule.sampling = TaskSampling::random;
    CAPTURE(static_cast<int>(c.rule.aggregate));
    // The relative error of an sd of 200,000 draws is about 0.2 %.
    const MonteCarlo many{.replicates = 200'000, .seed = 2, .threads = 2};
    const BootstrapInterval one = stratified_bootstrap(spans(tasks), c.rule, many);
    CHECK(one.standard_error == near(c.sd, 0.01));
    CHECK(one.method == "task-and-run-bootstrap-percentile");
    const auto two = stratified_bootstrap_difference(spans(tasks), spans(other), c.rule, many);
    CHECK(two.standard_error == near(c.sd_of_difference, 0.01));
  }
}

TEST_CASE("random tasks leave the estimate and cancel where a task has the same gain everywhere") {
  const Runs a{{1.5}, {3.5}, {9.5}};
  const Runs b{{1}, {3}, {9}};
  const AggregateRule rule{.aggregate = Aggregate::mean, .sampling = TaskSampling::random};
  const auto d = stratified_bootstrap_difference(spans(a), spans(b), rule, {.replicates = 500, .seed = 1});
  CHECK(d.estimate == near(0.5));
  CHECK(d.interval.low == near(0.5));
  CHECK(d.interval.high == near(0.5));
}

TEST_CASE("random tasks depend on the seed and not on the threads") {
  const auto at = [](std::uint64_t seed, int threads) {
    return stratified_bootstrap(spans(tasks),
                                {.aggregate = Aggregate::optimality_gap, .sampling = TaskSampling::random},
                                {.replicates = 5000, .seed = seed, .threads = threads});
  };
  CHECK(at(1, 1).standard_error == at(1, 3).standard_error);
  CHECK(at(1, 1).standard_error != at(2, 1).standard_error);
}

TEST_CASE("random tasks need two tasks but no second run") {
  const AggregateRule rule{.aggregate = Aggregate::mean, .sampling = TaskSampling::random};
  const MonteCarlo draws{.replicates = 100, .seed = 1};
  CHECK(stratified_bootstrap(spans({{1.0}, {2.0}}), rule, draws).estimate == near(1.5));
  CHECK_THROWS_WITH_AS(stratified_bootstrap(spans({{1.0, 2.0}}), rule, draws),
                       "stratified_bootstrap: the number of tasks in tasks must be at least 2, is 1",
                       std::domain_error);
}
