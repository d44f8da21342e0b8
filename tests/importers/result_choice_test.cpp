#include "gainsay/importers/result_choice.h"

#include <cmath>
#include <limits>

#include <doctest/doctest.h>

#include "gainsay/tracker/error.h"

using namespace gainsay;
using importers::ResultChoice;

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

tracker::WholeRun run() {
  tracker::WholeRun whole;
  whole.run.method = "bn";
  whole.curves = {{"acc", {0, 1, 1, 2}, {0.5, 0.9, 0.8, nan}, {}},
                  {"val_loss", {0, 1, 2, 3}, {nan, 0.2, 0.2, 0.4}, {}}};
  return whole;
}

tracker::WholeRun chosen(const std::vector<std::string>& choices, const std::string& rest = "") {
  ResultChoice choice{choices, rest};
  auto whole = run();
  choice.apply(whole);
  return whole;
}

std::string refusal(const std::vector<std::string>& choices, const std::string& rest = "") {
  try {
    ResultChoice choice{choices, rest};
    auto whole = run();
    choice.apply(whole);
    choice.finish();
  } catch (const tracker::FormatError& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace

TEST_CASE("first and last are what was logged first and last even a NaN") {
  CHECK(tracker::find_result(chosen({"acc=first"}).run, "acc") == 0.5);
  CHECK(std::isnan(*tracker::find_result(chosen({"acc"}).run, "acc")));
  CHECK(*tracker::find_tag(chosen({"acc"}).run, "selected_by") == "last");
}

TEST_CASE("the best value of a metric by itself says that it was selected by itself") {
  const auto largest = chosen({"acc=max"});
  CHECK(tracker::find_result(largest.run, "acc") == 0.9);
  CHECK(*tracker::find_tag(largest.run, "selected_by") == "best:acc");
  CHECK(tracker::find_result(chosen({"acc=min"}).run, "acc") == 0.5);
}

TEST_CASE("best takes the last value at the first step where the other metric is best") {
  const auto whole = chosen({"acc=best:val_loss:min"});
  CHECK(tracker::find_result(whole.run, "acc") == 0.8);
  CHECK(*tracker::find_tag(whole.run, "selected_by") == "best:val_loss");
}

TEST_CASE("a step at which the metric was not logged gives no result and a note") {
  ResultChoice choice{{"acc=best:val_loss:max"}, ""};
  auto whole = run();
  choice.apply(whole);
  CHECK(whole.run.results.empty());
  CHECK(whole.run.tags.empty());
  CHECK(choice.finish() ==
        std::vector<std::string>{"1 run without a point from which acc could be chosen: no such result"});
}

TEST_CASE("the rest is chosen for metrics without a result only") {
  ResultChoice choice{{}, "last"};
  auto whole = run();
  whole.run.results = {{"acc", 0.25}};
  choice.apply(whole);
  CHECK(tracker::find_result(whole.run, "acc") == 0.25);
  CHECK(tracker::find_result(whole.run, "val_loss") == 0.4);
}

TEST_CASE("a choice by name replaces the result of the source") {
  ResultChoice choice{{"acc=first"}, ""};
  auto whole = run();
  whole.run.results = {{"acc", 0.25}};
  choice.apply(whole);
  CHECK(tracker::find_result(whole.run, "acc") == 0.5);
  CHECK(whole.run.results.size() == 1);
}

TEST_CASE("results that were chosen in several ways say so one by one") {
  const auto whole = chosen({"acc=max"}, "last");
  CHECK(*tracker::find_tag(whole.run, "selected_by") == "best:acc");
  CHECK(*tracker::find_tag(whole.run, "selected_by.acc") == "best:acc");
  CHECK(*tracker::find_tag(whole.run, "selected_by.val_loss") == "last");
}

TEST_CASE("choices that cannot be meant are errors") {
  CHECK(
      refusal({"acc=best"}) ==
      "--result: `best` is no way to choose a point; the ways are first, last, min, max, best:OTHER:min and "
      "best:OTHER:max");
  CHECK(refusal({"acc=best:val_loss"}) ==
        "--result: `best:val_loss` does not say whether low or high values are good; write best:val_loss:min "
        "or "
        "best:val_loss:max");
  CHECK(refusal({"acc", "acc=max"}) == "--result: `acc` is chosen twice; name each metric once");
  CHECK(refusal({"=max"}) == "--result: `=max` names no metric; write for instance accuracy=last");
  CHECK(refusal({"acd"}) == "--result: no run has a curve of `acd`; did you mean `acc`?");
  CHECK(refusal({"acc=best:val_los:min"}) ==
        "--result: no run has a curve of `val_los`; did you mean `val_loss`?");
  CHECK(refusal({}, "best:acc:max") ==
        "--results: `best:acc:max` would choose for all metrics by one of them; name the metrics: --result "
        "METRIC=best:acc:max");
}
