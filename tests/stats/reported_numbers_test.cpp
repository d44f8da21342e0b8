#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

#include "gainsay/stats/grimmer.h"
#include "gainsay/stats/metric_feasibility.h"
#include "gainsay/stats/reported_p_value.h"

#include "reference.h"

using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

ReportedMoments moments(const char* mean, const char* sd) {
  return {parse_reported_number(mean), parse_reported_number(sd)};
}

SdDesign design(std::int64_t n, SdDenominator denominator) {
  return {.n = n, .denominator = denominator, .rounding = GrimRounding::half};
}

ReportedNumber printed(double value, int decimals) {
  std::array<char, 64> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.*f", decimals, value);
  return parse_reported_number(buffer.data());
}

struct Case {
  const char* mean;
  const char* sd;
  std::int64_t n;
  bool under_n_minus_1;
  bool under_n;
};

// Calls visit(values) for every list of n integers from 0 to 4.
template <typename Visit>
void for_each_rating(int n, const Visit& visit) {
  std::vector<int> values(static_cast<std::size_t>(n), 0);
  while (true) {
    visit(values);
    std::size_t i = 0;
    while (i < values.size() && ++values[i] == 5) values[i++] = 0;
    if (i == values.size()) return;
  }
}

double root_mean_square_deviation(const std::vector<int>& values, double mean, std::size_t denominator) {
  double squares = 0;
  for (const int value : values) squares += (value - mean) * (value - mean);
  return std::sqrt(squares / static_cast<double>(denominator));
}

// |value - printed| within half a unit of the last digit, in integers: value = numerator / denominator.
bool rounds_to(std::int64_t numerator, std::int64_t denominator, const ReportedNumber& number) {
  const auto power = static_cast<std::int64_t>(std::llround(std::pow(10, number.decimals)));
  return std::abs(2 * (numerator * power - number.units * denominator)) <= denominator;
}

}  // namespace

// Python 3.11 with fractions, tests/oracles/reported_numbers.py: every total and every sum of squares tried

TEST_CASE("GRIMMER agrees with a search over every sum of squares") {
  const std::vector<Case> cases{{"5.21", "1.60", 28, true, false},  {"3.44", "2.47", 18, false, false},
                                {"3.45", "1.20", 20, false, true},  {"2.20", "1.30", 20, false, false},
                                {"4.53", "1.51", 17, false, false}, {"5.00", "0.30", 10, false, false}};
  for (const Case& c : cases) {
    CAPTURE(c.mean);
    const ReportedMoments m = moments(c.mean, c.sd);
    CHECK(grimmer_consistent(m, design(c.n, SdDenominator::n_minus_1)) == c.under_n_minus_1);
    CHECK(grimmer_consistent(m, design(c.n, SdDenominator::n)) == c.under_n);
    CHECK(grimmer_consistent(m, design(c.n, SdDenominator::either)) == (c.under_n_minus_1 || c.under_n));
  }
}

TEST_CASE("DEBIT agrees with a search over every count") {
  const std::vector<Case> cases{{"0.36", "0.11", 20, false, false},
                                {"0.44", "0.50", 55, true, true},
                                {"0.81", "0.39", 62, false, false},
                                {"0.50", "0.51", 40, true, false},
                                {"0.50", "0.50", 40, false, true}};
  for (const Case& c : cases) {
    CAPTURE(c.mean);
    const ReportedMoments m = moments(c.mean, c.sd);
    CHECK(debit_consistent(m, 1, design(c.n, SdDenominator::n_minus_1)) == c.under_n_minus_1);
    CHECK(debit_consistent(m, 1, design(c.n, SdDenominator::n)) == c.under_n);
  }
  CHECK(debit_consistent(moments("44.0", "50.1"), 100, design(25, SdDenominator::either)) ==
        debit_consistent(moments("0.440", "0.501"), 1, design(25, SdDenominator::either)));
}

