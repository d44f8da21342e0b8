#include "gainsay/stats/stratified_bootstrap.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <stdexcept>
#include <vector>

#include "gainsay/stats/interquartile_mean.h"
#include "gainsay/stats/summary.h"

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

using Runs = std::vector<std::vector<double>>;

std::vector<std::span<const double>> spans(const Runs& runs) { return {runs.begin(), runs.end()}; }

constexpr MonteCarlo few{.replicates = 1000, .seed = 1};
constexpr MonteCarlo many{.replicates = 200'000, .seed = 1};

const std::array every_aggregate{Aggregate::mean, Aggregate::median, Aggregate::interquartile_mean,
                                 Aggregate::optimality_gap};

double naive_aggregate(const Runs& runs, const AggregateRule& rule) {
  std::vector<double> pooled;
  std::vector<double> means;
  double gap = 0;
  for (const auto& task : runs) {
    means.push_back(summarize(task).mean);
    pooled.insert(pooled.end(), task.begin(), task.end());
    for (const double run : task) gap += rule.target - std::min(run, rule.target);
  }
  switch (rule.aggregate) {
    case Aggregate::mean:
      return summarize(means).mean;
    case Aggregate::median:
      return summarize(means).median;
    case Aggregate::interquartile_mean:
      return interquartile_mean(pooled, rule.trim);
    case Aggregate::optimality_gap:
      break;
  }
  return gap / static_cast<double>(pooled.size());
}

// The aggregate of all 3^3 * 2^2 ways to draw runs anew for a task of three and a task of two.
std::vector<double> every_replicate(const Runs& runs, const AggregateRule& rule) {
  std::vector<double> aggregates;
  for (unsigned code = 0; code < 27 * 4; ++code) {
    const std::vector<double>& three = runs[0];
    const std::vector<double>& two = runs[1];
    aggregates.push_back(naive_aggregate(
        {{three[code % 3], three[code / 3 % 3], three[code / 9 % 3]}, {two[code / 27 % 2], two[code / 54]}},
        rule));
  }
  return aggregates;
}

}  // namespace

TEST_CASE("the interquartile mean with an integer cut agrees with trim_mean of SciPy") {
  // SciPy 1.17.1: stats.trim_mean(x, .25) for the first 10, 7 and 8 powers of two
  const std::vector<double> x{1, 2, 4, 8, 16, 32, 64, 128, 256, 512};
  CHECK(interquartile_mean(x) == near(42));
  CHECK(interquartile_mean(std::span(x).first(7)) == near(12.4));
  CHECK(interquartile_mean(std::span(x).first(8)) == near(15));
}

TEST_CASE("the fractional interquartile mean counts the values at the edges in part") {
  // By hand: of 1 2 3 4 5 6, a quarter is 1.5 values: (2 / 2 + 3 + 4 + 5 / 2) / 3; of 0 0 1 9 9: (0.75 * 0 +
  // 1 + 0.75 * 9) / 2.5
  CHECK(interquartile_mean(std::vector<double>{6, 1, 5, 2, 4, 3}, TrimRule::fractional) == near(3.5));
  CHECK(interquartile_mean(std::vector<double>{9, 0, 1, 0, 9}, TrimRule::fractional) == near(7.75 / 2.5));
  CHECK(interquartile_mean(std::vector<double>{9, 0, 1, 0, 9}, TrimRule::integer_cut) == near(10.0 / 3));
}

TEST_CASE("both interquartile means agree where n is a multiple of 4 and moves with unit and origin") {
  const std::vector<double> x{5, 1, 7, 2, 9, 3, 3, 8};
  const double iqm = interquartile_mean(x);
  CHECK(interquartile_mean(x, TrimRule::fractional) == near(iqm));
  std::vector<double> moved = x;
  for (double& value : moved) value = 10 * value + 3;
  CHECK(interquartile_mean(moved) == near(10 * iqm + 3));
}

