#include "gainsay/stats/performance_profile.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <stdexcept>
#include <vector>

#include "gainsay/stats/nested_bootstrap.h"
#include "gainsay/stats/random_stream.h"
#include "gainsay/stats/stratified_bootstrap.h"
#include "gainsay/stats/summary.h"

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

using Runs = std::vector<std::vector<double>>;

std::vector<std::span<const double>> spans(const Runs& runs) { return {runs.begin(), runs.end()}; }

const Runs x{{0.2, 0.4, 0.6, 0.8}, {0.5, 0.5, 0.3, 0.5}, {0.9, 0.1, 0.7, 0.3}};
const std::vector<double> taus{0, 0.2, 0.35, 0.5, 0.75, 1};

constexpr MonteCarlo few{.replicates = 2000, .seed = 1};

}  // namespace

TEST_CASE("the performance profiles agree with rliable") {
  // rliable 1.2.0, tests/oracles/several_tasks.py
  const PerformanceProfile runs = performance_profile(spans(x), taus, few);
  const std::vector<double> shares{1, 10.0 / 12, 8.0 / 12, 4.0 / 12, 2.0 / 12, 0};
  CHECK(runs.standard_errors.front() == 0);
  CHECK(runs.standard_errors.back() == 0);
  const PerformanceProfile means = performance_profile(spans(x), taus, few, ProfileUnit::task_means);
  const std::vector<double> of_means{1, 1, 1, 0, 0, 0};
  for (std::size_t t = 0; t < taus.size(); ++t) {
    CHECK(runs.profile[t] == doctest::Approx(shares[t]).epsilon(1e-12));
    CHECK(means.profile[t] == doctest::Approx(of_means[t]));
  }
  CHECK(runs.method == "performance-profile-runs");
  CHECK(means.method == "performance-profile-task-means");
}

