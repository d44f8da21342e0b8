#include "gainsay/audit/run_groups.h"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace gainsay;
using audit::GroupStatistic;
using tracker::ParamValue;
using tracker::parse_run_field;
using tracker::Run;

namespace {

Run run_of(const char* method, std::optional<std::int64_t> seed, std::optional<double> accuracy) {
  Run run;
  run.method = method;
  run.seed = seed;
  if (accuracy) run.results = {{"accuracy", *accuracy}};
  return run;
}

std::vector<audit::RunGroup> by_method(const std::vector<Run>& runs,
                                       const std::vector<GroupStatistic>& statistics) {
  return audit::group_runs(runs, std::vector{parse_run_field("method")},
                           std::vector{parse_run_field("metrics.accuracy")}, statistics);
}

}  // namespace

TEST_CASE("a group tells the summary of what its runs have") {
  // R 4.2.2: x <- c(.9, .8, .7, .95); mean(x) 0.8375; sd(x) 0.1108677892; median(x) 0.85
  const auto groups =
      by_method({run_of("bn", 1, 0.9), run_of("bn", 2, 0.8), run_of("sgd", 1, 0.5), run_of("bn", 3, 0.7),
                 run_of("bn", 4, 0.95), run_of("bn", 5, std::nullopt)},
                {GroupStatistic::n, GroupStatistic::mean, GroupStatistic::sd, GroupStatistic::standard_error,
                 GroupStatistic::median, GroupStatistic::min, GroupStatistic::max});
  REQUIRE(groups.size() == 2);
  CHECK(groups[0].key.at(0) == ParamValue{std::string{"bn"}});
  CHECK(groups[0].runs == 5);
  const auto& numbers = groups[0].numbers.at(0);
  CHECK(numbers.at(0) == 4.0);
  CHECK(numbers.at(1).value() == doctest::Approx(0.8375).epsilon(1e-14));
  CHECK(numbers.at(2).value() == doctest::Approx(0.1108677892).epsilon(1e-9));
  CHECK(numbers.at(3).value() == doctest::Approx(0.1108677892 / 2).epsilon(1e-9));
  CHECK(numbers.at(4).value() == doctest::Approx(0.85).epsilon(1e-14));
  CHECK(numbers.at(5) == 0.7);
  CHECK(numbers.at(6) == 0.95);
  CHECK_FALSE(groups[1].numbers.at(0).at(2).has_value());  // the sd of one run
}

TEST_CASE("runs that lack a field of the key form the last group") {
  const std::vector<Run> runs = {run_of("a", std::nullopt, 1.0), run_of("a", 10, 1.0), run_of("a", 9, 1.0),
                                 run_of("a", std::nullopt, 2.0)};
  const auto groups = audit::group_runs(runs, std::vector{parse_run_field("seed")}, {}, {});
  REQUIRE(groups.size() == 3);
  CHECK(groups[0].key.at(0) == ParamValue{std::int64_t{9}});
  CHECK(groups[1].key.at(0) == ParamValue{std::int64_t{10}});
  CHECK_FALSE(groups[2].key.at(0).has_value());
  CHECK(groups[2].runs == 2);
}

TEST_CASE("a value that is not finite is told and never left out") {
  const std::vector<GroupStatistic> all = {GroupStatistic::n, GroupStatistic::mean, GroupStatistic::min,
                                           GroupStatistic::max};
  const double inf = std::numeric_limits<double>::infinity();
  const auto unbounded = by_method({run_of("a", 1, 1.0), run_of("a", 2, inf)}, all)[0].numbers.at(0);
  CHECK(unbounded.at(0) == 2.0);
  CHECK(std::isnan(unbounded.at(1).value()));
  CHECK(unbounded.at(2) == 1.0);
  CHECK(unbounded.at(3) == inf);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const auto undefined = by_method({run_of("a", 1, 1.0), run_of("a", 2, nan)},
                                   {GroupStatistic::mean, GroupStatistic::median, GroupStatistic::max});
  for (const auto& number : undefined[0].numbers.at(0)) {
    CHECK(std::isnan(number.value()));
  }
}

TEST_CASE("no runs make no groups and every statistic reads back from its name") {
  CHECK(by_method({}, {GroupStatistic::mean}).empty());
  for (const auto* name : {"n", "mean", "sd", "se", "median", "min", "max"}) {
    CHECK(audit::to_string(audit::parse_group_statistic(name).value()) == name);
  }
  CHECK_FALSE(audit::parse_group_statistic("average").has_value());
}
