#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <utility>
#include <vector>

#include "gainsay/stats/kaplan_meier.h"
#include "gainsay/stats/learning_curve.h"
#include "gainsay/stats/log_rank_test.h"

#include "reference.h"

// Reference numbers: tests/oracles/learning_curves.R and tests/oracles/learning_curves.py.
using namespace gainsay::stats;
using namespace gainsay::stats::reference;

namespace {

using Labels = std::vector<std::int64_t>;

const std::vector<double> steps{0, 100, 250, 300, 700, 1000};
const std::vector<double> values{0.1, 0.35, 0.62, 0.58, 0.81, 0.84};
const LearningCurve curve{steps, values};

// Remission of leukaemia with and without maintenance: Miller (1981), R's `aml`.
const std::vector<double> times{9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161, 5,
                                5, 8,  8,  12, 16, 23, 27, 30, 33, 43, 45};
const Labels events{1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1};

CensoredTimes part(std::size_t first, std::size_t size) {
  return {std::span(times).subspan(first, size), std::span(events).subspan(first, size)};
}

// 1 2 3 1 2 3 ..., and so on for other cycles.
Labels cycle(const Labels& labels) {
  Labels all;
  for (std::size_t i = 0; i < times.size(); ++i) all.push_back(labels[i % labels.size()]);
  return all;
}

Labels two_groups() {
  Labels group(11, 1);
  group.insert(group.end(), 12, 2);
  return group;
}

double survival_by_hand(const CensoredTimes& sample, double time) {
  double product = 1;
  for (std::size_t i = 0; i < sample.times.size(); ++i) {
    if (sample.events[i] == 0 || sample.times[i] > time) continue;
    double at_risk = 0;
    double before = 0;  // events at this time that have been counted
    for (std::size_t j = 0; j < sample.times.size(); ++j) {
      if (sample.times[j] >= sample.times[i]) ++at_risk;
      if (j < i && sample.times[j] == sample.times[i] && sample.events[j] == 1) ++before;
    }
    product *= (at_risk - before - 1) / (at_risk - before);
  }
  return product;
}

}  // namespace

TEST_CASE("the area under a learning curve agrees with the trapezoids of NumPy") {
  // NumPy: trapezoid(values, steps); over 50 to 800 with interp at the ends
  const AreaUnderCurve whole = area_under_curve(curve);
  CHECK(whole.area == near(650.75));
  CHECK(whole.mean == near(0.65075));
  CHECK(whole.n == 6);
  const AreaUnderCurve part_of_it = area_under_curve(curve, {50, 800});
  CHECK(part_of_it.area == near(476.625));
  CHECK(part_of_it.mean == near(476.625 / 750));
  CHECK(part_of_it.n == 4);
}

TEST_CASE("areas of parts add up and a straight line has the height of its middle") {
  const double parts =
      area_under_curve(curve, {std::nullopt, 260}).area + area_under_curve(curve, {260, {}}).area;
  CHECK(parts == near(650.75));
  const std::vector<double> two{3, 5};
  const std::vector<double> line{1, 2};
  CHECK(area_under_curve({two, line}).mean == near(1.5));
  CHECK(area_under_curve({two, line}, {3.5, 4}).mean == near(1.375));
}

TEST_CASE("a target is reached at the first value or at the first from which on all are as good") {
  CHECK(steps_to_target(curve, 0.6).steps == 250);
  CHECK(steps_to_target(curve, 0.6, Crossing::sustained).steps == 700);
  CHECK(steps_to_target(curve, 0.62).steps == 250);
  CHECK(steps_to_target(curve, 0.05, Crossing::sustained).steps == 0);
  CHECK(steps_to_target(curve, 0.3, Crossing::first, false).steps == 0);
  const StepsToTarget loss = steps_to_target(curve, 0.3, Crossing::sustained, false);
  CHECK_FALSE(loss.reached);
  CHECK(loss.steps == 1000);
}

TEST_CASE("a target that is not reached is censored at the last step") {
  for (const auto crossing : {Crossing::first, Crossing::sustained}) {
    const StepsToTarget never = steps_to_target(curve, 0.9, crossing);
    CHECK_FALSE(never.reached);
    CHECK(never.steps == 1000);
    CHECK(never.n == 6);
  }
  const std::vector one{4.0};
  CHECK(steps_to_target({one, one}, 4).reached);
}

