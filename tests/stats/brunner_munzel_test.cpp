#include "gainsay/stats/brunner_munzel.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "gainsay/stats/cliffs_delta.h"
#include "gainsay/stats/mann_whitney.h"

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

const std::vector<double> seven(sleep_2.begin(), sleep_2.begin() + 7);
const std::vector<double> tied_a{1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1};
const std::vector<double> tied_b{3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4};
const std::vector<double> low{1, 2, 3};
const std::vector<double> high{4, 5, 6};

std::span<const double> first(const std::vector<double>& values, std::size_t n) {
  return std::span(values).first(n);
}

}  // namespace

// SciPy 1.17.1 and statsmodels 0.15.0, tests/oracles/two_samples.py

TEST_CASE("the Brunner-Munzel test agrees with SciPy") {
  const BrunnerMunzel t = brunner_munzel_test(sleep_1, seven);
  CHECK(t.statistic == near(-1.49785219840513));
  CHECK(t.p_value == near(0.155232448024015));
  CHECK(t.probability_of_superiority == near(0.3));
  CHECK(t.standard_error == near(0.133524522788666));
  CHECK(*t.df == near(14.7729706384237));
  CHECK(t.interval.low == near(0.0150178052681319));
  CHECK(t.interval.high == near(0.584982194731868));
  CHECK_FALSE(t.separated);
  CHECK(t.method == "brunner-munzel-t");
  CHECK(brunner_munzel_test(sleep_1, seven, 0.95, Alternative::greater).p_value == near(0.922383775987992));
}

TEST_CASE("the Brunner-Munzel test agrees with SciPy and statsmodels where values are tied") {
  const BrunnerMunzel t = brunner_munzel_test(tied_a, tied_b);
  CHECK(t.statistic == near(-3.13746748230295));
  CHECK(t.p_value == near(0.00578620866615147));
  CHECK(t.probability_of_superiority == near(0.211038961038961));
  CHECK(t.interval.low == near(0.0172947863316584, 1e-11));
  CHECK(t.interval.high == near(0.404783135746264));
}

TEST_CASE("the Brunner-Munzel test has an answer for complete separation where SciPy has NaN") {
  // SciPy 1.17.1: stats.brunnermunzel([1, 2, 3], [4, 5, 6]): statistic inf, p nan.
  const BrunnerMunzel t = brunner_munzel_test(high, low);
  CHECK(t.separated);
  CHECK(std::isinf(t.statistic));
  CHECK(t.standard_error == 0);
  CHECK_FALSE(t.df.has_value());
  CHECK(t.p_value == near(2.0 / 20));
  CHECK(t.p_value == brunner_munzel_permutation_exact(high, low).p_value);
  CHECK(t.interval.low == near(std::cbrt(0.025)));
  CHECK(t.interval.high == 1);
  CHECK(t.method == "brunner-munzel-separated");
  const BrunnerMunzel mirrored = brunner_munzel_test(low, high);
  CHECK(mirrored.probability_of_superiority == 0);
  CHECK(mirrored.interval.high == near(1 - std::cbrt(0.025)));
  CHECK(brunner_munzel_test(high, low, 0.95, Alternative::greater).p_value == near(1.0 / 20));
  CHECK(brunner_munzel_test(high, low, 0.95, Alternative::less).p_value == 1);
  CHECK(brunner_munzel_test(high, low, 0.95, Alternative::greater).interval.low == near(std::cbrt(0.05)));
  CHECK(brunner_munzel_test(high, low, 0.95, Alternative::less).interval.low == 0);
  CHECK(brunner_munzel_test(low, high, 0.95, Alternative::greater).interval.high == 1);
}

TEST_CASE("the Brunner-Munzel permutation test agrees with enumeration deal by deal") {
  CHECK(brunner_munzel_permutation_exact(std::span(sleep_1).first(5), first(seven, 6)).p_value ==
        near(8.0 / 462));
  CHECK(brunner_munzel_permutation_exact(std::span(sleep_1).first(5), first(seven, 6), Alternative::greater)
            .p_value == near(459.0 / 462));
  const BrunnerMunzelPermutation tied = brunner_munzel_permutation_exact(first(tied_a, 6), first(tied_b, 5));
  CHECK(tied.p_value == near(13.0 / 462));
  CHECK(tied.exact);
  CHECK(tied.replicates == 462);
  CHECK_FALSE(tied.seed.has_value());
  CHECK(brunner_munzel_permutation_exact(first(tied_a, 6), first(tied_b, 5), Alternative::greater).p_value ==
        near(461.0 / 462));
  CHECK(brunner_munzel_permutation_exact(high, std::vector{1.0, 2.0, 3.0, 3.0}).p_value == near(1.0 / 35));
}

