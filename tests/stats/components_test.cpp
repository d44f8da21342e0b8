#include <algorithm>
#include <array>
#include <bit>
#include <numeric>
#include <stdexcept>
#include <vector>

#include "gainsay/stats/factorial_effects.h"
#include "gainsay/stats/shapley_attribution.h"

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

const std::array<std::vector<double>, 8> runs{{{70.1, 70.5, 69.8},
                                               {71.9, 72.4, 72.0},
                                               {70.9, 71.2},
                                               {74.0, 73.1, 73.8, 74.2},
                                               {69.9, 70.6, 70.2},
                                               {72.2, 71.4},
                                               {71.0, 71.9, 71.3},
                                               {75.1, 74.4, 74.9}}};

std::vector<ComponentSubset> subsets() {
  std::vector<ComponentSubset> all;
  for (std::uint32_t i = 0; i < runs.size(); ++i) all.push_back({i, runs[i]});
  return all;
}

}  // namespace

TEST_CASE("factorial effects agree with a regression in R") {
  // R 4.2.2, tests/oracles/components.R
  const FactorialEffects f = factorial_effects(3, subsets());
  REQUIRE(f.effects.size() == 7);
  const std::array<std::uint32_t, 7> order{1, 2, 4, 3, 5, 6, 7};
  const std::array estimates{2.41458333333334,   1.68958333333333,  0.293749999999999, 0.647916666666656,
                             0.0687499999999979, 0.393749999999994, 0.268750000000001};
  for (std::size_t i = 0; i < 7; ++i) {
    CHECK(f.effects[i].components == order[i]);
    CHECK(f.effects[i].estimate == near(estimates[i], 1e-11));
    CHECK(f.effects[i].standard_error == near(0.169314898110657));
    CHECK(f.effects[i].df == near(6.46321152360949));
  }
  CHECK(f.effects[0].interval.low == near(2.00737686836666));
  CHECK(f.effects[0].interval.high == near(2.82178979830002));
  CHECK(f.n_runs == 23);
}

TEST_CASE("Shapley values agree with all orders written out in R and add up to the gain") {
  // R 4.2.2, tests/oracles/components.R
  const ShapleyAttribution s = shapley_attribution(3, subsets());
  REQUIRE(s.components.size() == 3);
  CHECK(s.components[0].estimate == near(2.50416666666667));
  CHECK(s.components[0].standard_error == near(0.16599982336745));
  CHECK(s.components[0].df == near(9.82674648470549));
  CHECK(s.components[0].interval.low == near(2.1334101743536));
  CHECK(s.components[1].estimate == near(1.77916666666667));
  CHECK(s.components[1].df == near(3.5182058841142));
  CHECK(s.components[2].interval.high == near(0.749630451241275));
  double sum = 0;
  for (const auto& component : s.components) sum += component.estimate;
  CHECK(sum == near(s.gain));
}

TEST_CASE("Shapley values of five components agree with every order in turn") {
  std::vector<std::vector<double>> many(32);
  for (std::size_t i = 0; i < 32; ++i) {
    const double value = 3.0 * static_cast<double>(i % 7) - static_cast<double>(std::popcount(i) * i);
    many[i] = {value, value + 1};
  }
  std::vector<ComponentSubset> all;
  for (std::uint32_t i = 32; i-- > 0;) all.push_back({i, many[i]});
  const ShapleyAttribution s = shapley_attribution(5, all);
  std::array<std::size_t, 5> order{0, 1, 2, 3, 4};
  std::array<double, 5> total{};
  do {
    std::size_t on = 0;
    for (const std::size_t component : order) {
      total[component] += many[on | (std::size_t{1} << component)][0] - many[on][0];
      on |= std::size_t{1} << component;
    }
  } while (std::ranges::next_permutation(order).found);
  for (std::size_t i = 0; i < 5; ++i) CHECK(s.components[i].estimate == near(total[i] / 120, 1e-11));
}

TEST_CASE("one component has one effect which is the difference of its two arms") {
  const std::vector<ComponentSubset> two{{0, runs[0]}, {1, runs[1]}};
  const double gain = std::accumulate(runs[1].begin(), runs[1].end(), 0.0) / 3 -
                      std::accumulate(runs[0].begin(), runs[0].end(), 0.0) / 3;
  CHECK(factorial_effects(1, two).effects.at(0).estimate == near(gain, 1e-11));
  CHECK(shapley_attribution(1, two).components.at(0).estimate == near(gain, 1e-11));
}

TEST_CASE("subsets that are missing or doubled or have no spread are refused by name") {
  auto all = subsets();
  all.pop_back();
  CHECK_THROWS_WITH_AS(shapley_attribution(3, all), "shapley_attribution: subset 7 is missing",
                       std::domain_error);
  all.push_back({0, runs[0]});
  CHECK_THROWS_AS(factorial_effects(3, all), std::domain_error);
  all.back() = {8, runs[0]};
  CHECK_THROWS_AS(factorial_effects(3, all), std::domain_error);
  const std::array one{1.0};
  all.back() = {7, one};
  CHECK_THROWS_AS(factorial_effects(3, all), std::domain_error);
  CHECK_THROWS_AS(factorial_effects(0, subsets()), std::domain_error);
  CHECK_THROWS_AS(factorial_effects(13, subsets()), std::domain_error);
  CHECK_THROWS_AS(shapley_attribution(17, subsets()), std::domain_error);
  const std::array constant{1.0, 1.0};
  CHECK_THROWS_AS(shapley_attribution(1, std::vector<ComponentSubset>{{0, constant}, {1, constant}}),
                  std::domain_error);
}
