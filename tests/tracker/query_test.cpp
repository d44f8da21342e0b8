#include "gainsay/tracker/query.h"

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "gainsay/tracker/error.h"
#include "gainsay/tracker/store.h"

#include "scratch_study.h"

using namespace gainsay::tracker;

namespace {

constexpr double now = 1'800'000'000.0;

WholeRun run_named(const std::string& source_id) {
  WholeRun whole;
  whole.run.source_id = source_id;
  whole.run.method = "bn";
  whole.run.status = Status::finished;
  return whole;
}

// Runs that differ in what they have, lack, and have of another type.
std::vector<WholeRun> varied_runs() {
  std::vector<WholeRun> runs;
  for (int i = 0; i < 12; ++i) {
    auto whole = run_named("run-" + std::to_string(i));
    auto& run = whole.run;
    run.method = i % 3 == 0 ? "sgd" : "bn";
    if (i % 4 != 1) run.dataset = i % 2 == 0 ? "digits" : "wine";
    if (i != 5) run.seed = i - 2;
    run.status = i == 7 ? Status::failed : Status::finished;
    if (i == 7) run.failure = "oom";
    if (i < 6) run.started_at = now - 86400.0 * i;
    if (i < 4) run.ended_at = *run.started_at + 1800.0 * i;
    if (i == 2) run.git = Git{"c0ffee", true, false, "main"};
    if (i == 3) run.git = Git{"", std::nullopt, false, ""};
    if (i == 4) run.excluded = Exclusion{"wrong data", "2026-11-24T10:00:00.000Z"};
    if (i != 1) run.results.push_back({"acc", 0.8 + 0.01 * i});
    if (i == 6) run.results[0].value = std::numeric_limits<double>::quiet_NaN();
    if (i == 8) run.results[0].value = -0.0;
    if (i == 9) run.results[0].value = std::numeric_limits<double>::infinity();
    run.results.push_back({"eval/loss (%)", 2.0 - i});
    if (i % 2 == 0) run.params.push_back({"lr", 0.1 * i});
    if (i == 1) run.params.push_back({"lr", std::int64_t{1}});
    if (i == 3) run.params.push_back({"lr", std::string{"0.1"}});
    if (i == 10) run.params = {{"lr", std::numeric_limits<double>::quiet_NaN()}, {"nesterov", true}};
    if (i == 11) run.params = {{"nesterov", false}, {"opt", std::string{"AdamW"}}};
    if (i % 3 == 1) run.tags.push_back({"note", i == 4 ? "7" : "try \"again\""});
    if (i % 3 == 2) whole.curves.push_back({"loss", {0, 1, 2}, {3.0, 1.0 / (i + 1), 0.5 * i}, {}});
    if (i == 5) whole.curves[0].value = std::vector<double>(3, std::numeric_limits<double>::quiet_NaN());
    runs.push_back(whole);
  }
  return runs;
}

std::vector<std::string> source_ids(const std::vector<Run>& runs) {
  std::vector<std::string> ids;
  for (const auto& run : runs) ids.push_back(run.source_id.substr(4));
  return ids;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const auto& text : texts) all += (all.empty() ? "" : " ") + text;
  return all;
}

class QueriedStudy {
 public:
  QueriedStudy() : store_(study_.store()) { store_.add_runs(varied_runs(), "test"); }

  std::vector<Run> where(const std::string& expression) {
    return store_.runs({.include_excluded = true, .where = RunCondition{expression, now}});
  }
  // Numbers of the runs, "1 4 7".
  std::string found(const std::string& expression) {
    auto runs = where(expression);
    std::ranges::sort(runs, {}, [](const Run& run) { return std::stoi(run.source_id.substr(4)); });
    return joined(source_ids(runs));
  }
  Store& store() { return store_; }

 private:
  ScratchStudy study_;
  Store store_;
};

std::string problem_with(const std::string& expression) {
  try {
    RunCondition{expression, now};
  } catch (const FormatError& error) {
    return error.what();
  }
  return "no problem";
}

}  // namespace

