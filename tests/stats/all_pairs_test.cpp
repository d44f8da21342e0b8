#include <algorithm>
#include <cmath>
#include <cstdint>
#include <set>
#include <span>
#include <stdexcept>
#include <vector>

#include "gainsay/stats/bergmann_hommel.h"
#include "gainsay/stats/critical_difference_cliques.h"
#include "gainsay/stats/holm.h"
#include "gainsay/stats/nemenyi.h"
#include "gainsay/stats/pairwise_wilcoxon.h"
#include "gainsay/stats/random_stream.h"
#include "gainsay/stats/shaffer.h"

#include "demsar.h"
#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

std::vector<double> square_of(const std::vector<double>& pairs, std::size_t k) {
  std::vector<double> square(k * k, 1.0);
  std::size_t next = 0;
  for (std::size_t i = 0; i < k; ++i) {
    for (std::size_t j = i + 1; j < k; ++j) square[i * k + j] = square[j * k + i] = pairs[next++];
  }
  return square;
}

void check_square(const std::vector<double>& got, const std::vector<double>& pairs, std::size_t k) {
  const std::vector<double> want = square_of(pairs, k);
  REQUIRE(got.size() == want.size());
  for (std::size_t i = 0; i < got.size(); ++i) CHECK(got[i] == near(want[i]));
}

std::vector<double> random_square(std::size_t k, std::uint64_t seed) {
  RandomStream random(seed, 0);
  std::vector<double> pairs;
  for (std::size_t i = 0; i < k * (k - 1) / 2; ++i) pairs.push_back(std::pow(random.uniform(), 4));
  return square_of(pairs, k);
}

// Whether pairs that are chosen by bits can be exactly the true hypotheses: equality is transitive.
bool is_possible(const std::vector<std::vector<bool>>& same) {
  const std::size_t k = same.size();
  for (std::size_t a = 0; a < k; ++a) {
    for (std::size_t b = 0; b < k; ++b) {
      for (std::size_t c = 0; c < k; ++c) {
        if (same[a][b] && same[b][c] && !same[a][c]) return false;
      }
    }
  }
  return true;
}

// By the definition: of all sets of pairs that can be the true ones, those that hold the pair.
std::vector<double> slow_bergmann_hommel(const std::vector<double>& p, std::size_t k) {
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t i = 0; i < k; ++i) {
    for (std::size_t j = i + 1; j < k; ++j) pairs.emplace_back(i, j);
  }
  std::vector<double> adjusted(k * k, 0.0);
  for (std::size_t i = 0; i < k; ++i) adjusted[i * k + i] = 1;
  for (std::uint32_t set = 1; set < 1U << pairs.size(); ++set) {
    std::vector<std::vector<bool>> same(k, std::vector<bool>(k, false));
    for (std::size_t i = 0; i < k; ++i) same[i][i] = true;
    double least = 1;
    double size = 0;
    for (std::size_t bit = 0; bit < pairs.size(); ++bit) {
      if ((set >> bit & 1U) == 0) continue;
      const auto [i, j] = pairs[bit];
      same[i][j] = same[j][i] = true;
      least = std::min(least, p[i * k + j]);
      ++size;
    }
    if (!is_possible(same)) continue;
    for (const auto& [i, j] : pairs) {
      if (!same[i][j]) continue;
      const double value = std::max(adjusted[i * k + j], std::min(1.0, size * least));
      adjusted[i * k + j] = adjusted[j * k + i] = value;
    }
  }
  return adjusted;
}

std::set<std::vector<std::int64_t>> as_set(const CriticalDifferenceCliques& cliques) {
  std::set<std::vector<std::int64_t>> sets;
  for (const Clique& clique : cliques.cliques) {
    std::vector<std::int64_t> methods = clique.methods;
    std::ranges::sort(methods);
    CHECK(sets.insert(methods).second);
  }
  return sets;
}