TEST_CASE("learning curves that are none are refused") {
  const std::vector<double> back{0, 2, 2};
  const std::vector<double> three{1, 2, 3};
  CHECK_THROWS_WITH_AS(area_under_curve({back, three}),
                       "area_under_curve: steps must ascend, but steps[2] is 2 after 2", std::domain_error);
  CHECK_THROWS_AS(area_under_curve({three, values}), std::domain_error);
  CHECK_THROWS_AS(area_under_curve({std::span(three).first(1), std::span(three).first(1)}),
                  std::domain_error);
  CHECK_THROWS_WITH_AS(area_under_curve(curve, {0, 1001}),
                       "area_under_curve: the range must lie within the steps 0 to 1000, is 0 to 1001",
                       std::domain_error);
  CHECK_THROWS_AS(area_under_curve(curve, {-1, 10}), std::domain_error);
  CHECK_THROWS_AS(area_under_curve(curve, {10, 10}), std::domain_error);
  CHECK_THROWS_AS(area_under_curve(curve, {std::nan(""), 10}), std::domain_error);
  CHECK_THROWS_AS(steps_to_target({}, 1), std::domain_error);
  CHECK_THROWS_AS(steps_to_target(curve, std::nan("")), std::domain_error);
  const std::vector<double> gap{1, std::nan(""), 3};
  CHECK_THROWS_AS(steps_to_target({three, gap}, 1), std::domain_error);
}

TEST_CASE("Kaplan-Meier agrees with R") {
  // R 4.2.2, survival: survfit(Surv(time, status) ~ 1, conf.type), maintained patients
  const KaplanMeier plain = kaplan_meier(part(0, 11), SurvivalInterval::plain);
  REQUIRE(plain.curve.size() == 7);
  CHECK(plain.curve[2].time == 18);
  CHECK(plain.curve[2].n_at_risk == 8);
  CHECK(plain.curve[2].n_events == 1);
  CHECK(plain.curve[2].survival == near(0.715909090909, 1e-11));
  CHECK(*plain.curve[2].standard_error == near(0.1396649705572, 1e-11));
  CHECK(plain.curve[2].interval->low == near(0.4421707787151, 1e-11));
  CHECK(plain.curve[2].interval->high == near(0.989647403103, 1e-11));
  CHECK(plain.curve[0].interval->high == 1);
  CHECK(plain.curve[6].interval->low == 0);
  CHECK(*plain.median == 31);
  CHECK(*plain.median_low == 18);
  CHECK(*plain.median_high == 48);
  const KaplanMeier log_log = kaplan_meier(part(0, 11));
  CHECK(log_log.curve[0].interval->low == near(0.5080802057699, 1e-11));
  CHECK(log_log.curve[0].interval->high == near(0.986673822668, 1e-11));
  CHECK(log_log.curve[6].interval->low == near(0.0117384801232, 1e-10));
  CHECK(log_log.curve[6].interval->high == near(0.525014842727, 1e-11));
  CHECK(*log_log.median_low == 13);
  CHECK_FALSE(log_log.median_high);
  CHECK(log_log.n == 11);
  CHECK(log_log.n_events == 7);
}

TEST_CASE("Kaplan-Meier agrees with R where times are tied and nothing is left at the end") {
  const KaplanMeier fit = kaplan_meier(part(11, 12));
  REQUIRE(fit.curve.size() == 9);
  CHECK(fit.curve[1].n_events == 2);
  CHECK(fit.curve[1].survival == near(2.0 / 3));
  CHECK(fit.curve[7].interval->low == near(0.00574630569586, 1e-10));
  CHECK(fit.curve[8].survival == 0);
  CHECK_FALSE(fit.curve[8].standard_error);
  CHECK_FALSE(fit.curve[8].interval);
  CHECK(*fit.median == 23);
  CHECK(*fit.median_low == 5);
  CHECK(*fit.median_high == 33);
}

TEST_CASE("a survival of one half has its median midway as in R") {
  const std::vector<double> four{9, 13, 18, 23};
  const KaplanMeier fit = kaplan_meier({four, Labels{1, 1, 1, 1}});
  CHECK(*fit.median == 15.5);
  CHECK(*fit.median_low == 9);
  CHECK_FALSE(fit.median_high);
}

TEST_CASE("Kaplan-Meier is a product over the events one by one and does not mind their order") {
  const CensoredTimes all{times, events};
  const KaplanMeier fit = kaplan_meier(all);
  for (const auto& point : fit.curve) CHECK(point.survival == near(survival_by_hand(all, point.time)));
  const std::vector<double> reversed(times.rbegin(), times.rend());
  const Labels reversed_events(events.rbegin(), events.rend());
  CHECK(kaplan_meier({reversed, reversed_events}).curve[5].survival == fit.curve[5].survival);
}

TEST_CASE("Kaplan-Meier without events is empty and without censoring an empirical distribution") {
  const std::vector<double> three{1, 2, 4};
  const KaplanMeier none = kaplan_meier({three, Labels{0, 0, 0}});
  CHECK(none.curve.empty());
  CHECK_FALSE(none.median);
  const KaplanMeier all = kaplan_meier({three, Labels{1, 1, 1}});
  CHECK(all.curve[1].survival == near(1.0 / 3));
  CHECK(*all.curve[0].standard_error == near(std::sqrt(2.0 / 27)));
}