TEST_CASE("GRIMMER accuses no list of ratings whatever its sd was divided by") {
  for (int n = 2; n <= 5; ++n) {
    for_each_rating(n, [&](const std::vector<int>& values) {
      double mean = 0;
      for (const int value : values) mean += value;
      mean /= n;
      for (const auto denominator : {SdDenominator::n_minus_1, SdDenominator::n}) {
        const std::size_t divisor = values.size() - (denominator == SdDenominator::n ? 0 : 1);
        const double sd = root_mean_square_deviation(values, mean, divisor);
        const ReportedMoments m{printed(mean, 2), printed(sd, 2)};
        REQUIRE(grimmer_consistent(m, {.n = n, .denominator = denominator}));
      }
    });
  }
}

TEST_CASE("GRIMMER finds most sds impossible where there are few integers") {
  int impossible = 0;
  for (int hundredths = 0; hundredths < 200; ++hundredths) {
    const ReportedMoments m{printed(2.2, 2), printed(hundredths / 100.0, 2)};
    impossible += grimmer_consistent(m, design(10, SdDenominator::n_minus_1)) ? 0 : 1;
  }
  CHECK(impossible > 150);
}

TEST_CASE("DEBIT accuses no sample of zeros and ones") {
  for (int n = 2; n <= 40; ++n) {
    for (int c = 0; c <= n; ++c) {
      const double p = static_cast<double>(c) / n;
      const double sd = std::sqrt(p * (1 - p) * n / (n - 1));
      REQUIRE(debit_consistent({printed(100 * p, 1), printed(100 * sd, 1)}, 100, {.n = n}));
    }
  }
}

TEST_CASE("GRIMMER and DEBIT take negative means and large samples") {
  CHECK(grimmer_consistent(moments("-2.20", "1.40"), {.n = 20}) ==
        grimmer_consistent(moments("2.20", "1.40"), {.n = 20}));
  CHECK(grimmer_consistent(moments("999999.123456", "1000000"), {.n = 1'000'000}));
  CHECK(debit_consistent(moments("0.5", "0.5"), 1, {.n = 1'000'000}));
}

TEST_CASE("GRIMMER and DEBIT refuse what they cannot answer") {
  CHECK_THROWS_AS(grimmer_consistent(moments("1.0", "-0.5"), {.n = 5}), std::domain_error);
  CHECK_THROWS_AS(grimmer_consistent(moments("1.0", "0.5"), {.n = 1}), std::domain_error);
  CHECK_THROWS_AS(grimmer_consistent(moments("1.0", "0.5"), {.n = 2'000'000}), std::domain_error);
  CHECK_THROWS_AS(grimmer_consistent(moments("1.0000000", "0.5"), {.n = 5}), std::domain_error);
  CHECK_THROWS_AS(grimmer_consistent(moments("3e6", "0.5"), {.n = 5}), std::domain_error);
  CHECK_THROWS_AS(grimmer_consistent(moments("3000000", "0.5"), {.n = 5}), std::domain_error);
  CHECK_THROWS_WITH_AS(debit_consistent(moments("0.5", "0.5"), 10, {.n = 5}),
                       "debit_consistent: scale must be 1 or 100, is 10", std::domain_error);
}

// SciPy 1.17.1, tests/oracles/reported_numbers.py