// All subsets of two or more methods in which no two differ and which no further method fits into.
template <typename Alike>
std::set<std::vector<std::int64_t>> slow_cliques(std::int64_t k, const Alike& alike) {
  std::vector<std::uint32_t> fitting;
  for (std::uint32_t set = 0; set < 1U << k; ++set) {
    bool fits = true;
    for (std::int64_t i = 0; i < k; ++i) {
      for (std::int64_t j = i + 1; j < k; ++j) {
        if ((set >> i & 1U) != 0 && (set >> j & 1U) != 0 && !alike(i, j)) fits = false;
      }
    }
    if (fits) fitting.push_back(set);
  }
  std::set<std::vector<std::int64_t>> result;
  for (const std::uint32_t set : fitting) {
    const bool maximal = std::ranges::none_of(
        fitting, [&](std::uint32_t other) { return other != set && (other & set) == set; });
    std::vector<std::int64_t> methods;
    for (std::int64_t i = 0; i < k; ++i) {
      if ((set >> i & 1U) != 0) methods.push_back(i);
    }
    if (maximal && methods.size() > 1) result.insert(methods);
  }
  return result;
}

// Garcia and Herrera (2008): C4.5, 1-NN, naive Bayes, kernel, CN2 on 30 data sets; raw p values of the mean
// ranks as scmamp 0.2.55 prints friedmanPost(data.gh.2008).
const std::vector<double> garcia_herrera{0.004848763, 0.8064959,   4.486991e-08, 0.012763008, 0.010112334,
                                         0.007963489, 0.743971478, 1.736118e-07, 0.024744672, 0.002880485};

const std::vector<double> nine{91.2, 90.4, 88.2, 91.9, 73.8, 71.5, 70.3, 74.1, 85.1, 86.2, 80.0, 88.5,
                               64.1, 61.5, 61.0, 64.3, 97.3, 93.0, 95.6, 97.7, 58.8, 55.2, 51.7, 64.0,
                               79.7, 76.8, 80.4, 82.3, 68.5, 62.7, 60.3, 67.5, 88.1, 82.2, 81.8, 91.2};
const ScoreTable nine_table{.scores = nine, .n_datasets = 9, .n_methods = 4};

}  // namespace

// Python 3.11, tests/oracles/all_pairs.py, over all sets of pairs that are equivalence relations

TEST_CASE("Shaffer agrees with the sets of pairs that can be true on the data of Garcia and Herrera 2008") {
  check_square(shaffer(square_of(garcia_herrera, 5), 5),
               {0.029092578, 1, 4.486991e-07, 0.051052032, 0.047780934, 0.047780934, 1, 1.0416708e-06,
                0.074234016, 0.01728291},
               5);
}

TEST_CASE("Bergmann-Hommel agrees with the definition on the data of Garcia and Herrera 2008") {
  check_square(bergmann_hommel(square_of(garcia_herrera, 5), 5),
               {0.029092578, 1, 4.486991e-07, 0.038289024, 0.030337002, 0.031853956, 1, 1.0416708e-06,
                0.038289024, 0.01152194},
               5);
}

TEST_CASE("Bergmann-Hommel takes every set of pairs that can be true and no other") {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    const std::size_t k = 3 + seed % 3;
    const std::vector<double> p = random_square(k, seed);
    const std::vector<double> fast = bergmann_hommel(p, static_cast<std::int64_t>(k));
    const std::vector<double> slow = slow_bergmann_hommel(p, k);
    for (std::size_t i = 0; i < fast.size(); ++i) CHECK(fast[i] == near(slow[i]));
  }
}

TEST_CASE("Bergmann-Hommel is never weaker than Shaffer and Shaffer never weaker than Holm") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const std::vector<double> p = random_square(7, seed);
    const std::vector<double> bergmann = bergmann_hommel(p, 7);
    const std::vector<double> stepped = shaffer(p, 7);
    std::vector<double> pairs;
    for (std::size_t i = 0; i < 7; ++i) {
      for (std::size_t j = i + 1; j < 7; ++j) pairs.push_back(p[i * 7 + j]);
    }
    const std::vector<double> held = square_of(holm(pairs), 7);
    for (std::size_t i = 0; i < p.size(); ++i) {
      CHECK(bergmann[i] <= stepped[i] * (1 + 1e-14));
      CHECK(stepped[i] <= held[i] * (1 + 1e-14));
      CHECK(bergmann[i] >= p[i]);
    }
  }
}

