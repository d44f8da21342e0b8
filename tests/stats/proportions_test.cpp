#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>

#include "gainsay/stats/fisher_exact_test.h"
#include "gainsay/stats/odds_ratio.h"
#include "gainsay/stats/proportion_difference.h"

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

double choose(std::int64_t n, std::int64_t k) {
  double result = 1;
  for (std::int64_t i = 1; i <= k; ++i)
    result = result * static_cast<double>(n - k + i) / static_cast<double>(i);
  return result;
}

// The sum over all tables of the same margins that are no likelier.
double fisher_by_enumeration(const Proportion& a, const Proportion& b) {
  const std::int64_t successes = a.successes + b.successes;
  const auto ways = [&](std::int64_t x) {
    return x > a.trials || successes - x > b.trials || x > successes
               ? 0
               : choose(a.trials, x) * choose(b.trials, successes - x);
  };
  double rarer = 0;
  for (std::int64_t x = 0; x <= a.trials; ++x) {
    if (ways(x) <= ways(a.successes) * (1 + 1e-7)) rarer += ways(x);
  }
  return rarer / choose(a.trials + b.trials, successes);
}

}  // namespace

// statsmodels 0.15.0, tests/oracles/counts_and_clusters.py: confint_proportions_2indep(method="newcomb")

TEST_CASE("Newcombe's interval agrees with statsmodels and his table") {
  const ProportionDifference d = newcombe_interval({56, 70}, {48, 80});
  CHECK(d.estimate == near(0.2));
  CHECK(d.interval.low == near(0.052431472402365));
  CHECK(d.interval.high == near(0.333872654036906));
  CHECK(d.method == "newcombe");
  // Newcombe (1998), table II, row (a), method 10: 0.0524 to 0.3339.
  CHECK(std::abs(d.interval.low - 0.0524) < 5e-5);
  CHECK(std::abs(d.interval.high - 0.3339) < 5e-5);
  const ProportionDifference extreme = newcombe_interval({10, 10}, {0, 20});
  CHECK(extreme.interval.low == near(0.679086037141915));
  CHECK(extreme.interval.high == 1);
}

TEST_CASE("Newcombe's interval changes sign with the arms") {
  const Interval one = newcombe_interval({7, 10}, {2, 12}, 0.9).interval;
  const Interval other = newcombe_interval({2, 12}, {7, 10}, 0.9).interval;
  CHECK(one.low == near(-other.high));
  CHECK(one.high == near(-other.low));
}

TEST_CASE("Newcombe's interval refuses what is no proportion in its own name") {
  CHECK_THROWS_WITH_AS(newcombe_interval({3, 2}, {1, 2}),
                       "newcombe_interval: successes must be at most the trials (2), is 3",
                       std::domain_error);
  CHECK_THROWS_AS(newcombe_interval({0, 0}, {1, 2}), std::domain_error);
  CHECK_THROWS_AS(newcombe_interval({1, 2}, {-1, 2}), std::domain_error);
  CHECK_THROWS_AS(newcombe_interval({1, 2}, {1, 2}, 1), std::domain_error);
}

// SciPy 1.17.1, tests/oracles/counts_and_clusters.py: both roots of the score, whose nuisance probability is
// itself a root.

TEST_CASE("Tango's interval agrees with the score test solved numerically") {
  const ProportionDifference d = tango_interval({12, 5}, 40);
  CHECK(d.estimate == near(0.175));
  CHECK(d.interval.low == near(-0.0286486560913537, 1e-10));
  CHECK(d.interval.high == near(0.366111737249268, 1e-10));
  CHECK(d.method == "tango");
  CHECK(tango_interval({5, 0}, 20).interval.low == near(0.048593552433989, 1e-10));
  CHECK(tango_interval({5, 0}, 20).interval.high == near(0.468700877618745, 1e-10));
  CHECK(tango_interval({1, 9}, 30).interval.low == near(-0.456609295289715, 1e-10));
  CHECK(tango_interval({121, 59}, 1319).interval.low == near(0.0273839171468829, 1e-10));
  CHECK(tango_interval({121, 59}, 1319).interval.high == near(0.0672146227011444, 1e-10));
}

TEST_CASE("Tango's interval has an answer where the models never or always disagree one way") {
  const double z2 = 3.841458820694124;  // R 4.2.2: qchisq(.95, 1)
  const Interval never = tango_interval({0, 0}, 20).interval;
  CHECK(never.high == near(z2 / (20 + z2)));
  CHECK(never.low == -never.high);
  const Interval always = tango_interval({20, 0}, 20).interval;
  CHECK(always.high == 1);
  CHECK(always.low > 0.6);
  CHECK(tango_interval({0, 20}, 20).interval.low == -1);
  CHECK(tango_interval({0, 20}, 20).interval.high == near(-always.low));
  CHECK(tango_interval({0, 1}, 1).interval.high < 1);
}

TEST_CASE("Tango's interval excludes 0 exactly where McNemar's chi-squared rejects") {
  for (std::int64_t only_a = 0; only_a <= 12; ++only_a) {
    for (std::int64_t only_b = 0; only_b <= 12; ++only_b) {
      if (only_a + only_b == 0) continue;
      const auto gap = static_cast<double>(only_a - only_b);
      const bool rejects = gap * gap / static_cast<double>(only_a + only_b) > 3.841458820694124;
      const Interval interval = tango_interval({only_a, only_b}, 30).interval;
      CHECK((interval.low > 0 || interval.high < 0) == rejects);
    }
  }
}

