#include "gainsay/stats/mann_whitney.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <vector>

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

const std::vector<double> x{0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};
const std::vector<double> y{1.15, 0.88, 0.90, 0.74, 1.21};

// Pairs won, counted one by one; ties are half.
double naive_u(const std::vector<double>& a, const std::vector<double>& b) {
  double u = 0;
  for (const double left : a) {
    for (const double right : b) u += left > right ? 1.0 : (left == right ? 0.5 : 0.0);
  }
  return u;
}

// Every way to deal the pooled values into two arms.
double naive_p(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> pooled = a;
  pooled.insert(pooled.end(), b.begin(), b.end());
  const double middle = static_cast<double>(a.size() * b.size()) / 2;
  const double observed = std::abs(naive_u(a, b) - middle);
  int hits = 0;
  int all = 0;
  for (unsigned deal = 0; deal < 1U << pooled.size(); ++deal) {
    std::vector<double> left;
    std::vector<double> right;
    for (std::size_t i = 0; i < pooled.size(); ++i)
      ((deal >> i & 1U) != 0 ? left : right).push_back(pooled[i]);
    if (left.size() != a.size()) continue;
    ++all;
    if (std::abs(naive_u(left, right) - middle) >= observed) ++hits;
  }
  return static_cast<double>(hits) / all;
}

}  // namespace

TEST_CASE("Mann-Whitney agrees with R where there are no ties") {
  // R 4.2.2, tests/oracles/ranks_and_counts.R: wilcox.test(x, y)
  const MannWhitney m = mann_whitney(x, y);
  CHECK(m.u == 35);
  CHECK(m.probability_of_superiority == near(0.7));
  CHECK(m.p_value == near(0.254412254412254));
  CHECK(m.exact);
  CHECK(m.n_a == 10);
  CHECK(m.n_b == 5);
  CHECK(m.method == "mann-whitney");
  CHECK(mann_whitney(x, y, Alternative::greater).p_value == near(0.127206127206127));
  CHECK(mann_whitney(y, x, Alternative::less).p_value == near(0.127206127206127));
}

TEST_CASE("Mann-Whitney is exact with ties") {
  // Enumeration in rational arithmetic, tests/oracles/exact_with_ties.py
  CHECK(mann_whitney(std::vector<double>{1, 2, 2, 3, 5}, std::vector<double>{2, 3, 3, 4, 6, 6, 7}).p_value ==
        near(73.0 / 792));
  CHECK(mann_whitney(std::vector<double>{4, 4, 5}, std::vector<double>{1, 1, 2, 3, 3, 3, 4, 4}).p_value ==
        near(2.0 / 33));
}

TEST_CASE("Mann-Whitney agrees with every deal on all small tied samples") {
  for (int code = 0; code < 3 * 3 * 3 * 3 * 3 * 3; ++code) {
    std::vector<double> values;
    for (int rest = code, i = 0; i < 6; ++i, rest /= 3) values.push_back(rest % 3);
    const auto [low, high] = std::ranges::minmax(values);
    if (low == high) continue;
    const std::vector<double> a(values.begin(), values.begin() + 2);
    const std::vector<double> b(values.begin() + 2, values.end());
    CAPTURE(code);
    CHECK(mann_whitney(a, b).u == naive_u(a, b));
    CHECK(mann_whitney(a, b).p_value == near(naive_p(a, b)));
    CHECK(mann_whitney(b, a).p_value == near(naive_p(b, a)));
  }
}

TEST_CASE(
    "Mann-Whitney takes the complement when the arms are swapped and ignores monotone changes of unit") {
  const MannWhitney m = mann_whitney(x, y);
  const MannWhitney swapped = mann_whitney(y, x);
  CHECK(swapped.p_value == near(m.p_value));
  CHECK(swapped.probability_of_superiority == near(1 - m.probability_of_superiority));
  std::vector<double> log_x = x;
  std::vector<double> log_y = y;
  for (double& value : log_x) value = std::log(value);
  for (double& value : log_y) value = std::log(value);
  CHECK(mann_whitney(log_x, log_y).p_value == near(m.p_value));
}

TEST_CASE("beyond 80 values Mann-Whitney is the tie-corrected normal approximation of R and says so") {
  // R 4.2.2, tests/oracles/ranks_and_counts.R: wilcox.test(tied_x, tied_y, exact = FALSE)
  std::vector<double> a;
  std::vector<double> b;
  for (int i = 1; i <= 60; ++i) a.push_back(std::round(10 * std::sin(i)));
  for (int i = 1; i <= 50; ++i) b.push_back(std::round(10 * std::cos(i) + 2));
  const MannWhitney m = mann_whitney(a, b);
  CHECK_FALSE(m.exact);
  CHECK(m.u == 1254.5);
  CHECK(m.p_value == near(0.140657151709889));
  CHECK(mann_whitney(a, b, Alternative::less).p_value == near(0.0703285758549447));
  CHECK(mann_whitney(a, b, Alternative::greater).p_value == near(0.930478196018095));
}

TEST_CASE("the exact Mann-Whitney p of 40 against 40 separated values is 2 over their binomial coefficient") {
  std::vector<double> low(40);
  std::iota(low.begin(), low.end(), 0.0);
  std::vector<double> high(40);
  std::iota(high.begin(), high.end(), 100.0);
  // C(80, 40) = 107507208733336176461620
  CHECK(mann_whitney(low, high).p_value == near(2 / 1.07507208733336176461620e23, 1e-11));
}

TEST_CASE("the smallest Mann-Whitney has one value an arm and a p of 1") {
  const MannWhitney m = mann_whitney(std::vector{2.0}, std::vector{1.0});
  CHECK(m.u == 1);
  CHECK(m.p_value == 1);
}

TEST_CASE("Mann-Whitney refuses empty arms and values that are all tied or not finite") {
  CHECK_THROWS_AS(mann_whitney({}, y), std::domain_error);
  CHECK_THROWS_AS(mann_whitney(x, {}), std::domain_error);
  CHECK_THROWS_AS(mann_whitney(x, std::vector{std::nan("")}), std::domain_error);
  CHECK_THROWS_WITH_AS(mann_whitney(std::vector{1.0, 1.0}, std::vector{1.0}),
                       "mann_whitney: all values are tied", std::domain_error);
}