TEST_CASE("adjusted p values of all pairs follow the methods when these change places") {
  const std::vector<double> p = random_square(6, 3);
  std::vector<double> turned(36);
  const auto place = [](std::size_t i) { return (i + 2) % 6; };
  for (std::size_t i = 0; i < 6; ++i) {
    for (std::size_t j = 0; j < 6; ++j) turned[place(i) * 6 + place(j)] = p[i * 6 + j];
  }
  for (const auto adjust : {shaffer, bergmann_hommel}) {
    const std::vector<double> before = adjust(p, 6);
    const std::vector<double> after = adjust(turned, 6);
    for (std::size_t i = 0; i < 6; ++i) {
      for (std::size_t j = 0; j < 6; ++j) CHECK(after[place(i) * 6 + place(j)] == before[i * 6 + j]);
    }
  }
}

TEST_CASE("one pair needs no adjustment and three count one another as one from the second step on") {
  const std::vector<double> pair{1, 0.03, 0.03, 1};
  CHECK(shaffer(pair, 2) == pair);
  CHECK(bergmann_hommel(pair, 2) == pair);
  // Of three pairs either all are true or one is.
  const std::vector<double> three = square_of({0.01, 0.02, 0.04}, 3);
  check_square(shaffer(three, 3), {0.03, 0.03, 0.04}, 3);
  check_square(bergmann_hommel(three, 3), {0.03, 0.03, 0.04}, 3);
}

TEST_CASE("Shaffer takes 100 methods and Bergmann-Hommel 12 and neither takes more") {
  CHECK(shaffer(std::vector<double>(10000, 0.5), 100)[1] == 1);
  CHECK(bergmann_hommel(random_square(12, 1), 12).size() == 144);
  CHECK_THROWS_WITH_AS(shaffer(std::vector<double>(10201, 0.5), 101),
                       "shaffer: n_methods must be 2 to 100, is 101", std::domain_error);
  CHECK_THROWS_WITH_AS(bergmann_hommel(std::vector<double>(169, 0.5), 13),
                       "bergmann_hommel: n_methods must be 2 to 12, is 13", std::domain_error);
  CHECK_THROWS_AS(shaffer(std::vector<double>{1}, 1), std::domain_error);
  CHECK_THROWS_AS(bergmann_hommel(std::vector<double>{1}, 1), std::domain_error);
}

TEST_CASE("adjustments of all pairs refuse what is no square of p values") {
  for (const auto adjust : {shaffer, bergmann_hommel}) {
    CHECK_THROWS_AS(adjust(std::vector<double>{1, 0.1, 0.1}, 2), std::domain_error);
    CHECK_THROWS_AS(adjust(std::vector<double>{1, 1.5, 1.5, 1}, 2), std::domain_error);
    CHECK_THROWS_AS(adjust(std::vector<double>{1, std::nan(""), std::nan(""), 1}, 2), std::domain_error);
    CHECK_THROWS_AS(adjust(std::vector<double>{1, 0.1, 0.2, 1}, 2), std::domain_error);
    CHECK(adjust(std::vector<double>{std::nan(""), 0.1, 0.1, 0}, 2) == std::vector<double>{1, 0.1, 0.1, 1});
  }
  CHECK_THROWS_WITH_AS(
      shaffer(std::vector<double>{1, 0.1, 0.2, 1}, 2),
      "shaffer: p_values must be symmetric, but p_values[0][1] is 0.1 and its mirror image 0.2",
      std::domain_error);
}