TEST_CASE("the p values of printed statistics agree with SciPy at the ends of their rounding") {
  const RoundingInterval t = p_value_of_reported_t(parse_reported_number("2.20"), 28);
  CHECK(t.low == near(0.0358356592035663));
  CHECK(t.high == near(0.0366191154726234));
  const RoundingInterval greater =
      p_value_of_reported_t(parse_reported_number("2.20"), 28, Alternative::greater);
  CHECK(greater.low == near(0.0179178296017831));
  CHECK(greater.high == near(0.0183095577363117));
  const RoundingInterval less = p_value_of_reported_t(parse_reported_number("2.20"), 28, Alternative::less);
  CHECK(less.low == near(0.981690442263688));
  CHECK(less.high == near(0.982082170398217));
  const RoundingInterval zero = p_value_of_reported_t(parse_reported_number("0.0"), 10);
  CHECK(zero.low == near(0.961106987047401));
  CHECK(zero.high == 1);
  const RoundingInterval z = p_value_of_reported_z(parse_reported_number("-1.96"));
  CHECK(z.low == near(0.0494142375450078));
  CHECK(z.high == near(0.0505830702704602));
  CHECK(p_value_of_reported_z(parse_reported_number("1.96"), Alternative::greater).high == near(z.high / 2));
  CHECK(p_value_of_reported_z(parse_reported_number("-1.96"), Alternative::less).high == near(z.high / 2));
  const RoundingInterval f = p_value_of_reported_f(parse_reported_number("3.4"), 2, 27);
  CHECK(f.low == near(0.0463142771729066));
  CHECK(f.high == near(0.0501657320795273));
  const RoundingInterval chi = p_value_of_reported_chi_squared(parse_reported_number("7.81"), 3);
  CHECK(chi.low == near(0.0499939029748839));
  CHECK(chi.high == near(0.0502184544746584));
  CHECK(p_value_of_reported_f(parse_reported_number("0.0"), 2, 27).high == 1);
}

TEST_CASE("a printed p value is held against all that its statistic may stand for") {
  const RoundingInterval z = p_value_of_reported_z(parse_reported_number("1.96"));
  CHECK(p_value_consistent(parse_reported_number("0.05"), PrintedRelation::equal, z));
  CHECK(p_value_consistent(parse_reported_number("0.05"), PrintedRelation::below, z));
  CHECK(p_value_consistent(parse_reported_number("0.05"), PrintedRelation::above, z));
  CHECK(p_value_consistent(parse_reported_number("0.0500"), PrintedRelation::equal, z));
  CHECK_FALSE(p_value_consistent(parse_reported_number("0.052"), PrintedRelation::equal, z));
  CHECK_FALSE(p_value_consistent(parse_reported_number("0.01"), PrintedRelation::below, z));
  CHECK_FALSE(p_value_consistent(parse_reported_number("0.06"), PrintedRelation::above, z));
  const RoundingInterval tiny = p_value_of_reported_z(parse_reported_number("5.2"));
  CHECK(p_value_consistent(parse_reported_number("0.000"), PrintedRelation::equal, tiny));
}

TEST_CASE("the p values of printed statistics refuse what cannot be") {
  CHECK_THROWS_AS(p_value_of_reported_t(parse_reported_number("2"), 0), std::domain_error);
  CHECK_THROWS_AS(p_value_of_reported_f(parse_reported_number("-0.1"), 1, 2), std::domain_error);
  CHECK_THROWS_AS(p_value_of_reported_f(parse_reported_number("0.1"), 0, 2), std::domain_error);
  CHECK_THROWS_AS(p_value_of_reported_f(parse_reported_number("0.1"), 1, 0), std::domain_error);
  CHECK_THROWS_AS(p_value_of_reported_chi_squared(parse_reported_number("-0.1"), 1), std::domain_error);
  CHECK_THROWS_AS(p_value_of_reported_chi_squared(parse_reported_number("0.1"), -1), std::domain_error);
  CHECK_THROWS_AS(p_value_consistent(parse_reported_number("1.1"), PrintedRelation::equal, {0, 1}),
                  std::domain_error);
}

TEST_CASE("metrics are feasible exactly where some confusion matrix gives them") {
  constexpr std::int64_t positive = 5;
  constexpr std::int64_t negative = 6;
  constexpr std::int64_t total = positive + negative;
  int feasible = 0;
  int tried = 0;
  for (int accuracy = 0; accuracy <= 20; ++accuracy) {
    for (int precision = 0; precision <= 20; ++precision) {
      for (int f1 = 0; f1 <= 20; f1 += 2) {
        ReportedMetrics metrics;
        metrics.accuracy = printed(accuracy / 20.0, 2);
        metrics.precision = printed(precision / 20.0, 2);
        if (f1 % 4 == 0) metrics.f1 = printed(f1 / 20.0, 2);
        bool expected = false;
        for (std::int64_t tp = 0; tp <= positive; ++tp) {
          for (std::int64_t fp = 0; fp <= negative; ++fp) {
            const bool defined = tp + fp > 0;
            expected =
                expected ||
                (rounds_to(tp + negative - fp, total, *metrics.accuracy) &&
                 (defined ? rounds_to(tp, tp + fp, *metrics.precision) : metrics.precision->units == 0) &&
                 (!metrics.f1 || rounds_to(2 * tp, tp + fp + positive, *metrics.f1)));
          }
        }
        const MetricFeasibility found =
            metric_feasibility(metrics, {.positive = positive, .total = total}, 1, GrimRounding::half);
        REQUIRE(found.feasible == expected);
        REQUIRE(found.witness.has_value() == expected);
        ++tried;
        feasible += expected ? 1 : 0;
      }
    }
  }
  CHECK(feasible > 10);
  CHECK(feasible < tried / 10);
}