TEST_CASE("conditions find the runs that they describe") {
  QueriedStudy study;
  CHECK(study.found("method = sgd") == "0 3 6 9");
  CHECK(study.found("method != 'sgd' and dataset = wine") == "7 11");
  CHECK(study.found("dataset is missing") == "1 5 9");
  CHECK(study.found("method like 'S%d'") == "0 3 6 9");
  CHECK(study.found("seed >= 8 or seed = -2") == "0 10 11");
  CHECK(study.found("seed in (0, 3, 99)") == "2");
  CHECK(study.found("metrics.acc > 0.875") == "9 10 11");
  CHECK(study.found("metrics.acc = 0") == "8");
  CHECK(study.found("metrics.acc = inf") == "9");
  CHECK(study.found("metrics.acc is nan") == "6");
  CHECK(study.found("metrics.acc is missing") == "1");
  CHECK(study.found("metrics.acc != 0.8") == "2 3 4 5 6 7 8 9 10 11");
  CHECK(study.found("metrics.\"eval/loss (%)\" < -8") == "11");
  CHECK(study.found("params.lr = 1") == "1");
  CHECK(study.found("params.lr = '0.1'") == "3");
  CHECK(study.found("params.lr is nan") == "10");
  CHECK(study.found("params.nesterov = true") == "10");
  CHECK(study.found("params.nesterov != true") == "11");
  CHECK(study.found("params.opt like 'adam%'") == "11");
  CHECK(study.found("tags.note = 7") == "4");
  CHECK(study.found("tags.note = 'try \"again\"'") == "1 7 10");
  CHECK(study.found("curves.loss.n = 3") == "2 5 8 11");
  CHECK(study.found("curves.loss.last > 1") == "8 11");
  CHECK(study.found("curves.loss.min is missing and curves.loss.n > 0") == "5");
  CHECK(study.found("started > 49h ago and started < 1d ago") == "2");
  CHECK(study.found("duration >= 1h") == "2 3");
  CHECK(study.found("ended > 2027-01-01") == study.found("ended is not missing"));
  CHECK(study.found("git.dirty = true and git.commit like 'c0%'") == "2");
  CHECK(study.found("excluded = true") == "4");
  CHECK(study.found("failure = oom and status = failed") == "7");
}

// `matches` reads the run itself and shares no code with the SQL; the two must agree on every run.
TEST_CASE("the database and the run itself agree on every condition") {
  QueriedStudy study;
  const std::vector<std::string> atoms = {"method = sgd",
                                          "method != bn",
                                          "dataset < 'm'",
                                          "dataset is missing",
                                          "split is missing",
                                          "seed > 3",
                                          "seed != 3",
                                          "seed in (1, 2.0, 7)",
                                          "fold is missing",
                                          "status != finished",
                                          "failure is missing",
                                          "failure != oom",
                                          "role = baseline",
                                          "started >= 3d ago",
                                          "duration > 40m",
                                          "duration <= 0s",
                                          "metrics.acc > 0.85",
                                          "metrics.acc != 0.8",
                                          "metrics.acc is nan",
                                          "metrics.acc is missing",
                                          "metrics.acc < inf",
                                          "metrics.none != 1",
                                          "metrics.none is missing",
                                          "metrics.`eval/loss (%)` in (1, 2)",
                                          "params.lr > 0.3",
                                          "params.lr != 1",
                                          "params.lr != '0.1'",
                                          "params.lr is nan",
                                          "params.lr is missing",
                                          "params.lr in (1, '0.1', 0.4)",
                                          "params.nesterov = false",
                                          "params.nesterov != true",
                                          "params.opt like '%W'",
                                          "tags.note like 'TRY%'",
                                          "tags.note = 7",
                                          "tags.note != 7",
                                          "tags.note is missing",
                                          "curves.loss.last != 1",
                                          "curves.loss.last is nan",
                                          "curves.loss.first is nan",
                                          "curves.loss.min < 0.2",
                                          "curves.loss.min is missing",
                                          "curves.loss.max is nan",
                                          "curves.loss.n in (3)",
                                          "curves.loss.step >= 2",
                                          "curves.loss.step is missing",
                                          "git.dirty = true",
                                          "git.dirty is missing",
                                          "git.commit is missing",
                                          "git.branch = main",
                                          "excluded = false",
                                          "excluded != false",
                                          "exit_code is missing",
                                          "dropped = 0",
                                          "host is missing",
                                          "id is missing",
                                          "source_id like 'run-1%'",
                                          "parent is not missing"};
  auto all = study.store().runs({.include_excluded = true});
  const auto agrees = [&](const std::string& expression) {
    CAPTURE(expression);
    const RunCondition condition{expression, now};
    std::vector<std::string> expected;
    for (const auto& run : all) {
      if (condition.matches(run)) expected.push_back(run.source_id.substr(4));
    }
    CHECK(joined(source_ids(study.where(expression))) == joined(expected));
  };
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    const auto& other = atoms[(i * 7 + 3) % atoms.size()];
    agrees(atoms[i]);
    agrees("not " + atoms[i]);
    agrees(atoms[i] + " and not (" + other + ")");
    agrees("NOT (" + atoms[i] + " or " + other + ") or not not " + atoms[i]);
  }
}

TEST_CASE("and binds before or and not before and") {
  QueriedStudy study;
  CHECK(study.found("seed = 0 or seed = 1 and method = sgd") ==
        study.found("seed = 0 or (seed = 1 and method = sgd)"));
  CHECK(study.found("not seed = 0 and seed < 2") == study.found("(not seed = 0) and seed < 2"));
}