TEST_CASE("the interquartile mean takes one value and refuses none") {
  CHECK(interquartile_mean(std::vector{4.0}) == 4);
  CHECK(interquartile_mean(std::vector{4.0}, TrimRule::fractional) == near(4));
  CHECK_THROWS_AS(interquartile_mean({}), std::domain_error);
  CHECK_THROWS_AS(interquartile_mean(std::vector{std::nan("")}), std::domain_error);
}

TEST_CASE("the aggregates agree with the unit tests of rliable") {
  // rliable 1.2.0, tests: runs x tasks 1 2 / 2 2 / 1 1 / 2 1 and 1 1 / 2 2 / 3 3
  const Runs x{{1, 2, 1, 2}, {2, 2, 1, 1}};
  const Runs y{{1, 2, 3}, {1, 2, 3}};
  const auto estimate = [](const Runs& runs, Aggregate aggregate) {
    return stratified_bootstrap(spans(runs), {.aggregate = aggregate}, few).estimate;
  };
  CHECK(estimate(x, Aggregate::mean) == near(1.5));
  CHECK(estimate(x, Aggregate::median) == near(1.5));
  CHECK(estimate(x, Aggregate::interquartile_mean) == near(1.5));
  CHECK(estimate(y, Aggregate::median) == near(2));
  CHECK(estimate(y, Aggregate::interquartile_mean) == near(2));
}

TEST_CASE("the estimate is the aggregate of the runs as they are") {
  const Runs runs{{0.2, 0.9, 1.4, 0.1, 0.55}, {0.3, 2.5}, {0.7}};
  for (const auto aggregate : every_aggregate) {
    for (const auto trim : {TrimRule::integer_cut, TrimRule::fractional}) {
      const AggregateRule rule{.aggregate = aggregate, .trim = trim, .target = 0.8};
      CHECK(stratified_bootstrap(spans(runs), rule, few).estimate == near(naive_aggregate(runs, rule)));
    }
  }
}

TEST_CASE("the bootstrap has the moments and quantiles of all ways to draw runs anew") {
  const Runs runs{{0.2, 0.9, 1.4}, {0.3, 2.5}};
  for (const auto aggregate : every_aggregate) {
    for (const auto trim : {TrimRule::integer_cut, TrimRule::fractional}) {
      const AggregateRule rule{.aggregate = aggregate, .trim = trim, .target = 1};
      const std::vector<double> all = every_replicate(runs, rule);
      double variance = 0;
      for (const double value : all)
        variance += std::pow(value - summarize(all).mean, 2) / static_cast<double>(all.size());
      const BootstrapInterval b = stratified_bootstrap(spans(runs), rule, many, 0.8);
      CAPTURE(static_cast<int>(aggregate));
      CHECK(b.standard_error == near(std::sqrt(variance), 0.01));
      // Between the values at 9 and 11 %, and at 89 and 91 %, of the exact distribution.
      CHECK(b.interval.low >= quantile(all, 0.09) - 1e-12);
      CHECK(b.interval.low <= quantile(all, 0.11) + 1e-12);
      CHECK(b.interval.high >= quantile(all, 0.89) - 1e-12);
      CHECK(b.interval.high <= quantile(all, 0.91) + 1e-12);
    }
  }
}