TEST_CASE("Tango's interval refuses more disagreements than items") {
  CHECK_THROWS_AS(tango_interval({3, 2}, 4), std::domain_error);
  CHECK_THROWS_AS(tango_interval({-1, 2}, 4), std::domain_error);
  CHECK_THROWS_AS(tango_interval({1, -2}, 4), std::domain_error);
  CHECK_THROWS_AS(tango_interval({0, 0}, 0), std::domain_error);
  CHECK_THROWS_AS(tango_interval({1, 2}, 4, 0), std::domain_error);
}

// R 4.2.2: fisher.test, in tests/oracles/counts_and_clusters.R. R's odds ratios are good to 4 digits (the
// tolerance of uniroot), so that those come from SciPy 1.17.1: scipy.stats.contingency.odds_ratio.

TEST_CASE("Fisher's exact test agrees with R and SciPy") {
  const FisherExactTest f = fisher_exact_test({7, 10}, {2, 12});
  CHECK(f.p_value == near(0.027421494913755));
  CHECK(f.mid_p_value == near(0.0194604157452455));
  CHECK(f.odds_ratio == near(10.1266415217201, 1e-10));
  CHECK(f.interval.low == near(1.1422318947201, 1e-10));
  CHECK(f.interval.high == near(154.126197320668, 1e-10));
  CHECK(f.method == "fisher-exact");
  const FisherExactTest large = fisher_exact_test({912, 1000}, {880, 1000}, 0.9);
  CHECK(large.p_value == near(0.0229752373993314, 1e-11));
  CHECK(large.odds_ratio == near(1.41297984017577, 1e-10));
  CHECK(large.interval.low == near(1.09660800025834, 1e-10));
  CHECK(large.interval.high == near(1.82406347133162, 1e-10));
}

TEST_CASE("one-sided Fisher tests are tails and have one-sided intervals") {
  const FisherExactTest greater = fisher_exact_test({7, 10}, {2, 12}, 0.95, Alternative::greater);
  CHECK(greater.p_value == near(0.0170278637770898));
  CHECK(greater.interval.low == near(1.48687094382986, 1e-4));
  CHECK(std::isinf(greater.interval.high));
  const FisherExactTest less = fisher_exact_test({7, 10}, {2, 12}, 0.95, Alternative::less);
  CHECK(less.p_value == near(0.998894294559929));
  CHECK(less.interval.low == 0);
  CHECK(less.interval.high == near(102.085700681579, 1e-2));
  CHECK(greater.mid_p_value + less.mid_p_value == near(1));
}

TEST_CASE("Fisher's exact test has an answer where a cell is 0") {
  const FisherExactTest f = fisher_exact_test({0, 5}, {5, 5});
  CHECK(f.p_value == near(0.00793650793650794));
  CHECK(f.odds_ratio == 0);
  CHECK(f.interval.low == 0);
  CHECK(f.interval.high == near(0.435322639049583, 1e-3));
  CHECK(std::isinf(fisher_exact_test({5, 5}, {0, 5}).odds_ratio));
}

TEST_CASE("Fisher's exact test agrees with the enumeration of every table") {
  for (std::int64_t x = 0; x <= 6; ++x) {
    for (std::int64_t y = 0; y <= 8; ++y) {
      if (x + y == 0 || x + y == 14) continue;
      CHECK(fisher_exact_test({x, 6}, {y, 8}).p_value == near(fisher_by_enumeration({x, 6}, {y, 8})));
    }
  }
}

TEST_CASE("Fisher's exact test refuses tables without successes or failures") {
  CHECK_THROWS_WITH_AS(fisher_exact_test({0, 5}, {0, 7}),
                       "fisher_exact_test: all trials ended alike, so that there is nothing to test",
                       std::domain_error);
  CHECK_THROWS_AS(fisher_exact_test({5, 5}, {7, 7}), std::domain_error);
  CHECK_THROWS_AS(fisher_exact_test({1, 0}, {0, 7}), std::domain_error);
  CHECK_THROWS_AS(fisher_exact_test({1, 20'000'000}, {0, 7}), std::domain_error);
  CHECK_THROWS_AS(fisher_exact_test({1, 2}, {0, 7}, 0), std::domain_error);
}

TEST_CASE("the odds ratio agrees with Woolf's formula in R") {
  const EffectSize e = odds_ratio({7, 10}, {2, 12});
  CHECK(e.value == near(11.6666666666667));
  CHECK(e.interval.low == near(1.527262566332));
  CHECK(e.interval.high == near(89.1209632918635));
  CHECK(e.name == "odds-ratio");
  CHECK(odds_ratio({2, 12}, {7, 10}).value == near(1 / e.value));
}

TEST_CASE("the odds ratio refuses tables with an empty cell and says what to take") {
  CHECK_THROWS_WITH_AS(odds_ratio({0, 10}, {2, 12}),
                       "odds_ratio: a cell of the table is 0: take the odds ratio of fisher_exact_test",
                       std::domain_error);
  CHECK_THROWS_AS(odds_ratio({3, 10}, {12, 12}), std::domain_error);
  CHECK_THROWS_AS(odds_ratio({3, 10}, {11, 12}, 1), std::domain_error);
}