TEST_CASE("runs come in the order asked for and no more than wanted") {
  QueriedStudy study;
  auto& store = study.store();
  const auto order = [&](const std::vector<std::string>& keys, std::optional<std::int64_t> limit) {
    RunQuery query{.include_excluded = true, .limit = limit};
    for (const auto& key : keys) query.sort.push_back(parse_sort_key(key));
    return joined(source_ids(store.runs(query)));
  };
  // acc: 0.8, none, 0.82 ... NaN at 6, -0.0 at 8, infinity at 9.
  CHECK(order({"metrics.acc"}, std::nullopt) == "8 0 2 3 4 5 7 10 11 9 6 1");
  CHECK(order({"metrics.acc:desc"}, 4) == "9 11 10 7");
  CHECK(order({"method", "seed:desc"}, 3) == "11 10 8");
  CHECK(order({"dataset:desc", "seed"}, 2) == "3 7");
  CHECK(store.runs({.limit = 0}).empty());
  CHECK(store.runs({.limit = 100}).size() == 11);  // one is excluded
}

TEST_CASE("the first runs of an order are the beginning of the whole order") {
  QueriedStudy study;
  const auto ids = [&](const std::vector<std::string>& keys, const std::string& where,
                       std::optional<std::int64_t> limit) {
    RunQuery query{.limit = limit};
    if (!where.empty()) query.where = RunCondition{where, now};
    for (const auto& key : keys) query.sort.push_back(parse_sort_key(key));
    return source_ids(study.store().runs(query));
  };
  const std::vector<std::vector<std::string>> orders{
      {"metrics.acc"}, {"metrics.acc:desc"}, {"params.lr:desc", "seed"}, {"tags.note"}, {"curves.loss.last"}};
  for (const auto& keys : orders) {
    for (const std::string where : {"", "method = sgd", "metrics.acc > 0.5 and seed > 2"}) {
      const auto all = ids(keys, where, std::nullopt);
      for (std::size_t limit = 0; limit <= all.size() + 1; ++limit) {
        CAPTURE(keys.front());
        CAPTURE(limit);
        const auto first = ids(keys, where, static_cast<std::int64_t>(limit));
        REQUIRE(first.size() == std::min(limit, all.size()));
        CHECK(std::equal(first.begin(), first.end(), all.begin()));
      }
    }
  }
}

TEST_CASE("parts that are not asked for are not read") {
  QueriedStudy study;
  const auto runs = study.store().runs(
      {.where = RunCondition{"seed = 9", now}, .parts = {.params = false, .tags = false, .curves = false}});
  REQUIRE(runs.size() == 1);
  CHECK(runs[0].results.size() == 2);
  CHECK(runs[0].params.empty());
  CHECK(runs[0].curves.empty());
}

TEST_CASE("what a user writes in an expression never becomes SQL") {
  QueriedStudy study;
  CHECK(study.found("method = \"x' OR 1 = 1 --\"") == "");
  CHECK(study.found("metrics.\"acc') OR (1 = 1\" > 0") == "");
  CHECK(study.found("tags.\"n\"\"o\" is not missing") == "");
}

TEST_CASE("a wrong expression is told with the place and what would be right") {
  CHECK(problem_with("metod = bn") == "character 1: there is no field `metod`; did you mean `method`?");
  CHECK(problem_with("seed = 1 and").find("character 13: a field is missing here") == 0);
  CHECK(problem_with("seed 1").find("character 6: after `seed` a comparison is missing") == 0);
  CHECK(problem_with("seed = abc") == "character 8: seed is a number, `abc` is not");
  CHECK(problem_with("seed = 'nan' or seed = nan").find("character 8") == 0);
  CHECK(problem_with("metrics.acc = nan").find("write `is nan`") != std::string::npos);
  CHECK(problem_with("method > 3") == "character 10: method is compared with a text here, `3` is not");
  CHECK(problem_with("excluded = 1") == "character 12: excluded is true or false, `1` is not");
  CHECK(problem_with("excluded like 'x'") == "character 15: excluded is no text, `x` is not");
  CHECK(problem_with("(seed = 1").find("character 10: a `)` is missing here") == 0);
  CHECK(problem_with("seed = 1 seed = 2").find("join conditions by `and` or `or`") != std::string::npos);
  CHECK(problem_with("method = 'bn").find("character 10: this quote is not closed") == 0);
  CHECK(problem_with("seed = $").find("character 8") == 0);
  CHECK(problem_with("curves.loss > 1").find("end it with .n, .step, .first, .last, .min or .max") !=
        std::string::npos);
  CHECK(problem_with("").find("character 1: a field is missing here") == 0);
  std::string deep;
  for (int i = 0; i < 10'000; ++i) deep += "not (";
  CHECK(problem_with(deep).find("nested too deeply") != std::string::npos);
}

TEST_CASE("a field reads back from the text it is written as") {
  for (const std::string text : {"id", "git.dirty", "params.lr", "metrics.eval/acc@1", "tags.\"two words\"",
                                 "metrics.\"a\"\"b\"", "curves.loss.min", "curves.\"a b\".last"}) {
    CHECK(to_text(parse_run_field(text)) == text);
  }
  CHECK(parse_run_field("metrics.`two words`").name == "two words");
}
