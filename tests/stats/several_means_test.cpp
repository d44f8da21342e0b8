#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <span>
#include <stdexcept>
#include <vector>

#include "gainsay/stats/dunnett.h"
#include "gainsay/stats/games_howell.h"
#include "gainsay/stats/student_t_test.h"
#include "gainsay/stats/studentized_range.h"
#include "gainsay/stats/tukey_hsd.h"
#include "gainsay/stats/welch_t_test.h"

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

using Groups = std::vector<std::vector<double>>;

constexpr double infinity = std::numeric_limits<double>::infinity();

std::vector<std::span<const double>> spans(const Groups& groups) { return {groups.begin(), groups.end()}; }
TukeyHsd tukey(const Groups& groups, double confidence = 0.95) {
  return tukey_hsd(spans(groups), confidence);
}
GamesHowellTest games_howell(const Groups& groups, double confidence = 0.95) {
  return games_howell_test(spans(groups), confidence);
}
DunnettTest dunnett(const Groups& groups, std::int64_t control, double confidence = 0.95) {
  return dunnett_test(spans(groups), control, confidence);
}

// R's warpbreaks: breaks of yarn at low, medium and high tension.
const Groups breaks{{26, 30, 54, 25, 70, 52, 51, 26, 67, 27, 14, 29, 19, 29, 31, 41, 20, 44},
                    {18, 21, 29, 17, 12, 18, 35, 30, 36, 42, 26, 19, 16, 39, 28, 21, 39, 29},
                    {36, 21, 24, 18, 10, 43, 28, 15, 26, 20, 21, 24, 17, 13, 15, 15, 16, 28}};

// R's airquality: ozone in New York in May, June and July 1973.
const Groups ozone{
    {41, 36, 12, 18, 28, 23, 19, 8, 7, 16, 11, 14, 18, 14, 34, 6, 30, 11, 1, 11, 4, 32, 23, 45, 115, 37},
    {29, 71, 39, 23, 21, 37, 20, 12, 13},
    {135, 49, 32, 64, 40, 77, 97,  97, 85, 10, 27, 7,  48,
     35,  61, 79, 63, 16, 80, 108, 20, 52, 82, 50, 64, 59}};

double normal_cdf(double z) { return std::erfc(-z / std::numbers::sqrt2) / 2; }
double normal_density(double z) { return std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi); }

// P(max |t_i| <= x) of k - 1 groups and a control of one size, and P(range <= q sd) of k groups: the
// definitions, by sums over a fine grid of the sd and of the shared or largest value.
template <typename Within>
double mean_over_sd(int df, const Within& within) {
  constexpr double step = 1.0 / 64;
  const double half = df / 2.0;
  const double scale = 2 * std::pow(half, half) / std::tgamma(half);
  double total = 0;
  for (double s = step; s < 6; s += step) {
    total += scale * std::pow(s, df - 1) * std::exp(-half * s * s) * within(s);
  }
  return total * step;
}

double slow_range_cdf(double q, int k, int df) {
  return mean_over_sd(df, [&](double s) {
    constexpr double step = 1.0 / 16;
    double total = 0;
    for (double x = -9; x < 9; x += step) {
      total += k * normal_density(x) * std::pow(normal_cdf(x) - normal_cdf(x - q * s), k - 1);
    }
    return total * step;
  });
}

double slow_one_control_cdf(double x, int k, int df) {
  return mean_over_sd(df, [&](double s) {
    constexpr double step = 1.0 / 16;
    double total = 0;
    for (double y = -9; y < 9; y += step) {
      const double upper = normal_cdf(std::numbers::sqrt2 * x * s - y);
      const double lower = normal_cdf(-std::numbers::sqrt2 * x * s - y);
      total += normal_density(y) * std::pow(upper - lower, k - 1);
    }
    return total * step;
  });
}

}  // namespace

TEST_CASE("the studentized range over an estimated sd agrees with the trapezoidal rule") {
  // NumPy 2.4.6 and SciPy 1.17.1, tests/oracles/several_means.py; the first with mpmath 1.4.1 in 30 digits
  CHECK(studentized_range_ccdf(3.5, 3, 2) == near(0.229471520693983));
  CHECK(studentized_range_ccdf(3.5, 3, 5) == near(0.1192729554661));
  CHECK(studentized_range_ccdf(4, 5, 20) == near(0.06958714392304));
  CHECK(studentized_range_ccdf(12, 4, 8) == near(0.0001318356534927));
  CHECK(studentized_range_ccdf(5, 10, 60) == near(0.02528421975908));
  CHECK(studentized_range_ccdf(2, 3, 1.5) == near(0.5083917164064));
}

