#include "gainsay/stats/permutation_test.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <vector>

#include "gainsay/stats/random_stream.h"

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

constexpr auto welch = PermutationStatistic::welch_t;
constexpr auto mean = PermutationStatistic::mean_difference;

const std::vector<double> treatment{689, 656, 668, 660, 679, 663, 664, 647};
const std::vector<double> control{657, 623, 652, 654, 658, 660, 670, 620};

// Every deal of small integers, in exact arithmetic: the sum over a decides.
double naive_p(const std::vector<int>& values, std::size_t n_a, Alternative alternative) {
  const int n = static_cast<int>(values.size());
  const int chosen = static_cast<int>(n_a);
  int total = 0;
  int observed = 0;
  for (int i = 0; i < n; ++i) {
    total += values[static_cast<std::size_t>(i)];
    if (i < chosen) observed += values[static_cast<std::size_t>(i)];
  }
  const auto excess = [&](int sum) { return n * sum - chosen * total; };  // n times the sum of centred values
  int hits = 0;
  int all = 0;
  for (unsigned deal = 0; deal < 1U << n; ++deal) {
    int sum = 0;
    int size = 0;
    for (int i = 0; i < n; ++i) {
      if ((deal >> i & 1U) == 0) continue;
      sum += values[static_cast<std::size_t>(i)];
      ++size;
    }
    if (size != chosen) continue;
    ++all;
    const bool hit = alternative == Alternative::greater ? excess(sum) >= excess(observed)
                     : alternative == Alternative::less  ? excess(sum) <= excess(observed)
                                                        : std::abs(excess(sum)) >= std::abs(excess(observed));
    if (hit) ++hits;
  }
  return static_cast<double>(hits) / all;
}

}  // namespace

TEST_CASE("the exact permutation test agrees with SciPy and mlxtend") {
  // SciPy 1.17.1, tests/oracles/resampling.py: 387 of 12870 deals above; mlxtend's documentation prints
  // 0.0301
  const PermutationTest greater = permutation_test_exact(treatment, control, mean, Alternative::greater);
  CHECK(greater.p_value == near(387.0 / 12870));
  CHECK(greater.estimate == near(16.5));
  CHECK(greater.exact);
  CHECK(greater.replicates == 12870);
  CHECK_FALSE(greater.seed.has_value());
  CHECK_FALSE(greater.monte_carlo_standard_error.has_value());
  CHECK(greater.method == "permutation-mean-difference");
  CHECK(permutation_test_exact(treatment, control).p_value == near(774.0 / 12870));
}

TEST_CASE("the exact studentised permutation test agrees with SciPy") {
  // SciPy 1.17.1, tests/oracles/resampling.py: 42 of 495 deals, where the mean difference gives 58
  const PermutationTest t = permutation_test_exact(std::span(treatment).first(4), control, welch);
  CHECK(t.statistic == near(1.95580304808892));
  CHECK(t.p_value == near(42.0 / 495));
  CHECK(t.method == "permutation-welch-t");
}

TEST_CASE("the exact permutation test agrees with SciPy on unequal arms") {
  // SciPy 1.17.1, tests/oracles/resampling.py: as far from 0, which is not twice the smaller tail
  CHECK(permutation_test_exact(std::span(treatment).first(3), control).p_value == near(18.0 / 165));
}

TEST_CASE("the exact permutation test agrees with every deal of small tied integers") {
  for (int code = 0; code < 3 * 3 * 3 * 3 * 3 * 3; ++code) {
    std::vector<int> values;
    for (int rest = code, i = 0; i < 6; ++i, rest /= 3) values.push_back(rest % 3);
    if (std::ranges::min(values) == std::ranges::max(values)) continue;
    // Tenths, whose sums depend on their order in binary: ties must be seen all the same.
    std::vector<double> tenths;
    for (const int value : values) tenths.push_back(0.1 * value);
    const auto a = std::span(tenths).first(2);
    const auto b = std::span(tenths).subspan(2);
    CAPTURE(code);
    for (const auto alternative : {Alternative::two_sided, Alternative::greater, Alternative::less}) {
      CHECK(permutation_test_exact(a, b, mean, alternative).p_value == near(naive_p(values, 2, alternative)));
    }
  }
}

TEST_CASE("the permutation p ignores unit and origin and is the same when the arms are swapped") {
  const double p = permutation_test_exact(treatment, control).p_value;
  std::vector<double> a = treatment;
  std::vector<double> b = control;
  for (double& value : a) value = value / 1000 + 5;
  for (double& value : b) value = value / 1000 + 5;
  CHECK(permutation_test_exact(a, b).p_value == p);
  CHECK(permutation_test_exact(control, treatment).p_value == p);
  CHECK(permutation_test_exact(b, a, welch).p_value ==
        permutation_test_exact(treatment, control, welch).p_value);
}