TEST_CASE("random deals of the Brunner-Munzel test come near the exact p value on any number of threads") {
  const double exact = brunner_munzel_permutation_exact(tied_a, tied_b).p_value;
  const MonteCarlo draws{.replicates = 20'000, .seed = 5};
  const BrunnerMunzelPermutation random = brunner_munzel_permutation_monte_carlo(tied_a, tied_b, draws);
  CHECK(std::abs(random.p_value - exact) < 4 * *random.monte_carlo_standard_error);
  CHECK_FALSE(random.exact);
  CHECK(random.seed == 5);
  std::vector<double> reversed = tied_a;
  std::ranges::reverse(reversed);
  const MonteCarlo three{.replicates = 20'000, .seed = 5, .threads = 3};
  CHECK(brunner_munzel_permutation_monte_carlo(reversed, tied_b, three).p_value == random.p_value);
  CHECK(brunner_munzel_permutation_monte_carlo(high, low, {.replicates = 9, .seed = 1}).p_value >= 0.1);
}

TEST_CASE("the Brunner-Munzel probability is that of Mann and Whitney and changes side with the arms") {
  const BrunnerMunzel t = brunner_munzel_test(tied_a, tied_b);
  CHECK(t.probability_of_superiority == near(mann_whitney(tied_a, tied_b).probability_of_superiority));
  const BrunnerMunzel swapped = brunner_munzel_test(tied_b, tied_a);
  CHECK(swapped.p_value == near(t.p_value));
  CHECK(swapped.interval.low == near(1 - t.interval.high));
}

TEST_CASE("the Brunner-Munzel tests refuse single values and ties throughout") {
  const std::vector<double> same{2, 2, 2};
  CHECK_THROWS_WITH_AS(brunner_munzel_test(same, same), "brunner_munzel_test: all values are tied",
                       std::domain_error);
  CHECK_THROWS_AS(brunner_munzel_test(std::vector{1.0}, low), std::domain_error);
  CHECK_THROWS_AS(brunner_munzel_test(low, high, 1), std::domain_error);
  CHECK_THROWS_AS(brunner_munzel_test(low, std::vector{1.0, std::nan("")}), std::domain_error);
  CHECK_THROWS_AS(brunner_munzel_permutation_exact(same, same), std::domain_error);
  CHECK_THROWS_AS(
      brunner_munzel_permutation_exact(std::vector<double>(40, 1.0), std::vector<double>(40, 2.0)),
      std::domain_error);
  CHECK_THROWS_AS(brunner_munzel_permutation_monte_carlo(low, high, {.replicates = 0, .seed = 1}),
                  std::domain_error);
}

TEST_CASE("A12 and Cliff's delta agree with the placements and the logit written out") {
  const EffectSize a12 = vargha_delaney_a12(sleep_1, seven);
  CHECK(a12.value == near(0.3));
  CHECK(a12.interval.low == near(0.0993600065318418));
  CHECK(a12.interval.high == near(0.624750260357522));
  CHECK(a12.name == "vargha-delaney-a12");
  const EffectSize tied = vargha_delaney_a12(tied_a, tied_b);
  CHECK(tied.value == near(0.211038961038961));
  CHECK(tied.interval.low == near(0.077108920816426));
  CHECK(tied.interval.high == near(0.461313452456704));
  const EffectSize delta = cliffs_delta(tied_a, tied_b);
  CHECK(delta.value == near(2 * tied.value - 1));
  CHECK(delta.interval.low == near(2 * tied.interval.low - 1));
  CHECK(delta.name == "cliffs-delta");
}

TEST_CASE("Cliff's delta counts wins less losses") {
  int wins = 0;
  for (const double x : tied_a) {
    for (const double y : tied_b) wins += static_cast<int>(x > y) - static_cast<int>(x < y);
  }
  CHECK(cliffs_delta(tied_a, tied_b).value == near(wins / 154.0));
}

TEST_CASE("the interval of Cliff's delta is not a point where the samples separate") {
  const EffectSize delta = cliffs_delta(high, low);
  CHECK(delta.value == 1);
  CHECK(delta.interval.low == near(2 * std::cbrt(0.025) - 1));
  CHECK(delta.interval.high == 1);
  CHECK(cliffs_delta(low, high).interval.low == -1);
}

TEST_CASE("A12 and Cliff's delta refuse what they cannot answer") {
  const std::vector<double> same{2, 2, 2};
  CHECK_THROWS_AS(vargha_delaney_a12(same, same), std::domain_error);
  CHECK_THROWS_WITH_AS(cliffs_delta(std::vector{1.0}, low),
                       "cliffs_delta: a must have at least 2 values, has 1", std::domain_error);
  CHECK_THROWS_AS(cliffs_delta(low, high, 0), std::domain_error);
}
