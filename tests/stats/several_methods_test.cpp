#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <span>
#include <stdexcept>
#include <vector>

#include "gainsay/stats/aligned_friedman.h"
#include "gainsay/stats/bonferroni_dunn.h"
#include "gainsay/stats/friedman.h"
#include "gainsay/stats/kruskal_wallis.h"
#include "gainsay/stats/nemenyi.h"
#include "gainsay/stats/quade.h"
#include "gainsay/stats/random_stream.h"

#include "demsar.h"
#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

const ScoreTable demsar_table{.scores = demsar, .n_datasets = 14, .n_methods = 4};

void check_near(const std::vector<double>& got, const std::vector<double>& want, double relative = 1e-12) {
  REQUIRE(got.size() == want.size());
  for (std::size_t i = 0; i < got.size(); ++i) CHECK(got[i] == near(want[i], relative));
}

KruskalWallisTest kruskal(const std::vector<std::vector<double>>& groups) {
  const std::vector<std::span<const double>> spans(groups.begin(), groups.end());
  return kruskal_wallis_test(spans);
}

// H without the tie correction, up to a factor and a term that all orders of the values share; whole numbers.
std::int64_t spread_of(const std::vector<int>& doubled_ranks, const std::vector<int>& sizes, int scale) {
  std::int64_t total = 0;
  std::size_t next = 0;
  for (const int size : sizes) {
    std::int64_t sum = 0;
    for (int i = 0; i < size; ++i) sum += doubled_ranks[next++];
    total += sum * sum * (scale / size);
  }
  return total;
}

// Every order of the ranks, one permutation after the other. sizes: 1, 2 or 3 each.
double exact_by_permutations(std::vector<int> doubled_ranks, const std::vector<int>& sizes) {
  const std::int64_t seen = spread_of(doubled_ranks, sizes, 6);
  std::vector<std::size_t> order(doubled_ranks.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  double hits = 0;
  double all = 0;
  do {
    std::vector<int> dealt;
    for (const std::size_t i : order) dealt.push_back(doubled_ranks[i]);
    if (spread_of(dealt, sizes, 6) >= seen) ++hits;
    ++all;
  } while (std::ranges::next_permutation(order).found);
  return hits / all;
}

// Calls visit with every table that has the rows of `scores`, each in any order.
template <typename Visit>
void for_each_reordering(std::vector<double> scores, std::size_t k, std::size_t row, const Visit& visit) {
  if (row * k == scores.size()) return visit(scores);
  const auto first = scores.begin() + static_cast<std::ptrdiff_t>(row * k);
  const auto last = first + static_cast<std::ptrdiff_t>(k);
  std::sort(first, last);
  do {
    for_each_reordering(scores, k, row + 1, visit);
  } while (std::next_permutation(first, last));
}

}  // namespace

TEST_CASE("Bonferroni-Dunn agrees with SciPy and Demsar 2006") {
  // SciPy 1.17.1, tests/oracles/several_methods.py; Demsar (2006), section 3.2.4: critical difference 1.16
  // from q = 2.394 at 5 %, cut instead of rounded
  const BonferroniDunnTest t = bonferroni_dunn_test(friedman_test(demsar_table), 0);
  check_near(t.p_values, {1, 0.0575174542656693, 1, 0.0471599406300738});
  check_near({t.statistic.begin() + 1, t.statistic.end()},
             {-2.34216017507648, -0.51234753829798, -2.41535268054762});
  CHECK(t.statistic[0] == 0);
  CHECK(t.critical_difference == near(1.1681425306401));
  CHECK(t.alpha == 0.05);
  CHECK(t.control == 0);
  CHECK(t.n_methods == 4);
  CHECK(t.method == "bonferroni-dunn");
}

TEST_CASE("a p value of Bonferroni-Dunn reaches alpha where the ranks reach the critical difference") {
  const FriedmanTest f = friedman_test(demsar_table);
  const double alpha = bonferroni_dunn_test(f, 0).p_values[3];
  CHECK(bonferroni_dunn_test(f, 0, alpha).critical_difference ==
        near(f.mean_ranks[0] - f.mean_ranks[3], 1e-9));
}

TEST_CASE("Bonferroni-Dunn of two methods is the test of one pair and agrees with Nemenyi") {
  const FriedmanTest f =
      friedman_test({.scores = std::vector<double>{1, 2, 2, 1, 4, 5}, .n_datasets = 3, .n_methods = 2});
  CHECK(bonferroni_dunn_test(f, 1).p_values[0] == near(nemenyi_test(f).p_values[1], 1e-10));
  CHECK(bonferroni_dunn_test(f, 1).statistic[0] == -bonferroni_dunn_test(f, 0).statistic[1]);
}