TEST_CASE("the critical values of the studentized range over an estimated sd are R's") {
  // R 4.2.2, tests/oracles/several_means.R: qtukey(.95, c(3, 5, 10), 10), which is good to 7 digits
  CHECK(studentized_range_critical_value(0.05, 3, 10) == near(3.876776749, 1e-6));
  CHECK(studentized_range_critical_value(0.05, 5, 10) == near(4.654293076, 1e-6));
  CHECK(studentized_range_critical_value(0.05, 10, 10) == near(5.598386462, 1e-6));
}

TEST_CASE("critical values of the studentized range turn back into alpha") {
  for (const double df : {1.0, 1.7, 4.0, 30.0, 5000.0, infinity}) {
    for (const std::int64_t k : {2, 6, 40, 1000}) {
      for (const double alpha : {0.9, 0.05, 1e-6}) {
        const double q = studentized_range_critical_value(alpha, k, df);
        CHECK(studentized_range_ccdf(q, k, df) == near(alpha, 1e-11));
      }
    }
  }
}

TEST_CASE("the studentized range of two values is Student's t times the root of 2") {
  // In closed form: 1 - 2 atan(t) / pi at 1 df, 1 - t / sqrt(2 + t^2) at 2 df
  for (const double t : {0.1, 1.0, 4.0}) {
    const double q = t * std::numbers::sqrt2;
    CHECK(studentized_range_ccdf(q, 2, 1) == near(1 - 2 / std::numbers::pi * std::atan(t), 1e-11));
    CHECK(studentized_range_ccdf(q, 2, 2) == near(1 - t / std::sqrt(2 + t * t), 1e-11));
  }
}

TEST_CASE("the studentized range agrees with sums over a grid of the sd") {
  CHECK(1 - studentized_range_ccdf(3, 4, 7) == near(slow_range_cdf(3, 4, 7), 1e-10));
  CHECK(1 - studentized_range_ccdf(5, 7, 11) == near(slow_range_cdf(5, 7, 11), 1e-10));
}

TEST_CASE("the studentized range over an estimated sd refuses what is out of range") {
  CHECK_THROWS_WITH_AS(studentized_range_ccdf(1, 3, 0.5),
                       "studentized_range_ccdf: df must be at least 1, is 0.5", std::domain_error);
  CHECK_THROWS_AS(studentized_range_ccdf(1, 3, std::nan("")), std::domain_error);
  CHECK_THROWS_AS(studentized_range_critical_value(0.05, 3, 0), std::domain_error);
  CHECK(studentized_range_ccdf(0, 3, 5) == near(1));
}

TEST_CASE("Tukey's differences agree with R on warpbreaks") {
  // R 4.2.2, tests/oracles/several_means.R: TukeyHSD(aov(breaks ~ tension)), whose differences have the other
  // sign
  const TukeyHsd t = tukey(breaks);
  REQUIRE(t.comparisons.size() == 3);
  CHECK(t.comparisons[0].estimate == near(10));
  CHECK(t.comparisons[1].estimate == near(14.72222222, 1e-9));
  CHECK(t.comparisons[2].estimate == near(4.722222222, 1e-9));
  CHECK(t.comparisons[0].interval.low == near(0.440175556, 1e-6));
  CHECK(t.comparisons[0].interval.high == near(19.55982444, 1e-7));
  CHECK(t.comparisons[2].interval.low == near(-4.837602222, 1e-7));
  CHECK(t.comparisons[0].p_value == near(0.03845976806, 1e-8));
  CHECK(t.comparisons[1].p_value == near(0.001431503308, 1e-7));
  CHECK(t.comparisons[2].p_value == near(0.4630830971, 1e-8));
  CHECK(t.comparisons[2].a == 1);
  CHECK(t.comparisons[2].b == 2);
  CHECK(t.comparisons[2].interval.confidence == 0.95);
  CHECK(t.df == 51);
  CHECK(t.n == 54);
  CHECK(t.n_groups == 3);
  CHECK(t.method == "tukey-hsd");
}

TEST_CASE("Tukey's differences agree with SciPy on groups of unequal size") {
  // SciPy 1.17.1, tests/oracles/several_means.py: tukey_hsd(may, june, july)
  const TukeyHsd t = tukey(ozone);
  CHECK(t.comparisons[0].p_value == near(0.834590833, 1e-8));
  CHECK(t.comparisons[1].p_value == near(2.62361882e-05, 1e-8));
  CHECK(t.comparisons[2].p_value == near(0.0135722405, 1e-8));
  CHECK(t.comparisons[0].interval.low == near(-30.2649341, 1e-8));
  CHECK(t.comparisons[1].interval.high == near(-17.9761264, 1e-8));
}