TEST_CASE("the pointwise band of a profile has the moments of a sum of binomial shares") {
  // A task of n runs of which a share p lies above tau gives a variance p (1 - p) / n.
  const PerformanceProfile f = performance_profile(spans(x), taus, {.replicates = 200'000, .seed = 1});
  for (std::size_t t = 0; t < taus.size(); ++t) {
    double variance = 0;
    for (const auto& task : x) {
      const auto above =
          static_cast<double>(std::ranges::count_if(task, [&](double v) { return v > taus[t]; }));
      variance += above / 4 * (1 - above / 4) / 4 / 9;
    }
    CHECK(f.standard_errors[t] == doctest::Approx(std::sqrt(variance)).epsilon(0.01));
    CHECK(f.pointwise[t].low <= f.profile[t]);
    CHECK(f.pointwise[t].high >= f.profile[t]);
  }
}

TEST_CASE("the profile at one tau is the mean of a 0 or 1 for each run") {
  const std::vector<double> tau{0.45};
  Runs above = x;
  for (auto& task : above) {
    std::ranges::sort(task);
    for (double& run : task) run = run > 0.45 ? 1 : 0;
  }
  const PerformanceProfile f = performance_profile(spans(x), tau, few);
  const BootstrapInterval mean = stratified_bootstrap(spans(above), {.aggregate = Aggregate::mean}, few);
  CHECK(f.profile[0] == near(mean.estimate));
  CHECK(f.standard_errors[0] == near(mean.standard_error));
  CHECK(f.pointwise[0].low == near(mean.interval.low));
  CHECK(f.pointwise[0].high == near(mean.interval.high));
}

TEST_CASE("the simultaneous band holds the whole curve as often as it says") {
  const PerformanceProfile f = performance_profile(spans(x), taus, few, ProfileUnit::runs, 0.9);
  CHECK(f.simultaneous_critical_value > 1.645);
  for (std::size_t t = 0; t < taus.size(); ++t) {
    CHECK(f.simultaneous[t].low >= 0);
    CHECK(f.simultaneous[t].high <= 1);
  }
  // Runs drawn anew as the bootstrap draws them: 10 tasks of 8, so that the ends at 0 and 1 matter little.
  RandomStream random(3, 0);
  Runs games(10);
  for (auto& game : games) {
    for (int i = 0; i < 8; ++i) game.push_back(random.normal());
  }
  const std::vector<double> grid{-0.5, -0.25, 0, 0.25, 0.5};
  const PerformanceProfile band =
      performance_profile(spans(games), grid, {.replicates = 20'000, .seed = 2}, ProfileUnit::runs, 0.9);
  int held = 0;
  int held_pointwise = 0;
  constexpr int tries = 2000;
  for (int i = 0; i < tries; ++i) {
    Runs drawn = games;
    for (std::size_t g = 0; g < games.size(); ++g) {
      for (double& run : drawn[g]) run = games[g][random.below(8)];
    }
    bool inside = true;
    bool inside_pointwise = true;
    for (std::size_t t = 0; t < grid.size(); ++t) {
      double share = 0;
      for (const auto& game : drawn) {
        for (const double run : game) share += run > grid[t] ? 1.0 / 80 : 0;
      }
      inside = inside && share >= band.simultaneous[t].low && share <= band.simultaneous[t].high;
      inside_pointwise =
          inside_pointwise && share >= band.pointwise[t].low - 1e-9 && share <= band.pointwise[t].high + 1e-9;
    }
    held += inside ? 1 : 0;
    held_pointwise += inside_pointwise ? 1 : 0;
  }
  CHECK(std::abs(held / static_cast<double>(tries) - 0.9) < 4 * std::sqrt(0.09 / tries));
  CHECK(held_pointwise < held);
}

TEST_CASE("a profile does not depend on the threads or on the order of the runs") {
  Runs turned = x;
  for (auto& task : turned) std::ranges::reverse(task);
  const PerformanceProfile one = performance_profile(spans(x), taus, few);
  const PerformanceProfile three =
      performance_profile(spans(turned), taus, {.replicates = 2000, .seed = 1, .threads = 3});
  CHECK(one.standard_errors == three.standard_errors);
  CHECK(one.simultaneous_critical_value == three.simultaneous_critical_value);
}

TEST_CASE("a profile refuses taus out of order and arguments out of range") {
  const std::vector<double> unsorted{1, 0};
  CHECK_THROWS_WITH_AS(performance_profile(spans(x), unsorted, few),
                       "performance_profile: taus must be in ascending order", std::domain_error);
  CHECK_THROWS_AS(performance_profile(spans(x), {}, few), std::domain_error);
  CHECK_THROWS_AS(performance_profile({}, taus, few), std::domain_error);
  CHECK_THROWS_AS(performance_profile(spans({{1}}), taus, few), std::domain_error);
  CHECK_THROWS_AS(performance_profile(spans({{1, std::nan("")}}), taus, few), std::domain_error);
  CHECK_THROWS_AS(performance_profile(spans(x), taus, {.replicates = 1, .seed = 1}), std::domain_error);
  CHECK_THROWS_AS(performance_profile(spans(x), taus, {.replicates = 1'000'000'000, .seed = 1}),
                  std::domain_error);
  CHECK_THROWS_AS(performance_profile(spans(x), taus, few, ProfileUnit::runs, 0), std::domain_error);
}

TEST_CASE("the nested bootstrap has the variance of drawing anew at every random level") {
  // Two datasets with 2 and 1 seeds of 2 and 3 items; the exact variance over all ways to draw by the law of
  // total variance, from the finite populations themselves.
  const std::vector<double> scores{1, 3, 4, 8, 10, 11, 15};
  const std::vector<std::int64_t> dataset{0, 0, 0, 0, 1, 1, 1};
  const std::vector<std::int64_t> seed{0, 0, 1, 1, 0, 0, 0};
  const NestedScores sample{scores, dataset, seed};
  const MonteCarlo many{.replicates = 200'000, .seed = 1};
  const auto error = [&](const RandomLevels& levels) {
    return nested_bootstrap(sample, levels, many).standard_error;
  };
  // Variances of means of items within seeds: 1 / 2, 4 / 2, and (4 + 1 + 9) / 3 / 3 = 14 / 9.
  const double items_of_first = (0.5 + 2) / 4;  // both seeds once
  const double items_of_second = 14.0 / 9;
  CHECK(error({false, false, true}) == near(std::sqrt((items_of_first + items_of_second) / 4), 0.01));
  // Seeds of the first dataset have means 2 and 6: variance of the mean of two drawn is 4 / 2.
  CHECK(error({false, true, false}) == near(std::sqrt(2.0 / 4), 0.01));
  // Datasets have means 4 and 12: variance of the mean of two drawn is 16 / 2.
  CHECK(error({true, false, false}) == near(std::sqrt(8.0), 0.01));
  // All levels: between datasets, plus the mean over datasets of the variance within one drawn, over two.
  const double within_first = 2 + (0.5 + 2) / 2 / 2;
  CHECK(error({true, true, true}) == near(std::sqrt(8 + (within_first + 14.0 / 9) / 2 / 2), 0.01));
  const NestedBootstrap b = nested_bootstrap(sample, {}, many);
  CHECK(b.estimate == near(8));
  CHECK(b.n_datasets == 2);
  CHECK(b.n_seeds == 3);
  CHECK(b.n_items == 7);
  CHECK(b.method == "nested-bootstrap-percentile");
}

TEST_CASE("the nested bootstrap does not depend on the threads or on the order of the rows") {
  const std::vector<double> scores{1, 3, 4, 8, 10, 11};
  const std::vector<std::int64_t> dataset{7, 7, 7, 7, 9, 9};
  const std::vector<std::int64_t> seed{1, 1, 2, 2, 1, 1};
  const std::vector<double> turned(scores.rbegin(), scores.rend());
  const std::vector<std::int64_t> turned_dataset(dataset.rbegin(), dataset.rend());
  const std::vector<std::int64_t> turned_seed(seed.rbegin(), seed.rend());
  const auto one = nested_bootstrap({scores, dataset, seed}, {}, few);
  const auto three = nested_bootstrap({turned, turned_dataset, turned_seed}, {},
                                      {.replicates = 2000, .seed = 1, .threads = 3});
  CHECK(one.standard_error == three.standard_error);
  CHECK(one.interval.low == three.interval.low);
}

TEST_CASE("the nested bootstrap refuses labels that do not fit and levels where nothing varies") {
  const std::vector<double> scores{1, 2};
  const std::vector<std::int64_t> same{0, 0};
  const std::vector<std::int64_t> apart{0, 1};
  CHECK(nested_bootstrap({scores, apart, same}, {true, false, false}, few).estimate == near(1.5));
  CHECK_THROWS_WITH_AS(nested_bootstrap({scores, apart, same}, {false, true, true}, few),
                       "nested_bootstrap: no random level has two units to draw from", std::domain_error);
  CHECK_THROWS_AS(nested_bootstrap({scores, same, same}, {false, false, false}, few), std::domain_error);
  CHECK_THROWS_AS(nested_bootstrap({scores, std::span(same).first(1), same}, {}, few), std::domain_error);
  CHECK_THROWS_AS(nested_bootstrap({{}, {}, {}}, {}, few), std::domain_error);
  CHECK_THROWS_AS(nested_bootstrap({scores, apart, same}, {}, {.replicates = 1, .seed = 1}),
                  std::domain_error);
  CHECK_THROWS_AS(nested_bootstrap({scores, apart, same}, {}, few, 1), std::domain_error);
  CHECK_THROWS_AS(nested_bootstrap({std::vector{1.0, std::nan("")}, apart, same}, {}, few),
                  std::domain_error);
}
