#include "gainsay/stats/wilcoxon_signed_rank.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <vector>

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

// Hollander and Wolfe's depression scale data, before and after.
std::vector<double> depression_differences() {
  const std::vector<double> before{1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
  const std::vector<double> after{0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};
  std::vector<double> differences;
  for (std::size_t i = 0; i < before.size(); ++i) differences.push_back(before[i] - after[i]);
  return differences;
}

// Twice the mean rank of each |value| among all of them, by counting.
std::vector<int> naive_doubled_ranks(const std::vector<double>& values) {
  std::vector<int> ranks;
  for (const double x : values) {
    int below = 0;
    int equal = 0;
    for (const double y : values) {
      if (std::abs(y) < std::abs(x)) ++below;
      if (std::abs(y) == std::abs(x)) ++equal;
    }
    ranks.push_back(2 * below + equal + 1);
  }
  return ranks;
}

// Every pattern of signs, one after the other.
double naive_two_sided_p(const std::vector<double>& differences) {
  const std::vector<int> ranks = naive_doubled_ranks(differences);
  int total = 0;
  int positive = 0;
  for (std::size_t i = 0; i < ranks.size(); ++i) {
    total += ranks[i];
    if (differences[i] > 0) positive += ranks[i];
  }
  int hits = 0;
  const int patterns = 1 << ranks.size();
  for (int pattern = 0; pattern < patterns; ++pattern) {
    int sum = 0;
    for (std::size_t i = 0; i < ranks.size(); ++i) {
      if ((pattern >> i & 1) != 0) sum += ranks[i];
    }
    if (std::abs(2 * sum - total) >= std::abs(2 * positive - total)) ++hits;
  }
  return static_cast<double>(hits) / patterns;
}

}  // namespace

TEST_CASE("the signed-rank test agrees with R where there are no ties") {
  // R 4.2.2, tests/oracles/ranks_and_counts.R: wilcox.test(d)
  const WilcoxonSignedRank w = wilcoxon_signed_rank(depression_differences());
  CHECK(w.rank_sum_positive == 40);
  CHECK(w.rank_sum_negative == 5);
  CHECK(w.p_value == near(0.0390625));
  CHECK(w.n == 9);
  CHECK(w.n_zero == 0);
  CHECK(w.exact);
  CHECK(w.method == "wilcoxon-signed-rank");
}

TEST_CASE("the one-sided signed-rank tests agree with R and mirror each other") {
  std::vector<double> d = depression_differences();
  CHECK(wilcoxon_signed_rank(d, ZeroRule::wilcoxon, Alternative::greater).p_value == near(0.01953125));
  for (double& x : d) x = -x;
  CHECK(wilcoxon_signed_rank(d, ZeroRule::wilcoxon, Alternative::less).p_value == near(0.01953125));
}

TEST_CASE("the signed-rank test is exact with ties where SciPy's exact mode is not") {
  // Enumeration in rational arithmetic, tests/oracles/exact_with_ties.py: 1/16. SciPy 1.17.1 method="exact":
  // 0.0469.
  CHECK(wilcoxon_signed_rank(std::vector<double>{1, 1, 2, 2, 3, 3, -1}).p_value == near(0.0625));
}

TEST_CASE("the signed-rank test treats zeros as Wilcoxon or as Pratt does and counts them") {
  // Enumeration in rational arithmetic, tests/oracles/exact_with_ties.py
  const std::vector<double> d{0, 0, 0, -1, -2, 2, 3, 4, 5, 5};
  const WilcoxonSignedRank wilcoxon = wilcoxon_signed_rank(d, ZeroRule::wilcoxon);
  CHECK(wilcoxon.p_value == near(3.0 / 32));
  CHECK(wilcoxon.n == 7);
  CHECK(wilcoxon.n_zero == 3);
  CHECK(wilcoxon_signed_rank(d, ZeroRule::pratt).p_value == near(5.0 / 32));
}

TEST_CASE("the signed-rank test agrees with every pattern of signs on all small tied samples") {
  for (int code = 0; code < 5 * 5 * 5 * 5 * 5; ++code) {
    std::vector<double> d;
    for (int rest = code, i = 0; i < 5; ++i, rest /= 5) {
      const int value = rest % 5 - 2;
      if (value != 0) d.push_back(value);
    }
    if (d.empty()) continue;
    CAPTURE(code);
    CHECK(wilcoxon_signed_rank(d).p_value == near(naive_two_sided_p(d)));
  }
}

