#include <cmath>
#include <filesystem>
#include <limits>
#include <string>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>

#include "gainsay/tracker/store.h"

#include "scratch_study.h"

using namespace gainsay::tracker;

namespace {

// A recorded run with a curve of n points, item scores and a file, whose id it returns. Ended or still going
// on.
std::string record(const ScratchStudy& study, std::int64_t n, bool end = true) {
  auto recorder = study.recorder();
  auto run = recorder.start({.method = "bn", .dataset = "digits", .seed = 1, .params = {{"lr", 0.1}}});
  auto loss = run.curve("loss");
  for (std::int64_t i = 0; i < n; ++i) loss.log(i, 1.0 / static_cast<double>(i + 1));
  run.item_score("accuracy", "item-1", 1.0, "patient-1");
  run.tag("note", "x");
  write_bytes(study.directory().run(run.id()) / "stdout", "hello");
  const std::string id = run.id();
  if (end) {
    run.result("accuracy", 0.5);
    run.finish();
  }
  return id;
}

void check_same(Store& a, Store& b, const std::string& id) {
  const auto ours = a.whole_run(id);
  const auto theirs = b.whole_run(id);
  CHECK(ours.run.method == theirs.run.method);
  CHECK(ours.run.seed == theirs.run.seed);
  CHECK(ours.run.params == theirs.run.params);
  CHECK(ours.run.tags == theirs.run.tags);
  CHECK(ours.run.status == theirs.run.status);
  CHECK(ours.run.started_at == theirs.run.started_at);
  REQUIRE(ours.curves.size() == theirs.curves.size());
  CHECK(ours.curves[0].value == theirs.curves[0].value);
  CHECK(ours.curves[0].time == theirs.curves[0].time);
  REQUIRE(ours.items.size() == theirs.items.size());
  CHECK(ours.items[0].item == theirs.items[0].item);
  CHECK(ours.items[0].cluster == theirs.items[0].cluster);
}

}  // namespace

TEST_CASE("points are rows of a table-valued function and of a view") {
  const ScratchStudy study;
  WholeRun whole;
  whole.run.method = "m";
  whole.curves = {{"loss", {0, 5, 5}, {1.0, -0.0, std::numeric_limits<double>::quiet_NaN()}, {}},
                  {"timed", {7}, {2.5}, {1.25}}};
  auto store = study.store();
  const auto id = store.add_runs({&whole, 1}, "test").run_ids.at(0);
  const auto one = store.select("SELECT step, value, special, time FROM curve_points('" + id + "', 'loss')");
  REQUIRE(one.rows.size() == 3);
  CHECK(one.columns == std::vector<std::string>{"step", "value", "special", "time"});
  CHECK(one.rows[1][0] == ParamValue{std::int64_t{5}});
  CHECK(std::signbit(std::get<double>(one.rows[1][1].value())));
  CHECK(one.rows[1][2] == ParamValue{std::string{"-0.0"}});
  CHECK_FALSE(one.rows[2][1].has_value());
  CHECK(one.rows[2][2] == ParamValue{std::string{"nan:7ff8000000000000"}});
  CHECK_FALSE(one.rows[0][3].has_value());
  const auto all = store.select("SELECT metric, count(*), max(time) FROM points WHERE run = '" + id +
                                "' GROUP BY metric ORDER BY metric");
  REQUIRE(all.rows.size() == 2);
  CHECK(all.rows[0][1] == ParamValue{std::int64_t{3}});
  CHECK(all.rows[1][2] == ParamValue{1.25});
  CHECK(store.select("SELECT * FROM curve_points('nobody', 'loss')").rows.empty());
}

TEST_CASE("a query that is not one SELECT is refused") {
  const ScratchStudy study;
  auto store = study.store();
  for (const std::string sql : {"DELETE FROM runs", "SELECT 1; DELETE FROM runs", "SELECT", "", "SELEC 1",
                                "PRAGMA user_version = 7", "ATTACH 'x' AS y"}) {
    CAPTURE(sql);
    CHECK_THROWS_AS(store.select(sql), FormatError);
  }
  CHECK(store.select("SELECT 1; ").rows.size() == 1);
}

