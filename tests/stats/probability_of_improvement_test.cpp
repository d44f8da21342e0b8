#include "gainsay/stats/probability_of_improvement.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <stdexcept>
#include <vector>

#include "gainsay/stats/mann_whitney.h"
#include "gainsay/stats/probability_of_outperforming.h"
#include "gainsay/stats/summary.h"

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

using Runs = std::vector<std::vector<double>>;

std::vector<std::span<const double>> spans(const Runs& runs) { return {runs.begin(), runs.end()}; }

// Three tasks of four runs.
const Runs x{{0.2, 0.4, 0.6, 0.8}, {0.5, 0.5, 0.3, 0.5}, {0.9, 0.1, 0.7, 0.3}};
const Runs y{{0.1, 0.5, 0.3, 0.7}, {0.5, 0.4, 0.3, 0.9}, {0.8, 0.2, 0.6, 0.1}};

ProbabilityOfImprovement improvement(const Runs& a, const Runs& b, const MonteCarlo& draws,
                                     double confidence = 0.95) {
  return probability_of_improvement(spans(a), spans(b), draws, confidence);
}

constexpr MonteCarlo few{.replicates = 1000, .seed = 1};

double naive_share(const std::vector<double>& a, const std::vector<double>& b) {
  double wins = 0;
  for (const double p : a) {
    for (const double q : b) wins += p > q ? 1 : (p == q ? 0.5 : 0);
  }
  return wins / static_cast<double>(a.size() * b.size());
}

}  // namespace

TEST_CASE("the probability of improvement agrees with rliable") {
  // rliable 1.2.0, tests/oracles/several_tasks.py; its unit tests: runs x tasks 1 2 / 2 2 / 1 1 / 2 1 against
  // 1 1 / 2 2 / 3 3 give 1/3
  CHECK(improvement(x, y, few).estimate == near(0.572916666666667));
  CHECK(improvement({{1, 2, 1, 2}, {2, 2, 1, 1}}, {{1, 2, 3}, {1, 2, 3}}, few).estimate == near(1.0 / 3));
  CHECK(improvement(x, y, few).method == "probability-of-improvement");
}

TEST_CASE("on one task the probability of improvement is U over the number of pairs") {
  CHECK(improvement({x[0]}, {y[0]}, few).estimate ==
        near(mann_whitney(x[0], y[0]).probability_of_superiority));
}