TEST_CASE("what a confusion matrix gives is feasible whether or not the classes are known") {
  for (std::int64_t tp = 0; tp <= 9; tp += 3) {
    for (std::int64_t tn = 0; tn <= 17; tn += 4) {
      const auto share = [](std::int64_t part, std::int64_t whole) {
        return printed(100 * static_cast<double>(part) / static_cast<double>(whole), 1);
      };
      ReportedMetrics metrics;
      metrics.accuracy = share(tp + tn, 26);
      metrics.sensitivity = share(tp, 9);
      metrics.specificity = share(tn, 17);
      if (tp + 17 - tn > 0) metrics.precision = share(tp, tp + 17 - tn);
      metrics.f1 = share(2 * tp, 2 * tp + 17 - tn + 9 - tp);
      for (const auto rounding : {GrimRounding::half, GrimRounding::any}) {
        REQUIRE(metric_feasibility(metrics, {.positive = 9, .total = 26}, 100, rounding).feasible);
        REQUIRE(metric_feasibility(metrics, {.positive = std::nullopt, .total = 26}, 100, rounding).feasible);
      }
      const MetricFeasibility found = metric_feasibility(metrics, {.positive = 9, .total = 26}, 100);
      CHECK(found.witness->true_positive == tp);
      CHECK(found.witness->true_negative == tn);
      CHECK(found.witness->false_negative == 9 - tp);
      CHECK(found.witness->false_positive == 17 - tn);
    }
  }
}

TEST_CASE("a sensitivity above its accuracy and specificity is found out") {
  ReportedMetrics metrics;
  metrics.accuracy = parse_reported_number("0.950");
  metrics.sensitivity = parse_reported_number("0.900");
  metrics.specificity = parse_reported_number("0.940");
  CHECK_FALSE(metric_feasibility(metrics, {.positive = std::nullopt, .total = 1000}).feasible);
}

TEST_CASE("metric feasibility refuses what it cannot answer") {
  ReportedMetrics metrics;
  CHECK_THROWS_WITH_AS(metric_feasibility(metrics, {.positive = 2, .total = 5}),
                       "metric_feasibility: at least one metric must be given", std::domain_error);
  metrics.accuracy = parse_reported_number("0.9");
  CHECK_THROWS_AS(metric_feasibility(metrics, {.positive = 5, .total = 5}), std::domain_error);
  CHECK_THROWS_AS(metric_feasibility(metrics, {.positive = 0, .total = 5}), std::domain_error);
  CHECK_THROWS_AS(metric_feasibility(metrics, {.positive = std::nullopt, .total = 20'000}),
                  std::domain_error);
  CHECK_THROWS_AS(metric_feasibility(metrics, {.positive = 1, .total = 1}), std::domain_error);
  CHECK_THROWS_AS(metric_feasibility(metrics, {.positive = 2, .total = 5}, 10), std::domain_error);
  metrics.f1 = parse_reported_number("1.9");
  CHECK_THROWS_AS(metric_feasibility(metrics, {.positive = 2, .total = 5}), std::domain_error);
  metrics.f1 = parse_reported_number("0.00000001");
  CHECK_THROWS_AS(metric_feasibility(metrics, {.positive = 2, .total = 5}), std::domain_error);
}
