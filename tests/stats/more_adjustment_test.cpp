#include <algorithm>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <vector>

#include "gainsay/stats/benjamini_hochberg.h"
#include "gainsay/stats/benjamini_yekutieli.h"
#include "gainsay/stats/bonferroni.h"
#include "gainsay/stats/hochberg.h"
#include "gainsay/stats/holm.h"
#include "gainsay/stats/hommel.h"
#include "gainsay/stats/partial_conjunction.h"
#include "gainsay/stats/random_stream.h"

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

const std::vector<double> four{0.04, 0.001, 0.03, 0.02};
const std::vector<double> six{0.01, 0.9, 0.01, 0.2, 0.04, 0.5};
const std::vector<double> eight{0.011, 0.021, 0.022, 0.029, 0.05, 0.3, 0.31, 0.001};
const std::vector<double> datasets{0.001, 0.2, 0.01, 0.03, 0.04, 0.0001};

void check_equal(const std::vector<double>& got, const std::vector<double>& want) {
  REQUIRE(got.size() == want.size());
  for (std::size_t i = 0; i < got.size(); ++i) CHECK(got[i] == near(want[i]));
}

double simes(std::vector<double> p) {
  std::ranges::sort(p);
  double least = 1;
  for (std::size_t i = 0; i < p.size(); ++i) {
    least = std::min(least, static_cast<double>(p.size()) * p[i] / static_cast<double>(i + 1));
  }
  return least;
}

// The definition: the largest Simes p value of all the sets of hypotheses that hold this one.
double closed_simes(const std::vector<double>& p, std::size_t i) {
  double largest = 0;
  for (std::uint32_t set = 0; set < 1U << p.size(); ++set) {
    if ((set >> i & 1U) == 0) continue;
    std::vector<double> members;
    for (std::size_t j = 0; j < p.size(); ++j) {
      if ((set >> j & 1U) != 0) members.push_back(p[j]);
    }
    largest = std::max(largest, simes(members));
  }
  return largest;
}

}  // namespace

// R 4.2.2, tests/oracles/counts_and_clusters.R: p.adjust(p, method)

TEST_CASE("Bonferroni agrees with R") {
  check_equal(bonferroni(four), {0.16, 0.004, 0.12, 0.08});
  check_equal(bonferroni(six), {0.06, 1, 0.06, 1, 0.24, 1});
}

TEST_CASE("Hommel agrees with R") {
  check_equal(hommel(four), {0.04, 0.004, 0.04, 0.04});
  check_equal(hommel(six), {0.05, 0.9, 0.05, 0.6, 0.16, 0.9});
  check_equal(hommel(eight), {0.058, 0.084, 0.088, 0.1, 0.15, 0.31, 0.31, 0.008});
}

TEST_CASE("Benjamini-Yekutieli agrees with R") {
  check_equal(benjamini_yekutieli(four),
              {0.0833333333333333, 0.00833333333333333, 0.0833333333333333, 0.0833333333333333});
  check_equal(benjamini_yekutieli(six), {0.0735, 1, 0.0735, 0.735, 0.196, 1});
}

TEST_CASE("Hommel is the closure of Simes' test over every set of hypotheses") {
  for (std::uint64_t trial = 0; trial < 60; ++trial) {
    RandomStream random(71, trial);
    std::vector<double> p(1 + random.below(8));
    for (double& value : p) value = std::pow(random.uniform(), 2);
    const std::vector<double> adjusted = hommel(p);
    for (std::size_t i = 0; i < p.size(); ++i) CHECK(adjusted[i] == near(closed_simes(p, i)));
  }
}

TEST_CASE("Hommel lies between the raw p value and Hochberg and Hochberg below Holm below Bonferroni") {
  const auto never_above = [](const std::vector<double>& lower, const std::vector<double>& upper) {
    for (std::size_t i = 0; i < lower.size(); ++i) CHECK(lower[i] <= upper[i] * (1 + 1e-12));
  };
  never_above(eight, hommel(eight));
  never_above(hommel(eight), hochberg(eight));
  never_above(hochberg(eight), holm(eight));
  never_above(holm(eight), bonferroni(eight));
  never_above(benjamini_hochberg(eight), benjamini_yekutieli(eight));
}

TEST_CASE("the sharper adjustments keep the order of their arguments and refuse what is no p value") {
  std::vector<double> reversed = eight;
  std::ranges::reverse(reversed);
  for (const auto adjust : {bonferroni, hommel, benjamini_yekutieli}) {
    std::vector<double> of_reversed = adjust(reversed);
    std::ranges::reverse(of_reversed);
    check_equal(of_reversed, adjust(eight));
    check_equal(adjust(std::vector{0.03}), {0.03});
    CHECK(adjust({}).empty());
    CHECK_THROWS_AS(adjust(std::vector{0.5, 1.5}), std::domain_error);
    CHECK_THROWS_AS(adjust(std::vector{std::nan("")}), std::domain_error);
  }
  CHECK_THROWS_WITH_AS(bonferroni(std::vector{-0.1}), "bonferroni: p_values[0] must be from 0 to 1, is -0.1",
                       std::domain_error);
}

// SciPy 1.17.1, tests/oracles/counts_and_clusters.py: combine_pvalues of the largest n - u + 1

TEST_CASE("the partial conjunctions agree with SciPy's combination of p values") {
  const PartialConjunction by_fisher = partial_conjunction(datasets, PartialConjunctionRule::fisher);
  check_equal(by_fisher.p_values, {4.96548206504429e-08, 1.91687362862183e-05, 0.00110108619589186,
                                   0.0105767794121851, 0.0466265098984184, 0.2});
  CHECK(by_fisher.k_hat == 5);
  CHECK(by_fisher.method == "partial-conjunction-fisher");
  const PartialConjunction by_bonferroni = partial_conjunction(datasets, PartialConjunctionRule::bonferroni);
  check_equal(by_bonferroni.p_values, {0.0006, 0.005, 0.04, 0.09, 0.09, 0.2});
  CHECK(by_bonferroni.k_hat == 3);
  CHECK(by_bonferroni.method == "partial-conjunction-bonferroni");
}

TEST_CASE("one dataset is counted by its own p value and a p value of 0 is allowed") {
  for (const auto rule : {PartialConjunctionRule::bonferroni, PartialConjunctionRule::fisher}) {
    CHECK(partial_conjunction(std::vector{0.03}, rule).p_values.front() == near(0.03));
    CHECK(partial_conjunction(std::vector{0.03}, rule, 0.01).k_hat == 0);
    CHECK(partial_conjunction(std::vector{0.0, 0.5}, rule).k_hat == 1);
  }
}

TEST_CASE("partial conjunctions refuse no p values and levels out of range") {
  const auto rule = PartialConjunctionRule::fisher;
  CHECK_THROWS_AS(partial_conjunction({}, rule), std::domain_error);
  CHECK_THROWS_AS(partial_conjunction(std::vector{1.5}, rule), std::domain_error);
  CHECK_THROWS_AS(partial_conjunction(std::vector{0.5}, rule, 1), std::domain_error);
}
