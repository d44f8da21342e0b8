#include <algorithm>
#include <limits>

#include <doctest/doctest.h>

#include "gainsay/tracker/error.h"
#include "gainsay/tracker/store.h"

#include "scratch_study.h"

using namespace gainsay::tracker;

namespace {

WholeRun live_run(std::size_t points) {
  WholeRun whole;
  whole.run.source_id = "live";
  whole.run.method = "bn";
  whole.run.status = Status::running;
  Curve curve{"loss", {}, {}, {}};
  for (std::size_t i = 0; i < points; ++i) {
    curve.step.push_back(static_cast<std::int64_t>(i));
    curve.value.push_back(i == 1 ? std::numeric_limits<double>::quiet_NaN()
                                 : 1.0 / static_cast<double>(i + 1));
    curve.time.push_back(1000.5 + static_cast<double>(i));
  }
  if (points > 0) whole.curves.push_back(curve);
  return whole;
}

ImportOutcome import(Store& store, const WholeRun& run) { return store.add_runs(std::vector{run}, "mlflow"); }

std::string refusal(Store& store, const WholeRun& run) {
  try {
    import(store, run);
  } catch (const StoreError& error) {
    return error.problem();
  }
  return "no error";
}

}  // namespace

TEST_CASE("a live run that is imported again gets the points that were added") {
  const ScratchStudy study;
  auto store = study.store();
  const auto id = import(store, live_run(3)).run_ids.at(0);
  auto more = live_run(5);
  more.run.status = Status::finished;
  more.run.results = {{"loss", 0.2}};
  more.curves.push_back({"accuracy", {0}, {0.5}, {}});
  const auto outcome = import(store, more);
  CHECK(outcome.updated == 1);
  CHECK(outcome.added + outcome.unchanged == 0);
  CHECK(outcome.run_ids.at(0) == id);
  const auto back = store.whole_run(id);
  CHECK(back.run.status == Status::finished);
  CHECK(find_result(back.run, "loss") == 0.2);
  REQUIRE(back.curves.size() == 2);
  CHECK(back.curves[0].metric == Name{"accuracy"});
  CHECK(back.curves[1].step == more.curves[0].step);
  CHECK(back.curves[1].time == more.curves[0].time);
  CHECK(summarize(back.curves[1]).hash == summarize(more.curves[0]).hash);
  CHECK(back.run.curves[1].hash == summarize(more.curves[0]).hash);
}

TEST_CASE("whatever says the same is unchanged") {
  const ScratchStudy study;
  auto store = study.store();
  import(store, live_run(3));
  CHECK(import(store, live_run(3)).unchanged == 1);
}

TEST_CASE("what a source says newly of a run replaces what it said before") {
  const ScratchStudy study;
  auto store = study.store();
  auto before = live_run(1);
  before.run.params = {{"lr", 0.1}, {"old", std::string{"x"}}};
  before.run.tags = {{"name", "a"}};
  before.run.seed = 1;
  before.run.argv = {"train", "--fast"};
  before.run.git = Git{"c0ffee", true, false, "main"};
  const auto id = import(store, before).run_ids.at(0);
  auto after = live_run(1);
  after.run.method = "sgd";
  after.run.params = {{"lr", 0.2}};
  after.run.dropped_points = 2;
  CHECK(import(store, after).updated == 1);
  const auto back = store.whole_run(id).run;
  CHECK(back.method == Name{"sgd"});
  CHECK(back.params == after.run.params);
  CHECK(back.tags.empty());
  CHECK(back.argv.empty());
  CHECK_FALSE(back.seed);
  CHECK_FALSE(back.git);
  CHECK(back.dropped_points == 2);
}

TEST_CASE("an exclusion survives a run's update") {
  const ScratchStudy study;
  auto store = study.store();
  const auto id = import(store, live_run(1)).run_ids.at(0);
  store.exclude(id, "wrong data");
  import(store, live_run(2));
  CHECK(store.whole_run(id).run.excluded->reason == "wrong data");
}