TEST_CASE("Kaplan-Meier refuses times and events that are none") {
  const std::vector<double> two{1, -2};
  CHECK_THROWS_WITH_AS(kaplan_meier({two, Labels{1, 1}}),
                       "kaplan_meier: times[1] must be finite and not below 0, is -2", std::domain_error);
  CHECK_THROWS_WITH_AS(kaplan_meier({times, Labels(23, 2)}), "kaplan_meier: events[0] must be 0 to 1, is 2",
                       std::domain_error);
  CHECK_THROWS_AS(kaplan_meier({times, Labels{1}}), std::domain_error);
  CHECK_THROWS_AS(kaplan_meier({}), std::domain_error);
  CHECK_THROWS_AS(kaplan_meier({times, events}, SurvivalInterval::plain, 1), std::domain_error);
}

TEST_CASE("the log-rank test agrees with R and lifelines") {
  // R 4.2.2, survival: survdiff(Surv(time, status) ~ group); lifelines 0.30.3: logrank_test
  const LogRankTest two = log_rank_test({times, events}, two_groups());
  CHECK(two.statistic == near(3.39638869898, 1e-11));
  CHECK(two.p_value == near(0.0653393220405, 1e-11));
  CHECK(two.df == 1);
  CHECK(two.groups[0].observed == 7);
  CHECK(two.groups[0].expected == near(10.6893359923, 1e-11));
  CHECK(two.groups[1].expected == near(7.3106640077, 1e-10));
  CHECK(two.groups[1].n == 12);
  const LogRankTest three = log_rank_test({times, events}, cycle({1, 2, 3, 3}));
  CHECK(three.statistic == near(0.0337382457361, 1e-11));
  CHECK(three.p_value == near(0.983272364081, 1e-11));
  CHECK(three.df == 2);
}

TEST_CASE("the stratified log-rank test agrees with R") {
  // R 4.2.2, survival: survdiff(Surv(time, status) ~ group + strata(stratum))
  const Labels strata = cycle({1, 2, 3});
  const LogRankTest two = log_rank_test({times, events}, two_groups(), strata);
  CHECK(two.statistic == near(2.31767874473, 1e-11));
  CHECK(two.p_value == near(0.127910777701, 1e-11));
  CHECK(two.groups[0].expected == near(10.1047619048, 1e-11));
  CHECK(two.n_strata == 3);
  CHECK(two.method == "stratified-log-rank");
  const LogRankTest three = log_rank_test({times, events}, cycle({1, 2, 3, 3}), strata);
  CHECK(three.statistic == near(0.562789892705, 1e-11));
}

TEST_CASE("the log-rank test sees the order of times alone and not the labels") {
  std::vector<double> squared = times;
  for (double& time : squared) time *= time;
  Labels swapped = two_groups();
  for (auto& label : swapped) label = -label;
  const double statistic = log_rank_test({times, events}, two_groups()).statistic;
  CHECK(log_rank_test({squared, events}, two_groups()).statistic == near(statistic));
  CHECK(log_rank_test({times, events}, swapped).statistic == near(statistic));
  CHECK(log_rank_test({times, events}, two_groups(), Labels(23, 7)).statistic == near(statistic));
}

TEST_CASE("the smallest log-rank test has one event of two runs") {
  // By hand: at the first time each has one half: (1 - 1/2)^2 / (1/4)
  const std::vector<double> two{1, 2};
  CHECK(log_rank_test({two, Labels{1, 0}}, Labels{0, 1}).statistic == near(1));
}

TEST_CASE("the log-rank test refuses one group and groups that are never at risk together") {
  const std::vector<double> two{1, 2};
  CHECK_THROWS_WITH_AS(log_rank_test({two, Labels{1, 1}}, Labels{4, 4}),
                       "log_rank_test: the number of groups must be at least 2, is 1", std::domain_error);
  CHECK_THROWS_AS(log_rank_test({two, Labels{0, 1}}, Labels{1, 2}), std::domain_error);
  CHECK_THROWS_AS(log_rank_test({two, Labels{0, 0}}, Labels{1, 2}), std::domain_error);
  CHECK_THROWS_AS(log_rank_test({two, Labels{1, 1}}, Labels{1, 2}, Labels{1, 2}), std::domain_error);
  CHECK_THROWS_WITH_AS(log_rank_test({two, Labels{1, 1}}, Labels{1}),
                       "log_rank_test: there must be one group label a time, are 1 for 2", std::domain_error);
  CHECK_THROWS_AS(log_rank_test({two, Labels{1, 1}}, Labels{1, 2}, Labels{1}), std::domain_error);
  CHECK_THROWS_AS(log_rank_test({two, Labels{1, 3}}, Labels{1, 2}), std::domain_error);
}