TEST_CASE("the probability of improvement has the moments and quantiles of all ways to draw anew") {
  const std::vector<double> a{0.1, 0.5, 0.5};
  const std::vector<double> b{0.4, 0.5};
  std::vector<double> all;
  for (std::size_t i = 0; i < 27 * 4; ++i) {
    all.push_back(naive_share({a[i % 3], a[i / 3 % 3], a[i / 9 % 3]}, {b[i / 27 % 2], b[i / 54]}));
  }
  const ProbabilityOfImprovement p = improvement({a}, {b}, {.replicates = 200'000, .seed = 1}, 0.8);
  const double mean = summarize(all).mean;
  double variance = 0;
  for (const double share : all)
    variance += (share - mean) * (share - mean) / static_cast<double>(all.size());
  CHECK(p.estimate == near(naive_share(a, b)));
  CHECK(p.standard_error == near(std::sqrt(variance), 0.01));
  CHECK(p.interval.low >= quantile(all, 0.09) - 1e-12);
  CHECK(p.interval.low <= quantile(all, 0.11) + 1e-12);
  CHECK(p.interval.high >= quantile(all, 0.89) - 1e-12);
  CHECK(p.interval.high <= quantile(all, 0.91) + 1e-12);
}

TEST_CASE("the probability of improvement does not depend on the threads or on the order of the runs") {
  Runs turned = x;
  for (auto& task : turned) std::ranges::reverse(task);
  const auto one = improvement(x, y, {.replicates = 3000, .seed = 5});
  const auto three = improvement(turned, y, {.replicates = 3000, .seed = 5, .threads = 3});
  CHECK(one.interval.low == three.interval.low);
  CHECK(one.interval.high == three.interval.high);
  CHECK(one.standard_error == three.standard_error);
}

TEST_CASE("swapped methods have the other share and no unit matters to it") {
  Runs scaled = x;
  for (auto& task : scaled) {
    for (double& run : task) run = 1e6 * run;
  }
  Runs other = y;
  for (auto& task : other) {
    for (double& run : task) run = 1e6 * run;
  }
  CHECK(improvement(scaled, other, few).estimate == improvement(x, y, few).estimate);
  CHECK(improvement(y, x, few).estimate == near(1 - 0.572916666666667));
}

TEST_CASE("methods that separate on every task are said to") {
  const auto p = improvement({{3, 4}, {7, 9}}, {{1, 2}, {5, 6}}, few);
  CHECK(p.separated);
  CHECK(p.estimate == 1);
  CHECK(p.interval.low == 1);
  CHECK_FALSE(improvement(x, y, few).separated);
}

TEST_CASE("the probability of improvement refuses what it cannot draw from") {
  CHECK_THROWS_AS(improvement({}, {}, few), std::domain_error);
  CHECK_THROWS_AS(improvement({{1}}, {{1, 2}}, few), std::domain_error);
  CHECK_THROWS_WITH_AS(improvement(x, {y[0]}, few),
                       "probability_of_improvement: both methods must have the same tasks, but one has 3 and "
                       "the other 1",
                       std::domain_error);
  CHECK_THROWS_AS(improvement({{1, std::nan("")}}, {{1, 2}}, few), std::domain_error);
  CHECK_THROWS_AS(improvement(x, y, {.replicates = 1, .seed = 1}), std::domain_error);
  CHECK_THROWS_AS(improvement(x, y, {.replicates = 9, .seed = 1, .threads = 0}), std::domain_error);
  CHECK_THROWS_AS(improvement(x, y, few, 1), std::domain_error);
}

TEST_CASE("the interval of the probability of outperforming has binomial ends where nothing is tied") {
  // R 4.2.2: qbinom(c(.025, .975), 10, .7) = 4 10; qbinom(c(.025, .975), 50, .7) = 28 41
  const std::vector<double> b(50, 0.0);
  std::vector<double> a(50, 1.0);
  std::fill(a.begin() + 7, a.begin() + 10, -1.0);
  std::fill(a.begin() + 10, a.begin() + 22, -1.0);
  const auto ten = probability_of_outperforming(std::span(a).first(10), std::span(b).first(10));
  CHECK(ten.estimate == near(0.7));
  CHECK(ten.interval.low == near(0.4));
  CHECK(ten.interval.high == near(1));
  CHECK_FALSE(ten.significant);
  CHECK_FALSE(ten.meaningful);
  const auto fifty = probability_of_outperforming(a, b);
  CHECK(fifty.interval.low == near(28.0 / 50));
  CHECK(fifty.interval.high == near(41.0 / 50));
  CHECK(fifty.significant);
  CHECK(fifty.meaningful);
  CHECK_FALSE(probability_of_outperforming(a, b, 0.85).meaningful);
}

TEST_CASE("the interval of the probability of outperforming is that of all ways to draw pairs anew") {
  const std::vector<double> a{1, 2, 3, 4};
  const std::vector<double> b{0, 2, 4, 3};
  std::vector<double> all;
  const std::vector<double> outcome{1, 0.5, 0, 1};
  for (std::size_t i = 0; i < 256; ++i)
    all.push_back((outcome[i % 4] + outcome[i / 4 % 4] + outcome[i / 16 % 4] + outcome[i / 64]) / 4);
  std::ranges::sort(all);
  const auto p = probability_of_outperforming(a, b, 0.75, 0.8);
  CHECK(p.n_ties == 1);
  CHECK(p.estimate == near(0.625));
  CHECK(p.interval.low == near(all[25]));    // the first whose share of 256 reaches 10 %
  CHECK(p.interval.high == near(all[230]));  // and 90 %
  CHECK(p.method == "probability-of-outperforming");
}

TEST_CASE("one pair has a probability of outperforming and what is out of range is refused") {
  const std::vector<double> one{1.0};
  CHECK(probability_of_outperforming(one, std::vector{0.0}).interval.low == 1);
  CHECK_THROWS_AS(probability_of_outperforming({}, {}), std::domain_error);
  CHECK_THROWS_AS(probability_of_outperforming(one, {}), std::domain_error);
  CHECK_THROWS_AS(probability_of_outperforming(one, x[0]), std::domain_error);
  CHECK_THROWS_AS(probability_of_outperforming(one, one, 0.4), std::domain_error);
  CHECK_THROWS_AS(probability_of_outperforming(one, one, 1), std::domain_error);
  CHECK_THROWS_AS(probability_of_outperforming(one, one, 0.75, 0), std::domain_error);
  CHECK_THROWS_AS(probability_of_outperforming(one, std::vector{std::nan("")}), std::domain_error);
  const std::vector<double> many(5001, 1.0);
  CHECK_THROWS_AS(probability_of_outperforming(many, many), std::domain_error);
}

TEST_CASE("the pairs needed are those of Bouthillier and others 2021") {
  // Their recommendation for gamma = 0.75 is 29.
  CHECK(outperforming_sample_size(0.6) == 181);
  CHECK(outperforming_sample_size(0.7) == 46);
  CHECK(outperforming_sample_size(0.75) == 29);
  CHECK(outperforming_sample_size(0.8) == 21);
  CHECK(outperforming_sample_size(0.9) == 12);
  CHECK_THROWS_AS(outperforming_sample_size(0.5), std::domain_error);
  CHECK_THROWS_AS(outperforming_sample_size(0.50000000001), std::domain_error);
  CHECK_THROWS_AS(outperforming_sample_size(0.75, 0.5, 0.4), std::domain_error);
  CHECK_THROWS_AS(outperforming_sample_size(0.75, 0), std::domain_error);
  CHECK_THROWS_AS(outperforming_sample_size(0.75, 0.05, 1), std::domain_error);
}