TEST_CASE("pairwise Wilcoxon agrees with SciPy and its adjustments with the definition") {
  // SciPy 1.17.1, tests/oracles/all_pairs.py: wilcoxon(x - y, method="exact")
  const PairwiseWilcoxon t = pairwise_wilcoxon(nine_table);
  check_square(t.p_values, {0.01171875, 0.0078125, 0.0390625, 0.359375, 0.00390625, 0.00390625}, 4);
  check_square(t.adjusted_p_values, {0.03515625, 0.03125, 0.078125, 0.359375, 0.0234375, 0.0234375}, 4);
  CHECK(t.exact);
  CHECK(t.n_datasets == 9);
  CHECK(t.method == "pairwise-wilcoxon-holm");
  const PairwiseWilcoxon s = pairwise_wilcoxon(nine_table, PairwiseAdjustment::shaffer);
  check_square(s.adjusted_p_values, {0.03515625, 0.0234375, 0.078125, 0.359375, 0.0234375, 0.0234375}, 4);
  CHECK(s.method == "pairwise-wilcoxon-shaffer");
  const PairwiseWilcoxon b = pairwise_wilcoxon(nine_table, PairwiseAdjustment::bergmann_hommel);
  check_square(b.adjusted_p_values, {0.0234375, 0.0234375, 0.078125, 0.359375, 0.0234375, 0.0234375}, 4);
  CHECK(b.method == "pairwise-wilcoxon-bergmann-hommel");
}

TEST_CASE("pairwise Wilcoxon counts wins by the row's method in either direction") {
  const PairwiseWilcoxon t = pairwise_wilcoxon(nine_table);
  CHECK(t.wins[0 * 4 + 1] == 8);
  CHECK(t.wins[1 * 4 + 0] == 1);
  CHECK(t.wins[3 * 4 + 0] == 8);
  ScoreTable errors = nine_table;
  errors.higher_is_better = false;
  CHECK(pairwise_wilcoxon(errors).wins[1 * 4 + 0] == 8);
  CHECK(pairwise_wilcoxon(errors).p_values == t.p_values);
}

TEST_CASE("a pair of pairwise Wilcoxon does not depend on the other methods") {
  std::vector<double> two;
  for (std::size_t i = 0; i < nine.size(); i += 4) two.insert(two.end(), {nine[i], nine[i + 2]});
  const PairwiseWilcoxon t = pairwise_wilcoxon({.scores = two, .n_datasets = 9, .n_methods = 2});
  CHECK(t.p_values[1] == pairwise_wilcoxon(nine_table).p_values[2]);
}

TEST_CASE("a pair that is equal on all data sets has a p value of 1") {
  const PairwiseWilcoxon t =
      pairwise_wilcoxon({.scores = std::vector<double>{1, 1, 2, 3, 3, 5}, .n_datasets = 2, .n_methods = 3});
  CHECK(t.p_values[1] == 1);
  CHECK(t.wins[1] == 0);
  CHECK(t.p_values[2] == 0.5);
  CHECK(t.exact);
}

TEST_CASE("pairwise Wilcoxon refuses small tables and too many methods") {
  CHECK_THROWS_WITH_AS(pairwise_wilcoxon({.scores = nine, .n_datasets = 1, .n_methods = 36}),
                       "pairwise_wilcoxon: n_datasets must be at least 2, is 1", std::domain_error);
  CHECK_THROWS_AS(
      pairwise_wilcoxon({.scores = std::vector<double>(26, 0.5), .n_datasets = 2, .n_methods = 13},
                        PairwiseAdjustment::bergmann_hommel),
      std::domain_error);
}

TEST_CASE("cliques of mean ranks are the bars of Demsar 2006") {
  // Figure 1 (a): at 10 % C4.5 differs from C4.5+m and C4.5+m+cf, and C4.5+cf from none
  const FriedmanTest f = friedman_test({.scores = demsar, .n_datasets = 14, .n_methods = 4});
  const auto c = critical_difference_cliques(f.mean_ranks, nemenyi_test(f, 0.1).critical_difference);
  REQUIRE(c.cliques.size() == 2);
  CHECK(c.cliques[0].methods == std::vector<std::int64_t>{3, 1, 2});
  CHECK(c.cliques[1].methods == std::vector<std::int64_t>{2, 0});
  CHECK(c.n_methods == 4);
  CHECK(c.method == "mean-ranks");
}