TEST_CASE("differences that are equal but for rounding are tied") {
  // 0.3 - 0.2 is not 0.2 - 0.1 in binary: without a tolerance the ranks would be 1 2 3 and not 1.5 1.5 3.
  const WilcoxonSignedRank w = wilcoxon_signed_rank(std::vector{0.3 - 0.2, 0.1 - 0.2, 0.5});
  CHECK(w.rank_sum_positive == 4.5);
  CHECK(w.rank_sum_negative == 1.5);
}

TEST_CASE("the signed-rank p does not depend on order and unit") {
  std::vector<double> d = depression_differences();
  const double p = wilcoxon_signed_rank(d).p_value;
  std::ranges::reverse(d);
  for (double& x : d) x *= 1e6;
  CHECK(wilcoxon_signed_rank(d).p_value == near(p));
}

TEST_CASE("beyond 200 differences the signed-rank test is the normal approximation of R and says so") {
  // R 4.2.2, tests/oracles/ranks_and_counts.R: wilcox.test(sin(1:250) + 0.1)
  std::vector<double> d;
  for (int i = 1; i <= 250; ++i) d.push_back(std::sin(i) + 0.1);
  const WilcoxonSignedRank w = wilcoxon_signed_rank(d);
  CHECK_FALSE(w.exact);
  CHECK(w.rank_sum_positive == 18720);
  CHECK(w.p_value == near(0.00806908073414133));
  CHECK(wilcoxon_signed_rank(d, ZeroRule::wilcoxon, Alternative::greater).p_value ==
        near(0.00806908073414133 / 2));
  CHECK(wilcoxon_signed_rank(d, ZeroRule::wilcoxon, Alternative::less).p_value == near(0.995975878755349));
  d.resize(200);
  CHECK(wilcoxon_signed_rank(d).exact);
}

TEST_CASE("one difference has a signed-rank p of 1 and six reach 5 percent") {
  CHECK(wilcoxon_signed_rank(std::vector{0.5}).p_value == 1.0);
  CHECK(wilcoxon_signed_rank(std::vector<double>{1, 2, 3, 4, 5}).p_value == near(0.0625));
  CHECK(wilcoxon_signed_rank(std::vector<double>{1, 2, 3, 4, 5, 6}).p_value == near(0.03125));
}

TEST_CASE("the signed-rank test refuses no differences and differences that are all 0 or not finite") {
  CHECK_THROWS_AS(wilcoxon_signed_rank({}), std::domain_error);
  CHECK_THROWS_WITH_AS(wilcoxon_signed_rank(std::vector{0.0, 0.0}),
                       "wilcoxon_signed_rank: all 2 differences are 0", std::domain_error);
  CHECK_THROWS_AS(wilcoxon_signed_rank(std::vector{0.0, 0.0}, ZeroRule::pratt), std::domain_error);
  CHECK_THROWS_AS(wilcoxon_signed_rank(std::vector{1.0, std::nan("")}), std::domain_error);
}

TEST_CASE("the Hodges-Lehmann estimate and interval agree with R") {
  // R 4.2.2, tests/oracles/ranks_and_counts.R: wilcox.test(d, conf.int = TRUE)
  const HodgesLehmann h = hodges_lehmann_interval(depression_differences());
  CHECK(h.estimate == near(0.46));
  CHECK(h.interval.low == near(0.01, 1e-10));
  CHECK(h.interval.high == near(0.786));
  CHECK(h.achieved_confidence == near(1 - 0.0390625));
  CHECK(h.n == 9);
}

TEST_CASE("the Hodges-Lehmann interval says when it cannot have the confidence asked for") {
  CHECK_THROWS_WITH_AS(hodges_lehmann_interval(std::vector<double>{1, 2, 3, 4, 5}),
                       "hodges_lehmann_interval: 5 differences give a confidence of at most 0.9375, not 0.95",
                       std::domain_error);
  const HodgesLehmann six = hodges_lehmann_interval(std::vector<double>{1, 2, 3, 4, 5, 6});
  CHECK(six.interval.low == 1);
  CHECK(six.interval.high == 6);
  CHECK(six.achieved_confidence == near(0.96875));
}

TEST_CASE("the Hodges-Lehmann interval refuses what is out of range") {
  CHECK_THROWS_AS(hodges_lehmann_interval({}), std::domain_error);
  CHECK_THROWS_AS(hodges_lehmann_interval(std::vector<double>(1001, 1.0)), std::domain_error);
  CHECK_THROWS_AS(hodges_lehmann_interval(std::vector{1.0, std::nan("")}), std::domain_error);
  CHECK_THROWS_AS(hodges_lehmann_interval(depression_differences(), 1.0), std::domain_error);
}