TEST_CASE("points that vanished or changed at the source are a contradiction and nothing is imported") {
  const ScratchStudy study;
  auto store = study.store();
  const auto id = import(store, live_run(3)).run_ids.at(0);
  CHECK(refusal(store, live_run(2)) == "the source has 2 points where there were 3 before");
  CHECK(refusal(store, live_run(0)) == "the source has 0 points where there were 3 before");
  auto changed = live_run(4);
  changed.curves[0].value[0] = 7.0;
  CHECK(refusal(store, changed) ==
        "the first 3 points of the source are not those that were imported before");
  auto other = live_run(1);
  other.run.source_id = "other";
  CHECK_THROWS_AS(store.add_runs(std::vector{other, changed}, "mlflow"), StoreError);
  CHECK(store.runs().size() == 1);
  CHECK(store.curve(id, "loss").step.size() == 3);
}

TEST_CASE("other results of a run that had ended are a contradiction") {
  const ScratchStudy study;
  auto store = study.store();
  auto run = live_run(1);
  run.run.results = {{"acc", 0.5}};
  import(store, run);
  run.run.results = {{"acc", 0.75}};
  run.run.status = Status::finished;
  CHECK(import(store, run).updated == 1);
  run.run.results = {{"acc", 0.5}};
  CHECK(refusal(store, run) == "the result was 0.75 before and is 0.5 now");
  run.run.results.clear();
  CHECK(refusal(store, run) == "the result was 0.75 before and is missing now");
}

TEST_CASE("results that are chosen in another way replace the old ones") {
  const ScratchStudy study;
  auto store = study.store();
  auto run = live_run(1);
  run.run.status = Status::finished;
  run.run.results = {{"acc", 0.5}};
  run.run.tags = {{"selected_by", "last"}};
  const auto id = import(store, run).run_ids.at(0);
  run.run.results = {{"acc", 0.75}};
  run.run.tags = {{"selected_by", "best:loss"}};
  CHECK(import(store, run).updated == 1);
  CHECK(find_result(store.whole_run(id).run, "acc") == 0.75);
}

TEST_CASE("item scores are added to but never replaced") {
  const ScratchStudy study;
  auto store = study.store();
  auto run = live_run(0);
  run.items = {{"hit", {"a", "b"}, {1.0, 0.0}, {}}};
  const auto id = import(store, run).run_ids.at(0);
  run.items = {{"hit", {"a", "b", "c"}, {1.0, 0.0, 1.0}, {}}};
  CHECK(import(store, run).updated == 1);
  CHECK(store.items(id, "hit").score == std::vector{1.0, 0.0, 1.0});
  run.items[0].score[0] = 0.0;
  CHECK(refusal(store, run) == "the item scores of the source are not those that were imported before");
}

TEST_CASE("two different runs with one id in one import are refused") {
  const ScratchStudy study;
  auto store = study.store();
  auto other = live_run(0);
  other.run.method = "sgd";
  CHECK_THROWS_AS(store.add_runs(std::vector{live_run(0), other}, "mlflow"), StoreError);
  CHECK(store.runs().empty());
}

TEST_CASE("runs that are handed over one by one are listed in their order") {
  const ScratchStudy study;
  auto store = study.store();
  const auto outcome = store.import_runs("mlflow", [](const Store::AddRun& add) {
    for (int i = 0; i < 100; ++i) {
      auto run = live_run(1);
      run.run.source_id = std::to_string(i);
      add(run);
    }
  });
  CHECK(outcome.added == 100);
  CHECK(std::is_sorted(outcome.run_ids.begin(), outcome.run_ids.end()));
}

TEST_CASE("a producer that fails leaves nothing behind") {
  const ScratchStudy study;
  auto store = study.store();
  const auto fail = [&] {
    store.import_runs("mlflow", [](const Store::AddRun& add) {
      add(live_run(1));
      throw FormatError("file", "broken", "");
    });
  };
  CHECK_THROWS_AS(fail(), FormatError);
  CHECK(store.runs().empty());
}