TEST_CASE("the percentile interval of one task agrees with boot of R") {
  // R boot, percentile interval of the mean at 95 %, as SciPy's own tests quote it: 28.86 to 84.21
  const Runs runs{{10, 12, 12.5, 12.5, 13.9, 15, 21, 22, 23, 34, 50, 81, 89, 121, 134, 213}};
  const BootstrapInterval b = stratified_bootstrap(spans(runs), {.aggregate = Aggregate::mean}, many);
  CHECK(b.interval.low == near(28.86, 0.01));
  CHECK(b.interval.high == near(84.21, 0.01));
  CHECK(b.replicates == 200'000);
  CHECK(b.n_tasks == 1);
  CHECK(b.n_runs == 16);
  CHECK(b.method == "stratified-bootstrap-percentile");
}

TEST_CASE("the bootstrap depends on the seed and not on the threads") {
  const Runs runs{{0.2, 0.9, 1.4, 0.1}, {0.3, 2.5, 0.4, 0.8}};
  for (const auto aggregate : every_aggregate) {
    const auto at = [&](std::uint64_t seed, int threads) {
      return stratified_bootstrap(spans(runs), {.aggregate = aggregate},
                                  {.replicates = 5000, .seed = seed, .threads = threads});
    };
    CHECK(at(1, 1).standard_error == at(1, 3).standard_error);
    CHECK(at(1, 1).interval.low == at(1, 3).interval.low);
    CHECK(at(1, 1).standard_error != at(2, 1).standard_error);
  }
}

TEST_CASE("the bootstrap takes tasks of more runs than one random word can draw") {
  Runs runs(1);
  for (int i = 0; i < 9000; ++i) runs[0].push_back(i % 100);
  const BootstrapInterval b = stratified_bootstrap(spans(runs), {.aggregate = Aggregate::mean}, few);
  // sd of 0 to 99 is 28.87; over sqrt 9000, 0.3043; the bootstrap's own error is about 2 %
  CHECK(b.standard_error == near(28.866 / std::sqrt(9000), 0.1));
}

TEST_CASE("the bootstrap of a difference has the sum of both variances and changes sign when swapped") {
  const Runs a{{0.2, 0.9, 1.4, 0.1}, {0.3, 2.5, 0.4, 0.8}};
  const Runs b{{0.5, 0.6, 0.1, 0.9}, {0.2, 0.3, 0.9, 0.1}};
  const AggregateRule rule{.aggregate = Aggregate::mean};
  const BootstrapInterval d = stratified_bootstrap_difference(spans(a), spans(b), rule, many);
  const double error_a = stratified_bootstrap(spans(a), rule, many).standard_error;
  const double error_b = stratified_bootstrap(spans(b), rule, many).standard_error;
  CHECK(d.standard_error == near(std::hypot(error_a, error_b), 0.01));
  CHECK(d.estimate == near(naive_aggregate(a, rule) - naive_aggregate(b, rule)));
  CHECK(d.n_runs == 16);
  const BootstrapInterval swapped = stratified_bootstrap_difference(spans(b), spans(a), rule, many);
  CHECK(swapped.estimate == near(-d.estimate));
  CHECK(swapped.interval.low == near(-d.interval.high, 0.02));
}

TEST_CASE("the bootstrap refuses what is out of range") {
  const Runs runs{{0.2, 0.9}, {0.3}};
  const AggregateRule rule{.aggregate = Aggregate::mean};
  CHECK_THROWS_AS(stratified_bootstrap({}, rule, few), std::domain_error);
  CHECK_THROWS_WITH_AS(
      stratified_bootstrap(spans({{1.0}, {2.0}}), rule, few),
      "stratified_bootstrap: the largest number of runs of a task in tasks must be at least 2, is 1",
      std::domain_error);
  CHECK_THROWS_AS(stratified_bootstrap(spans({{1.0, 2.0}, {}}), rule, few), std::domain_error);
  CHECK_THROWS_AS(stratified_bootstrap(spans({{1.0, std::nan("")}}), rule, few), std::domain_error);
  CHECK_THROWS_AS(stratified_bootstrap(spans(runs), rule, {.replicates = 1, .seed = 1}), std::domain_error);
  CHECK_THROWS_AS(stratified_bootstrap(spans(runs), rule, {.replicates = 9, .seed = 1, .threads = 0}),
                  std::domain_error);
  CHECK_THROWS_AS(stratified_bootstrap(spans(runs), rule, few, 1), std::domain_error);
  CHECK_THROWS_AS(stratified_bootstrap(spans(runs),
                                       {.aggregate = Aggregate::optimality_gap, .target = std::nan("")}, few),
                  std::domain_error);
  CHECK_THROWS_AS(stratified_bootstrap_difference(spans(runs), spans({{1.0, 2.0}}), rule, few),
                  std::domain_error);
}