TEST_CASE("Bonferroni-Dunn refuses a control that is no method and an alpha out of range") {
  const FriedmanTest f = friedman_test(demsar_table);
  CHECK_THROWS_WITH_AS(bonferroni_dunn_test(f, 4), "bonferroni_dunn_test: control must be 0 to 3, is 4",
                       std::domain_error);
  CHECK_THROWS_AS(bonferroni_dunn_test(f, -1), std::domain_error);
  CHECK_THROWS_AS(bonferroni_dunn_test(f, 0, 1), std::domain_error);
}

TEST_CASE("Kruskal-Wallis agrees with R and an enumeration in Python") {
  // R 4.2.2, tests/oracles/several_methods.R: kruskal.test(list(x, y, z)), mucociliary efficiency of
  // Hollander and Wolfe (1973); exact p: Python 3.11, tests/oracles/several_methods.py
  const KruskalWallisTest t =
      kruskal({{2.9, 3.0, 2.5, 2.6, 3.2}, {3.8, 2.7, 4.0, 2.4}, {2.8, 3.4, 3.7, 2.2, 2.0}});
  CHECK(t.chi_squared == near(0.771428571428572));
  CHECK(t.df == 2);
  CHECK(t.chi_squared_p_value == near(0.679964773578894));
  CHECK(t.p_value == near(0.710773353630497));
  CHECK(t.exact);
  CHECK(t.n == 14);
  CHECK(t.method == "kruskal-wallis");
  CHECK(kruskal({{1.0, 2.0, 2.0}, {2.0, 3.0, 5.0}, {5.0, 6.0}}).p_value == near(0.0571428571428571));
}

TEST_CASE("Kruskal-Wallis corrects for ties as SciPy does") {
  // SciPy 1.17.1, tests/oracles/several_methods.py
  const KruskalWallisTest t =
      kruskal({{2.1, 3.4, 1.9, 2.8, 3.4}, {3.9, 4.4, 2.8, 5.1}, {1.2, 2.1, 2.5, 0.7, 1.9, 2.2}});
  CHECK(t.chi_squared == near(8.51142086330935));
  CHECK(t.chi_squared_p_value == near(0.0141830111055059));
  CHECK(t.exact);
}

TEST_CASE("exact Kruskal-Wallis is 1 in 15 where three pairs do not overlap") {
  // Kruskal and Wallis (1952), table 6.1: H = 4.571 for sizes 2, 2, 2 has probability .067
  const KruskalWallisTest t = kruskal({{1, 2}, {3, 4}, {5, 6}});
  CHECK(t.chi_squared == near(32.0 / 7));
  CHECK(t.p_value == near(1.0 / 15));
}

TEST_CASE("exact Kruskal-Wallis counts every permutation of the ranks") {
  CHECK(kruskal({{5, 1}, {7, 3, 6}, {2, 4}}).p_value ==
        near(exact_by_permutations({10, 2, 14, 6, 12, 4, 8}, {2, 3, 2})));
  // 1, 1 share the rank 1.5 and 4, 4, 4 the rank 5
  CHECK(kruskal({{1, 4, 3}, {4, 8}, {1}, {4}}).p_value ==
        near(exact_by_permutations({3, 10, 6, 10, 14, 3, 10}, {3, 2, 1, 1})));
}

TEST_CASE("Kruskal-Wallis takes the chi-squared p beyond a million deals and says so") {
  std::vector<std::vector<double>> groups(3);
  for (int i = 0; i < 18; ++i) groups[static_cast<std::size_t>(i % 3)].push_back(i * 7 % 18);
  const KruskalWallisTest t = kruskal(groups);
  CHECK_FALSE(t.exact);
  CHECK(t.p_value == t.chi_squared_p_value);
}

TEST_CASE("Kruskal-Wallis knows neither the order of the groups nor the scale of the values") {
  const std::vector<std::vector<double>> groups{{2.1, 3.4, 1.9}, {3.9, 4.4, 2.8, 5.1}, {1.2, 2.1}};
  const KruskalWallisTest t = kruskal(groups);
  const KruskalWallisTest turned = kruskal({groups[2], groups[0], groups[1]});
  CHECK(turned.chi_squared == near(t.chi_squared));
  CHECK(turned.p_value == near(t.p_value));
  CHECK(turned.mean_ranks == std::vector<double>{t.mean_ranks[2], t.mean_ranks[0], t.mean_ranks[1]});
  std::vector<std::vector<double>> grown = groups;
  for (auto& group : grown) {
    for (double& value : group) value = std::exp(value);
  }
  CHECK(kruskal(grown).p_value == t.p_value);
}