TEST_CASE("cliques of mean ranks are those among all subsets") {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    RandomStream random(seed, 1);
    const std::int64_t k = 2 + static_cast<std::int64_t>(seed % 7);
    std::vector<double> ranks;
    for (std::int64_t i = 0; i < k; ++i) ranks.push_back(1 + std::floor(random.uniform() * 12) / 2);
    const auto alike = [&](std::int64_t i, std::int64_t j) {
      return std::abs(ranks[static_cast<std::size_t>(i)] - ranks[static_cast<std::size_t>(j)]) < 1.5;
    };
    CHECK(as_set(critical_difference_cliques(ranks, 1.5)) == slow_cliques(k, alike));
  }
}

TEST_CASE("cliques of p values are those among all subsets") {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const std::int64_t k = 2 + static_cast<std::int64_t>(seed % 8);
    const std::vector<double> p = random_square(static_cast<std::size_t>(k), seed);
    const auto alike = [&](std::int64_t i, std::int64_t j) {
      return p[static_cast<std::size_t>(i * k + j)] > 0.05;
    };
    CHECK(as_set(cliques_of_p_values(p, k)) == slow_cliques(k, alike));
  }
}

TEST_CASE(
    "no bar covers a rejected pair where a step-down procedure does not follow the order of the ranks") {
  // 0 and 2 do not differ, but 1, which stands between them, differs from 0.
  const auto c = cliques_of_p_values(square_of({0.01, 0.2, 0.3}, 3), 3);
  REQUIRE(c.cliques.size() == 2);
  CHECK(c.cliques[0].methods == std::vector<std::int64_t>{0, 2});
  CHECK(c.cliques[1].methods == std::vector<std::int64_t>{1, 2});
  CHECK(c.method == "p-values");
}

TEST_CASE("a p value at alpha is a rejection and a difference at the critical difference too") {
  CHECK(cliques_of_p_values(square_of({0.05}, 2), 2).cliques.empty());
  CHECK(cliques_of_p_values(square_of({0.0500001}, 2), 2).cliques.size() == 1);
  CHECK(critical_difference_cliques(std::vector<double>{1, 2}, 1).cliques.empty());
  CHECK(critical_difference_cliques(std::vector<double>{1, 2}, 1.5).cliques.size() == 1);
}

TEST_CASE("cliques refuse what is out of range and more groups than a diagram can show") {
  CHECK_THROWS_WITH_AS(critical_difference_cliques(std::vector<double>{1}, 1),
                       "critical_difference_cliques: mean_ranks must have at least 2 values, has 1",
                       std::domain_error);
  CHECK_THROWS_AS(critical_difference_cliques(std::vector<double>{1, std::nan("")}, 1), std::domain_error);
  CHECK_THROWS_AS(critical_difference_cliques(std::vector<double>{1, 2}, 0), std::domain_error);
  CHECK_THROWS_AS(cliques_of_p_values(std::vector<double>{1}, 1), std::domain_error);
  CHECK_THROWS_AS(cliques_of_p_values(square_of({0.2}, 2), 2, 1), std::domain_error);
  CHECK_THROWS_AS(cliques_of_p_values(square_of({1.2}, 2), 2), std::domain_error);
  // Moon and Moser (1965): 3^11 maximal cliques where 33 methods differ within 11 groups of three only
  std::vector<double> p(33 * 33, 1.0);
  for (std::size_t i = 0; i < 33; ++i) {
    for (std::size_t j = 0; j < 33; ++j) {
      if (i / 3 == j / 3) p[i * 33 + j] = 0;
    }
  }
  CHECK_THROWS_AS(cliques_of_p_values(p, 33), std::domain_error);
}