TEST_CASE("the permutation tests take very small and very large units") {
  for (const double unit : {1e-290, 1e290}) {
    std::vector<double> a = treatment;
    std::vector<double> b = control;
    for (double& value : a) value *= unit;
    for (double& value : b) value *= unit;
    const PermutationTest by_mean = permutation_test_exact(a, b);
    CHECK(by_mean.estimate == near(16.5 * unit));
    CHECK(by_mean.p_value == near(774.0 / 12870));
    CHECK(permutation_test_exact(std::span(a).first(4), b, welch).p_value == near(42.0 / 495));
  }
}

TEST_CASE("the Monte Carlo permutation test lies within its standard error of the exact one") {
  for (const auto statistic : {mean, welch}) {
    const double exact = permutation_test_exact(treatment, control, statistic).p_value;
    const PermutationTest drawn =
        permutation_test_monte_carlo(treatment, control, {.replicates = 99'999, .seed = 5}, statistic);
    CHECK(std::abs(drawn.p_value - exact) < 4 * *drawn.monte_carlo_standard_error);
    CHECK_FALSE(drawn.exact);
    CHECK(drawn.seed == 5);
    CHECK(drawn.replicates == 99'999);
  }
}

TEST_CASE("the Monte Carlo permutation test deals arms of very unequal and of many values fairly") {
  RandomStream random(3, 0);
  std::vector<double> few{2.5, 1.0};
  std::vector<double> many;
  for (int i = 0; i < 30; ++i) many.push_back(random.normal());
  const double exact = permutation_test_exact(few, many).p_value;
  const PermutationTest drawn = permutation_test_monte_carlo(few, many, {.replicates = 50'000, .seed = 1});
  CHECK(std::abs(drawn.p_value - exact) < 4 * *drawn.monte_carlo_standard_error);
  const PermutationTest swapped = permutation_test_monte_carlo(many, few, {.replicates = 50'000, .seed = 2});
  CHECK(std::abs(swapped.p_value - exact) < 4 * *swapped.monte_carlo_standard_error);
}

TEST_CASE("the Monte Carlo permutation test depends on the seed and not on the threads") {
  const auto p = [](std::uint64_t seed, int threads) {
    return permutation_test_monte_carlo(treatment, control,
                                        {.replicates = 10'000, .seed = seed, .threads = threads})
        .p_value;
  };
  CHECK(p(1, 1) == p(1, 3));
  CHECK(p(1, 1) != p(2, 1));
}

TEST_CASE("a Monte Carlo p is never 0") {
  const std::vector<double> low{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  const std::vector<double> high{101, 102, 103, 104, 105, 106, 107, 108, 109, 110};
  CHECK(permutation_test_monte_carlo(low, high, {.replicates = 99, .seed = 1}).p_value == near(0.01));
}

TEST_CASE("Welch's t is infinite where the arms are constant and apart and that deal is the most extreme") {
  const std::vector<double> zeros{0, 0, 0};
  const std::vector<double> ones{1, 1, 1};
  const PermutationTest t = permutation_test_exact(ones, zeros, welch);
  CHECK(std::isinf(t.statistic));
  CHECK(t.p_value == near(0.1));
}

TEST_CASE("the smallest permutation test has one value an arm and a p of 1") {
  const PermutationTest t = permutation_test_exact(std::vector{1.0}, std::vector{2.0});
  CHECK(t.p_value == 1);
  CHECK(t.replicates == 2);
}

TEST_CASE("the permutation tests refuse samples that are too small or equal or not finite") {
  CHECK_THROWS_AS(permutation_test_exact({}, control), std::domain_error);
  CHECK_THROWS_AS(permutation_test_exact(std::vector{1.0}, control, welch), std::domain_error);
  CHECK_THROWS_WITH_AS(permutation_test_exact(std::vector{1.0, 1.0}, std::vector{1.0}),
                       "permutation_test_exact: all values are equal, so that there is nothing to permute",
                       std::domain_error);
  CHECK_THROWS_AS(permutation_test_exact(control, std::vector{std::nan("")}), std::domain_error);
  CHECK_THROWS_AS(permutation_test_monte_carlo(control, {}, {.replicates = 9, .seed = 1}), std::domain_error);
  CHECK_THROWS_AS(permutation_test_monte_carlo(control, treatment, {.replicates = 0, .seed = 1}),
                  std::domain_error);
  CHECK_THROWS_AS(
      permutation_test_monte_carlo(control, treatment, {.replicates = 9, .seed = 1, .threads = 0}),
      std::domain_error);
}

TEST_CASE("the exact permutation test refuses more deals than it can look at") {
  std::vector<double> many(33);
  for (std::size_t i = 0; i < many.size(); ++i) many[i] = static_cast<double>(i);
  CHECK_THROWS_AS(permutation_test_exact(many, std::span(many).first(31)), std::domain_error);
  CHECK_THROWS_WITH_AS(permutation_test_exact(many, std::span(many).first(32)),
                       "permutation_test_exact: there must be at most 64 values in all, there are 65",
                       std::domain_error);
}