TEST_CASE("the smallest Kruskal-Wallis test has three values in two groups") {
  const KruskalWallisTest t = kruskal({{1}, {2, 3}});
  CHECK(t.chi_squared == near(1.5));
  CHECK(t.p_value == near(2.0 / 3));
}

TEST_CASE("Kruskal-Wallis refuses what cannot be ranked") {
  CHECK_THROWS_WITH_AS(kruskal({{1, 2, 3}}),
                       "kruskal_wallis_test: the number of groups must be at least 2, is 1",
                       std::domain_error);
  CHECK_THROWS_WITH_AS(kruskal({{1, 2}, {}}),
                       "kruskal_wallis_test: groups[1] must have at least 1 value, has 0", std::domain_error);
  CHECK_THROWS_AS(kruskal({{1}, {2}}), std::domain_error);
  CHECK_THROWS_AS(kruskal({{1, std::nan("")}, {2}}), std::domain_error);
  CHECK_THROWS_WITH_AS(kruskal({{1, 1}, {1}}), "kruskal_wallis_test: all 3 values are tied",
                       std::domain_error);
}

TEST_CASE("Quade agrees with R on the sales of hand lotion") {
  // R 4.2.2, tests/oracles/several_methods.R: quade.test(lotion), the example of Conover (1999)
  const std::vector<double> lotion{5, 4, 7,  10, 12, 1,  3,  1,  0,  2,  16, 12, 22, 22, 35, 5, 4, 3,
                                   5, 4, 10, 9,  7,  13, 10, 19, 18, 28, 37, 58, 10, 7,  6,  8, 7};
  const QuadeTest t = quade_test({.scores = lotion, .n_datasets = 7, .n_methods = 5});
  CHECK(t.f_statistic == near(3.82925158417537));
  CHECK(t.df_between == 4);
  CHECK(t.df_within == 24);
  CHECK(t.p_value == near(0.0151890200732746));
  CHECK(t.method == "quade");
}

TEST_CASE("Quade and its pairs agree with NumPy and scikit-posthocs") {
  // NumPy 2, scikit-posthocs 0.17.1: posthoc_quade(table, dist="t"); tests/oracles/several_methods.py
  const QuadeTest t = quade_test(demsar_table);
  CHECK(t.f_statistic == near(4.52323451597585));
  CHECK(t.p_value == near(0.00814370035597386));
  check_near(t.mean_ranks, {3.16666666666667, 2.12380952380952, 3.06190476190476, 1.64761904761905});
  CHECK(t.pairwise_p_values[0 * 4 + 3] == near(0.00357652755922989));
  CHECK(t.pairwise_p_values[2 * 4 + 1] == near(0.0628548663503878));
  CHECK(t.pairwise_p_values[1 * 4 + 2] == near(0.0628548663503878));
  CHECK(t.pairwise_p_values[5] == 1);
}

TEST_CASE("Quade is infinite where all data sets rank the methods alike over the same range") {
  const QuadeTest t =
      quade_test({.scores = std::vector<double>{3, 2, 1, 30, 29, 28}, .n_datasets = 2, .n_methods = 3});
  CHECK(std::isinf(t.f_statistic));
  CHECK(t.p_value == near(1.0 / 6));
  CHECK(t.pairwise_p_values[1] == 0);
  CHECK(t.mean_ranks == std::vector<double>{1, 2, 3});
}

TEST_CASE("the smallest Quade test has two methods on two data sets") {
  const QuadeTest t =
      quade_test({.scores = std::vector<double>{1, 2, 4, 1}, .n_datasets = 2, .n_methods = 2});
  // Weights 1 and 2: A = 2 (1/4 + 1), B = 2 (1/2)^2 / 2
  CHECK(t.f_statistic == near(0.25 / (2.5 - 0.25)));
}