TEST_CASE("Games-Howell agrees with SciPy") {
  // SciPy 1.17.1, tests/oracles/several_means.py: tukey_hsd(may, june, july, equal_var=False)
  const GamesHowellTest t = games_howell(ozone);
  REQUIRE(t.comparisons.size() == 3);
  CHECK(t.comparisons[0].p_value == near(0.719932959, 1e-8));
  CHECK(t.comparisons[1].p_value == near(7.7445791e-05, 1e-7));
  CHECK(t.comparisons[2].p_value == near(0.0059636082, 1e-8));
  CHECK(t.comparisons[0].interval.low == near(-25.0044496, 1e-8));
  CHECK(t.comparisons[0].interval.high == near(13.34633, 1e-8));
  CHECK(t.comparisons[2].interval.high == near(-8.04110128, 1e-8));
  CHECK(t.n == 61);
  CHECK(t.method == "games-howell");
}

TEST_CASE("Dunnett agrees with the trapezoidal rule and the random integral of multcomp") {
  // SciPy 1.17.1, tests/oracles/several_means.py; R 4.2.2, multcomp 1.4: 0.802 and 1.77e-05
  const DunnettTest t = dunnett(ozone, 0);
  REQUIRE(t.comparisons.size() == 2);
  CHECK(t.comparisons[0].statistic == near(0.573775877546));
  CHECK(t.comparisons[0].p_value == near(0.8019754580986, 1e-11));
  CHECK(t.comparisons[1].statistic == near(4.87270248915));
  CHECK(t.comparisons[1].p_value == near(1.773880463927e-05, 1e-10));
  CHECK(t.comparisons[1].a == 2);
  CHECK(t.comparisons[1].b == 0);
  CHECK(t.df == 58);
  CHECK(t.control == 0);
  CHECK(t.method == "dunnett");
}

TEST_CASE("Dunnett's critical values are those of the tables") {
  // Dunnett (1964), table II, two-sided, 5 %, groups of one size: 3 treatments and 20 df 2.54; Student's t
  // for one
  Groups six(4, std::vector<double>{1, 2, 3, 4, 5, 6});
  six[1][0] = 7;
  CHECK(std::abs(dunnett(six, 0).critical_value - 2.54) < 0.005);
  const Groups two(2, std::vector<double>{1, 2, 3, 4});
  CHECK(dunnett(two, 0).critical_value == near(2.44691185114, 1e-11));  // R 4.2.2: qt(.975, 6)
}

TEST_CASE("Dunnett agrees with sums over a grid of the sd") {
  Groups five(5, std::vector<double>{1, 2, 4});
  for (std::size_t g = 0; g < five.size(); ++g) five[g][0] += 0.8 * static_cast<double>(g);
  const DunnettTest t = dunnett(five, 0);
  for (const MeanDifference& d : t.comparisons) {
    CHECK(1 - d.p_value == near(slow_one_control_cdf(std::abs(d.statistic), 5, 10), 1e-9));
  }
  CHECK(slow_one_control_cdf(t.critical_value, 5, 10) == near(0.95, 1e-9));
}

TEST_CASE("with two groups all three are the t test") {
  const Groups two{ozone[0], ozone[1]};
  const StudentTTest pooled = student_t_test(two[0], two[1]);
  const WelchTTest welch = welch_t_test(two[0], two[1]);
  const MeanDifference t = tukey(two).comparisons.front();
  const MeanDifference d = dunnett(two, 1).comparisons.front();
  const MeanDifference g = games_howell(two).comparisons.front();
  CHECK(t.p_value == near(pooled.p_value, 1e-11));
  CHECK(d.p_value == near(pooled.p_value, 1e-11));
  CHECK(t.interval.low == near(pooled.interval.low, 1e-10));
  CHECK(d.interval.high == near(pooled.interval.high, 1e-10));
  CHECK(g.p_value == near(welch.p_value, 1e-11));
  CHECK(g.interval.low == near(welch.interval.low, 1e-10));
  CHECK(g.df == near(welch.df));
}

TEST_CASE("Dunnett is sharper than Tukey and weaker than no adjustment") {
  const DunnettTest d = dunnett(ozone, 1);
  const TukeyHsd t = tukey(ozone);
  CHECK(d.comparisons[1].p_value < t.comparisons[2].p_value);
  CHECK(d.critical_value < t.critical_value);
  CHECK(d.critical_value > 2.0017);  // R 4.2.2: qt(.975, 58) = 2.001717
}