TEST_CASE("curves are read piece by piece in the order logged") {
  const ScratchStudy study;
  const auto first = record(study, 20'000);
  const auto second = record(study, 10);
  auto store = study.store();
  std::size_t pieces = 0;
  Curve together;
  store.each_curve_piece(
      {.run_ids = {second, first}, .metric = "loss"}, [&](const std::string& id, const Curve& piece) {
        ++pieces;
        CHECK(piece.metric == "loss");
        CHECK((id == second) == (pieces == 1));
        if (id == first) together.value.insert(together.value.end(), piece.value.begin(), piece.value.end());
      });
  CHECK(pieces >= 4);
  CHECK(together.value == store.curve(first, "loss").value);
  std::size_t all = 0;
  store.each_curve_piece({}, [&](const std::string&, const Curve& piece) { all += piece.step.size(); });
  CHECK(all == 20'010);
  CHECK_THROWS_AS(store.each_curve_piece({.run_ids = {"nobody"}}, [](const std::string&, const Curve&) {}),
                  NotFoundError);
}

TEST_CASE("compacting packs chunks and keeps every point") {
  const ScratchStudy study;
  std::string id;
  std::vector<double> before;
  {
    auto recorder = study.recorder();
    auto run = recorder.start({.method = "bn"});
    id = run.id();
    auto loss = run.curve("loss");
    for (std::int64_t i = 0; i < 5000; ++i) {
      loss.log(i, std::sin(static_cast<double>(i)));
      if (i % 1000 == 999) study.store();  // a drain in between
    }
    run.finish();
  }
  auto store = study.store();
  before = store.curve(id, "loss").value;
  const auto report = store.compact();
  CHECK(report.bytes_after <= report.bytes_before);
  CHECK(store.curve(id, "loss").value == before);
  CHECK(store.check().sound());
  CHECK(store.compact().chunks_merged == 0);
}

TEST_CASE("garbage is what belongs to nothing and what was asked to be emptied") {
  const ScratchStudy study;
  const auto id = record(study, 100);
  auto store = study.store();
  const auto orphan = study.directory().run(new_run_id());
  write_bytes(orphan / "stdout", "from a run that nobody knows");
  const auto fresh = study.directory().run(new_run_id());
  write_bytes(fresh / "stdout", "perhaps of a run that is just starting");
  std::filesystem::last_write_time(orphan,
                                   std::filesystem::file_time_type::clock::now() - std::chrono::hours{48});
  CHECK(store.collect_garbage({.dry_run = true}).files == std::vector<std::filesystem::path>{orphan});
  CHECK(std::filesystem::exists(orphan));
  CHECK(store.collect_garbage({}).file_bytes == 28);
  CHECK_FALSE(std::filesystem::exists(orphan));
  CHECK(std::filesystem::exists(fresh));

  store.exclude(id, "wrong data");
  CHECK(store.collect_garbage({.excluded_before = 1e9}).emptied_runs.empty());
  CHECK(store.collect_garbage({.excluded_before = 4e9}).emptied_runs == std::vector<std::string>{id});
  const auto emptied = store.find_run(id).value();
  CHECK(emptied.curves.empty());
  CHECK(emptied.item_metrics.empty());
  CHECK(emptied.excluded->reason == "wrong data");
  CHECK(find_result(emptied, "accuracy") == 0.5);
  CHECK_FALSE(std::filesystem::exists(study.directory().run(id)));
  CHECK(store.check().sound());
}

TEST_CASE("a backup is a study of its own") {
  const ScratchStudy study;
  const auto id = record(study, 100);
  write_bytes(study.directory().study_file(), "[study]\n");
  const auto folder = study.root() / "copy";
  auto store = study.store();
  store.backup(folder);
  auto copy = Store::open(folder);
  check_same(store, copy, id);
  CHECK(read_bytes(StudyDirectory{folder}.run(id) / "stdout") == "hello");
  CHECK(read_bytes(folder / "gainsay.toml") == "[study]\n");
  CHECK_THROWS_AS(store.backup(folder), StoreError);
  CHECK_THROWS_AS(store.backup("/proc/nowhere/copy"), StoreError);
}

TEST_CASE("a study takes in another one whole and once") {
  const ScratchStudy here;
  const ScratchStudy there;
  const auto ours = record(here, 10);
  const auto theirs = record(there, 20'000);
  auto store = here.store();
  auto other = there.store();
  other.exclude(theirs, "wrong data");
  Look look;
  look.command = "compare";
  look.method = "bn";
  other.record_look(look);
  other.register_claims("[study]\n");
  const auto report = store.merge(other);
  CHECK(report.added == 1);
  CHECK(report.updated == 0);
  check_same(store, other, theirs);
  CHECK(store.find_run(theirs)->excluded->reason == "wrong data");
  CHECK(store.exclusion_events().size() == 1);
  CHECK(store.looks().size() == 1);
  CHECK(store.registered_claims().size() == 1);
  CHECK(read_bytes(here.directory().run(theirs) / "stdout") == "hello");
  CHECK(store.check().sound());
  const auto again = store.merge(other);
  CHECK(again.added == 0);
  CHECK(again.unchanged == 1);
  CHECK(store.exclusion_events().size() == 1);
  CHECK(store.looks().size() == 1);
  CHECK(store.find_run(ours).has_value());
  CHECK_THROWS_AS(store.merge(store), StoreError);
}

TEST_CASE("a run that went on elsewhere is brought up to date and keeps its tombstone here") {
  const ScratchStudy here;
  const ScratchStudy there;
  std::string id;
  {
    auto recorder = here.recorder();
    auto run = recorder.start({.method = "bn"});
    id = run.id();
    auto loss = run.curve("loss");
    loss.log(0, 1.0);
    here.store().backup(there.root() / "early");
    loss.log(1, 2.0);
    run.result("accuracy", 0.25);
    run.finish();
  }
  auto later = here.store();
  auto early = Store::open(there.root() / "early");
  early.exclude(id, "looked odd");
  CHECK(later.merge(early).unchanged == 1);  // nothing new there
  CHECK(later.curve(id, "loss").value.size() == 2);
  const auto report = early.merge(later);
  CHECK(report.updated == 1);
  CHECK(early.curve(id, "loss").value == std::vector<double>{1.0, 2.0});
  const auto run = early.find_run(id).value();
  CHECK(run.status == Status::finished);
  CHECK(find_result(run, "accuracy") == 0.25);
  CHECK(run.excluded->reason == "looked odd");
  CHECK(early.exclusion_events().at(0).run_id == id);
  CHECK(early.check().sound());
  CHECK(early.merge(later).unchanged == 1);
}

TEST_CASE("runs of one id that contradict each other are refused and nothing is merged") {
  const ScratchStudy here;
  const ScratchStudy there;
  const auto id = new_run_id();
  for (const auto* study : {&here, &there}) {
    WholeRun whole;
    whole.run.id = id;
    whole.run.method = "m";
    whole.run.status = Status::finished;
    whole.curves = {{"loss", {0}, {study == &here ? 1.0 : 2.0}, {}}};
    study->store().add_runs({&whole, 1}, "test");
  }
  record(there, 3);
  auto store = here.store();
  auto other = there.store();
  CHECK_THROWS_WITH_AS(store.merge(other), doctest::Contains(id.c_str()), StoreError);
  CHECK(store.runs().size() == 1);
}

TEST_CASE("a run that was imported into both studies is one run") {
  const ScratchStudy here;
  const ScratchStudy there;
  WholeRun whole;
  whole.run.source_id = "run-1";
  whole.run.method = "m";
  whole.run.results = {{"accuracy", 0.5}};
  for (const auto* study : {&here, &there}) study->store().add_runs({&whole, 1}, "jsonl");
  auto store = here.store();
  auto other = there.store();
  CHECK(store.merge(other).unchanged == 1);
  CHECK(store.runs().size() == 1);
}