TEST_CASE("aligned Friedman agrees with the formula of Hodges and Lehmann in whole numbers") {
  // NumPy 2 and SciPy 1.17.1, tests/oracles/several_methods.py
  const AlignedFriedmanTest t = aligned_friedman_test(demsar_table);
  CHECK(t.chi_squared == near(11.5589576605831));
  CHECK(t.p_value == near(0.00905731684472128));
  check_near(t.mean_ranks, {38.2142857142857, 23, 34.75, 18.0357142857143});
  CHECK(t.pairwise_p_values[0 * 4 + 3] == near(0.00106263286768536));
  CHECK(t.pairwise_p_values[3 * 4 + 2] == near(0.00669966791483407));
  CHECK(t.standard_error == near(std::sqrt(38)));
  CHECK(t.df == 3);
  CHECK(t.method == "aligned-friedman");
}

TEST_CASE("aligned Friedman averages to its degrees of freedom over all orders within the data sets") {
  // The alignment does not change when a dataset's scores change places, so that this holds exactly.
  const std::vector<double> scores{0.3, 0.1, 0.25, 0.9, 0.7, 0.72, 0.5, 0.5, 0.1};
  double total = 0;
  double tables = 0;
  for_each_reordering(scores, 3, 0, [&](const std::vector<double>& reordered) {
    total += aligned_friedman_test({.scores = reordered, .n_datasets = 3, .n_methods = 3}).chi_squared;
    ++tables;
  });
  CHECK(tables == 6 * 6 * 3);
  CHECK(total / tables == near(2, 1e-10));
}

TEST_CASE("aligned Friedman ties what differs by rounding only") {
  // 0.1 0.2 0.3 less their mean and 1.1 1.2 1.3 less theirs are the same three values
  const AlignedFriedmanTest t = aligned_friedman_test(
      {.scores = std::vector<double>{0.1, 0.2, 0.3, 1.1, 1.2, 1.3}, .n_datasets = 2, .n_methods = 3});
  CHECK(t.mean_ranks == std::vector<double>{5.5, 3.5, 1.5});
  CHECK(t.chi_squared == near(4));
}

TEST_CASE("Quade and aligned Friedman rank the other way round where lower is better") {
  std::vector<double> errors = demsar;
  for (double& score : errors) score = 2 - 4 * score;
  const ScoreTable table{.scores = errors, .n_datasets = 14, .n_methods = 4, .higher_is_better = false};
  CHECK(quade_test(table).mean_ranks == quade_test(demsar_table).mean_ranks);
  CHECK(quade_test(table).p_value == near(quade_test(demsar_table).p_value));
  CHECK(aligned_friedman_test(table).mean_ranks == aligned_friedman_test(demsar_table).mean_ranks);
  CHECK(aligned_friedman_test(table).p_value == near(aligned_friedman_test(demsar_table).p_value));
}

TEST_CASE("Quade and aligned Friedman keep their p values when a data set shifts") {
  std::vector<double> shifted = demsar;
  for (std::size_t i = 20; i < 24; ++i) shifted[i] += 8;
  const ScoreTable table{.scores = shifted, .n_datasets = 14, .n_methods = 4};
  CHECK(quade_test(table).p_value == near(quade_test(demsar_table).p_value));
  CHECK(aligned_friedman_test(table).p_value == near(aligned_friedman_test(demsar_table).p_value));
}

TEST_CASE("Quade and aligned Friedman refuse tables that are too small or ragged or all tied") {
  const std::vector<double> tied(4, 1.0);
  const std::vector<double> hole{1, 2, 3, std::nan("")};
  CHECK_THROWS_WITH_AS(quade_test({.scores = demsar, .n_datasets = 13, .n_methods = 4}),
                       "quade_test: scores must have n_datasets * n_methods = 52 values, has 56",
                       std::domain_error);
  CHECK_THROWS_AS(quade_test({.scores = demsar, .n_datasets = 1, .n_methods = 56}), std::domain_error);
  CHECK_THROWS_AS(quade_test({.scores = tied, .n_datasets = 2, .n_methods = 2}), std::domain_error);
  CHECK_THROWS_AS(quade_test({.scores = hole, .n_datasets = 2, .n_methods = 2}), std::domain_error);
  CHECK_THROWS_WITH_AS(aligned_friedman_test({.scores = demsar, .n_datasets = 56, .n_methods = 1}),
                       "aligned_friedman_test: n_methods must be at least 2, is 1", std::domain_error);
  CHECK_THROWS_AS(aligned_friedman_test({.scores = tied, .n_datasets = 2, .n_methods = 2}),
                  std::domain_error);
  CHECK_THROWS_AS(aligned_friedman_test({.scores = hole, .n_datasets = 2, .n_methods = 2}),
                  std::domain_error);
}