TEST_CASE("comparisons of means keep their p values under shift and scale and follow the groups") {
  Groups changed = ozone;
  for (auto& group : changed) {
    for (double& value : group) value = 3 - 0.5 * value;
  }
  std::swap(changed[0], changed[2]);
  CHECK(tukey(changed).comparisons[1].p_value == near(tukey(ozone).comparisons[1].p_value, 1e-10));
  CHECK(tukey(changed).comparisons[2].p_value == near(tukey(ozone).comparisons[0].p_value, 1e-10));
  CHECK(games_howell(changed).comparisons[0].p_value ==
        near(games_howell(ozone).comparisons[2].p_value, 1e-10));
  CHECK(dunnett(changed, 2).comparisons[0].p_value == near(dunnett(ozone, 0).comparisons[1].p_value, 1e-9));
  CHECK(dunnett(changed, 2).comparisons[0].estimate ==
        near(-0.5 * dunnett(ozone, 0).comparisons[1].estimate));
}

TEST_CASE("an interval leaves out 0 where the p value is below its alpha") {
  const double p = tukey(ozone).comparisons[2].p_value;
  CHECK(tukey(ozone, 1 - p * 1.01).comparisons[2].interval.high < 0);
  CHECK(tukey(ozone, 1 - p * 0.99).comparisons[2].interval.high > 0);
  const double g = games_howell(ozone).comparisons[2].p_value;
  CHECK(games_howell(ozone, 1 - g * 1.01).comparisons[2].interval.high < 0);
  CHECK(games_howell(ozone, 1 - g * 0.99).comparisons[2].interval.high > 0);
}

TEST_CASE("the smallest comparisons of means have one group of two values") {
  const Groups smallest{{1, 2}, {4}};
  CHECK(tukey(smallest).df == 1);
  CHECK(tukey(smallest).sd == near(std::sqrt(0.5)));
  CHECK(dunnett(smallest, 1).comparisons[0].estimate == near(-2.5));
  CHECK(games_howell({{1, 2}, {4, 4.5}}).comparisons.size() == 1);
}

TEST_CASE("Dunnett holds with groups of very unequal size") {
  // With a control of one value the comparisons are nearly one, and the largest is little more than each.
  std::vector<double> large(4000);
  for (std::size_t i = 0; i < large.size(); ++i) large[i] = std::sin(static_cast<double>(i));
  const DunnettTest t = dunnett({{2}, large, large, large}, 0);
  CHECK(t.critical_value > 1.96);
  CHECK(t.critical_value < 2.05);
  // With a large control they are nearly independent: 1 - (1 - p)^(1/3) at 5 %; R 4.2.2: qnorm(1 -
  // (1-.95^(1/3))/2)
  const DunnettTest many = dunnett({large, {2}, {1}, {0}}, 0);
  CHECK(std::abs(many.critical_value - 2.387737) < 2e-3);
}

TEST_CASE("comparisons of means refuse what they cannot compare") {
  CHECK_THROWS_WITH_AS(tukey({{1, 2}}), "tukey_hsd: the number of groups must be 2 to 1000, is 1",
                       std::domain_error);
  CHECK_THROWS_WITH_AS(dunnett({{1, 2}, {3, 4}}, 2), "dunnett_test: control must be 0 to 1, is 2",
                       std::domain_error);
  CHECK_THROWS_WITH_AS(games_howell({{1, 2}, {3}}),
                       "games_howell_test: groups[1] must have at least 2 values, has 1", std::domain_error);
  CHECK_THROWS_AS(dunnett({{1, 2}, {3, 4}}, -1), std::domain_error);
  CHECK_THROWS_AS(tukey({{1, 2}, {}}), std::domain_error);
  CHECK_THROWS_WITH_AS(tukey({{1}, {2}}),
                       "tukey_hsd: every group has a single value, so that nothing tells how much they vary",
                       std::domain_error);
  CHECK_THROWS_AS(tukey({{1, 1}, {2, 2}}), std::domain_error);
  CHECK_THROWS_AS(games_howell({{1, 1}, {2, 2}, {3, 4}}), std::domain_error);
  CHECK_THROWS_AS(dunnett({{1, 2}, {3, std::nan("")}}, 0), std::domain_error);
  CHECK_THROWS_AS(tukey({{1, 2}, {3, 4}}, 1), std::domain_error);
  CHECK_THROWS_AS(games_howell({{1, 2}, {3, 4}}, 0), std::domain_error);
  CHECK_THROWS_AS(dunnett({{1, 2}, {3, 4}}, 0, -0.5), std::domain_error);
  CHECK_THROWS_AS(games_howell({{1, 2}}), std::domain_error);
}
