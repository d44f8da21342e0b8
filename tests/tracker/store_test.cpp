#include "gainsay/tracker/store.h"

#include <bit>
#include <csignal>
#include <fstream>
#include <limits>
#include <stdexcept>

#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>
#include <sys/resource.h>
#include <unistd.h>

#include "child_process.h"
#include "scratch_study.h"

using namespace gainsay::tracker;

namespace {

WholeRun imported(const std::string& source_id, double accuracy) {
  WholeRun whole;
  whole.run.source_id = source_id;
  whole.run.method = "bn";
  whole.run.dataset = "digits";
  whole.run.seed = 3;
  whole.run.status = Status::finished;
  whole.run.results = {{"accuracy", accuracy}};
  return whole;
}

// Everything that a run can hold.
WholeRun full_run() {
  auto whole = imported("full", 0.5);
  auto& run = whole.run;
  run.id = new_run_id();
  run.split = "test";
  run.fold = 1;
  run.purpose = Purpose::tune;
  run.role = Role::reported;
  run.status = Status::killed;
  run.failure = "preempted";
  run.parent = new_run_id();
  run.params = {{"a", true}, {"b", std::int64_t{1}}, {"c", 1.0}, {"d", std::string{"1"}}};
  run.tags = {{"selected_by", "best:val_accuracy"}};
  run.argv = {"train", "--lr", "0.1"};
  run.environment = {{"python", "3.11"}};
  run.git = Git{"abc", std::nullopt, true, "main"};
  run.host = "box";
  run.device = "cpu";
  run.exit_code = -9;
  run.started_at = 1.5;
  run.ended_at = 1e9 / 3.0;
  run.dropped_points = 4;
  run.excluded = Exclusion{"wrong data", "2026-11-24T10:00:00.000Z"};
  whole.curves = {{"loss", {0, 5, 5, -1}, {1.0, -0.0, 2.0, std::numeric_limits<double>::quiet_NaN()}, {}},
                  {"timed", {0, 1}, {1.0, 2.0}, {1e9 / 3.0, 1e9 / 7.0}}};
  whole.items = {{"accuracy", {"x", "y"}, {1.0, 0.0}, {"g", ""}}, {"f1", {"x"}, {0.5}, {}}};
  return whole;
}

void break_a_chunk(const ScratchStudy& study) {
  SQLite::Database database{study.directory().store().string(), SQLite::OPEN_READWRITE};
  database.exec(
      "UPDATE curve_chunks SET points = CAST(substr(points, 1, length(points) - 1) || x'aa' AS BLOB)");
}

}  // namespace

TEST_CASE("an imported run comes back with everything it holds") {
  const ScratchStudy study;
  auto store = study.store();
  const auto given = full_run();
  const auto outcome = store.add_runs(std::vector{given}, "jsonl");
  CHECK(outcome.added == 1);
  CHECK(outcome.run_ids == std::vector<std::string>{given.run.id});
  const auto back = store.whole_run(given.run.id);
  CHECK(back.run.source_id == "full");
  CHECK(back.run.split == given.run.split);
  CHECK(back.run.fold == 1);
  CHECK(back.run.purpose == Purpose::tune);
  CHECK(back.run.role == Role::reported);
  CHECK(back.run.status == Status::killed);
  CHECK(back.run.failure == "preempted");
  CHECK(back.run.parent == given.run.parent);
  CHECK(back.run.params == given.run.params);
  CHECK(back.run.tags == given.run.tags);
  CHECK(back.run.argv == given.run.argv);
  CHECK(back.run.environment == given.run.environment);
  CHECK(back.run.git->commit == "abc");
  CHECK_FALSE(back.run.git->dirty);
  CHECK(back.run.git->diff_stored);
  CHECK(back.run.exit_code == -9);
  CHECK(back.run.started_at == 1.5);
  CHECK(back.run.ended_at == given.run.ended_at);
  CHECK(back.run.dropped_points == 4);
  CHECK(back.run.excluded->reason == "wrong data");
  CHECK(back.run.excluded->at == "2026-11-24T10:00:00.000Z");
  REQUIRE(back.curves.size() == 2);
  CHECK(back.curves[0].step == given.curves[0].step);
  CHECK(back.curves[0].time.empty());
  CHECK(summarize(back.curves[0]).hash == summarize(given.curves[0]).hash);
  CHECK(back.curves[1].time == given.curves[1].time);
  REQUIRE(back.items.size() == 2);
  CHECK(back.items[0].item == given.items[0].item);
  CHECK(back.items[0].cluster == given.items[0].cluster);
  CHECK(back.items[1].cluster.empty());
}

TEST_CASE("importing the same runs again adds nothing") {
  const ScratchStudy study;
  auto store = study.store();
  auto nameless = imported("", 0.25);
  const std::vector<WholeRun> runs{imported("a", 0.5), imported("b", 0.5), nameless, nameless};
  const auto first = store.add_runs(runs, "csv");
  CHECK(first.added == 3);
  CHECK(first.unchanged == 1);
  const auto again = store.add_runs(runs, "csv");
  CHECK(again.added == 0);
  CHECK(again.unchanged == 4);
  CHECK(again.run_ids == first.run_ids);
  CHECK(store.add_runs(runs, "mlflow").added == 3);
  CHECK(store.runs().size() == 6);
}

TEST_CASE("an import with one bad run adds none") {
  const ScratchStudy study;
  auto store = study.store();
  auto bad = imported("b", 0.5);
  bad.curves = {{"loss", {0, 1}, {1.0}, {}}};
  CHECK_THROWS_AS(store.add_runs(std::vector{imported("a", 0.5), bad}, "csv"), std::domain_error);
  CHECK(store.runs().empty());
}

TEST_CASE("runs are filtered by every field of the query") {
  const ScratchStudy study;
  auto store = study.store();
  auto other = imported("b", 0.5);
  other.run.method = "sgd";
  other.run.purpose = Purpose::tune;
  other.run.status = Status::failed;
  const auto ids = store.add_runs(std::vector{imported("a", 0.5), other}, "csv").run_ids;
  CHECK(store.runs().size() == 2);
  CHECK(store.runs({.method = "bn"}).at(0).id == ids[0]);
  CHECK(store.runs({.method = "unheard-of"}).empty());
  CHECK(store.runs({.dataset = "digits"}).size() == 2);
  CHECK(store.runs({.status = Status::failed}).at(0).id == ids[1]);
  CHECK(store.runs({.purpose = Purpose::tune}).at(0).id == ids[1]);
  CHECK(store.runs({.ids = {ids[1]}}).at(0).method == Name{"sgd"});
  CHECK(store.runs({.ids = {ids[1]}, .method = "bn"}).empty());
}

TEST_CASE("a run is found by its id and by a prefix that no other run has") {
  const ScratchStudy study;
  auto store = study.store();
  const auto ids = store.add_runs(std::vector{imported("alpha", 0.5), imported("beta", 0.5)}, "csv").run_ids;
  CHECK(store.find_run(ids[0])->id == ids[0]);
  CHECK(store.find_run(ids[1].substr(0, 25))->id == ids[1]);
  CHECK(store.find_run("alp")->id == ids[0]);
  CHECK_FALSE(store.find_run("gamma"));
  CHECK_FALSE(store.find_run(""));
  CHECK_THROWS_WITH_AS(store.find_run("0"), doctest::Contains(ids[1].c_str()), NotFoundError);
}

TEST_CASE("an excluded run stays with its reason and every change is logged") {
  const ScratchStudy study;
  auto store = study.store();
  const auto id = store.add_runs(std::vector{imported("a", 0.5)}, "csv").run_ids[0];
  store.exclude(id, "wrong learning rate");
  CHECK(store.runs().empty());
  CHECK(store.runs({.include_excluded = true}).at(0).excluded->reason == "wrong learning rate");
  store.restore(id, "it was right");
  CHECK_FALSE(store.runs().at(0).excluded);
  const auto events = store.exclusion_events();
  REQUIRE(events.size() == 2);
  CHECK(events[0].excluded);
  CHECK_FALSE(events[1].excluded);
  CHECK(events[1].reason == "it was right");
  CHECK_THROWS_AS(store.exclude(id, ""), std::domain_error);
  CHECK_THROWS_AS(store.exclude(new_run_id(), "why"), NotFoundError);
}

// Python 3.11: hashlib.sha256(b'abc').hexdigest(), and of 56 times b'a' (one byte more than fits in a block).
TEST_CASE("looks and registered claims are logged in order with time and hash") {
  const ScratchStudy study;
  auto store = study.store();
  Look look;
  look.command = "compare";
  look.method = "bn";
  look.against = "sgd";
  look.n_method = 10;
  look.p_value = 0.004;
  CHECK(store.record_look(look) == 1);
  look.p_value.reset();
  CHECK(store.record_look(look) == 2);
  const auto looks = store.looks();
  REQUIRE(looks.size() == 2);
  CHECK(looks[0].p_value == 0.004);
  CHECK_FALSE(looks[1].p_value);
  CHECK(looks[0].method == Name{"bn"});
  CHECK(looks[0].n_method == 10);
  CHECK(parse_time(looks[0].at));
  CHECK(store.register_claims("abc") == 1);
  CHECK(store.register_claims(std::string(56, 'a')) == 2);
  const auto claims = store.registered_claims();
  CHECK(claims.at(0).text == "abc");
  CHECK(claims.at(0).hash == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(claims.at(1).hash == "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a");
}

TEST_CASE("the logs of a store refuse changes and deletions") {
  const ScratchStudy study;
  study.store().register_claims("abc");
  SQLite::Database database{study.directory().store().string(), SQLite::OPEN_READWRITE};
  CHECK_THROWS(database.exec("UPDATE registered_claims SET text = 'other'"));
  CHECK_THROWS(database.exec("DELETE FROM registered_claims"));
}

TEST_CASE("any SQLite tool can read results with the names of things") {
  const ScratchStudy study;
  study.store().add_runs(std::vector{imported("a", 0.5)}, "csv");
  SQLite::Database database{study.directory().store().string(), SQLite::OPEN_READWRITE};
  SQLite::Statement row{database,
                        "SELECT method, dataset, seed, status, excluded, metric, value FROM run_results"};
  REQUIRE(row.executeStep());
  CHECK(row.getColumn(0).getString() == "bn");
  CHECK(row.getColumn(1).getString() == "digits");
  CHECK(row.getColumn(2).getInt() == 3);
  CHECK(row.getColumn(3).getString() == "finished");
  CHECK(row.getColumn(4).getInt() == 0);
  CHECK(row.getColumn(5).getString() == "accuracy");
  CHECK(row.getColumn(6).getDouble() == 0.5);
}

TEST_CASE("a long curve logged in small pieces is kept in few chunks") {
  const ScratchStudy study;
  auto recorder = study.recorder();
  auto run = recorder.start({.method = "m"});
  auto curve = run.curve("loss");
  auto store = study.store();
  constexpr int n_points = 20'000;
  for (int i = 0; i < n_points; ++i) {
    curve.log(i, i);
    if (i % 100 == 99) store.drain();
  }
  run.finish();
  store.drain();
  CHECK(store.curve(run.id(), "loss").step.size() == n_points);
  SQLite::Database database{study.directory().store().string(), SQLite::OPEN_READONLY};
  CHECK(database.execAndGet("SELECT count(*) FROM curve_chunks").getInt() <= 5);
  CHECK(store.check().sound());
}

TEST_CASE("a damaged chunk is named by run and curve and the rest is read") {
  const ScratchStudy study;
  auto broken = imported("broken", 0.5);
  broken.curves = {{"loss", {0, 1}, {1.0, 2.0}, {}}};
  std::string id;
  {
    auto store = study.store();
    id = store.add_runs(std::vector{broken}, "csv").run_ids[0];
  }
  break_a_chunk(study);
  auto store = study.store();
  const auto health = store.check();
  REQUIRE(health.chunk_problems.size() == 1);
  CHECK(health.chunk_problems[0].find(id) != std::string::npos);
  CHECK(health.chunk_problems[0].find("loss") != std::string::npos);
  CHECK_THROWS_AS(store.curve(id, "loss"), StoreError);
  CHECK(find_result(*store.find_run(id), "accuracy") == 0.5);
}

TEST_CASE("a store of version 1 is migrated after a backup and keeps its runs") {
  const ScratchStudy study;
  {
    SQLite::Database database{study.directory().store().string(),
                              SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
    std::ifstream schema{std::string{GAINSAY_SOURCE_DIR} + "/tracker/schema/001_initial.sql"};
    database.exec(std::string{std::istreambuf_iterator<char>{schema}, {}});
    database.exec("PRAGMA application_id = 0x47534159; PRAGMA user_version = 1");
    database.exec("INSERT INTO runs (id, status) VALUES ('01ARZ3NDEKTSV4RRFFQ69G5FAV', 'finished')");
  }
  CHECK_THROWS_AS(study.store(Access::read_only), StoreError);
  auto store = study.store();
  CHECK(store.runs().at(0).id == "01ARZ3NDEKTSV4RRFFQ69G5FAV");
  CHECK(store.statistics().schema_version == 3);
  SQLite::Database backup{study.directory().store().string() + ".v1.backup", SQLite::OPEN_READONLY};
  CHECK(backup.execAndGet("PRAGMA user_version").getInt() == 1);
  CHECK(backup.execAndGet("SELECT count(*) FROM runs").getInt() == 1);
}

TEST_CASE("a newer store is refused with its version") {
  const ScratchStudy study;
  study.store();
  {
    SQLite::Database database{study.directory().store().string(), SQLite::OPEN_READWRITE};
    database.exec("PRAGMA user_version = 99");
  }
  CHECK_THROWS_WITH_AS(study.store(), doctest::Contains("99"), StoreError);
}

TEST_CASE("a file that is no Gainsay store is refused and left alone") {
  const ScratchStudy study;
  write_bytes(study.directory().store(), std::string(4096, 'x'));
  CHECK_THROWS_AS(study.store(), StoreError);
  CHECK(read_bytes(study.directory().store()) == std::string(4096, 'x'));
  std::filesystem::remove(study.directory().store());
  {
    SQLite::Database database{study.directory().store().string(),
                              SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
    database.exec("CREATE TABLE diary (entry TEXT)");
  }
  CHECK_THROWS_WITH_AS(study.store(), doctest::Contains("not a Gainsay store"), StoreError);
}

TEST_CASE("a folder without a study is refused and nothing is made in it") {
  const ScratchStudy study;
  const auto empty = study.root() / "empty";
  std::filesystem::create_directory(empty);
  CHECK_THROWS_AS(Store::open(empty), StoreError);
  CHECK(std::filesystem::is_empty(empty));
  CHECK_THROWS_AS(study.store(Access::read_only), StoreError);
  CHECK_NOTHROW(Store::create(empty));
  CHECK_NOTHROW(Store::open(empty, Access::read_only));
}

TEST_CASE("an import that the disk has no room for is a store error and leaves nothing behind") {
  const ScratchStudy study;
  study.store();
  std::vector<WholeRun> runs;
  for (int i = 0; i < 2000; ++i) runs.push_back(imported("run-" + std::to_string(i), i));
  const int code = run_in_child([&] {
    std::signal(SIGXFSZ, SIG_IGN);
    auto store = study.store();
    const rlimit full{std::uint64_t{64} << 10, RLIM_INFINITY};
    setrlimit(RLIMIT_FSIZE, &full);
    try {
      store.add_runs(runs, "csv");
    } catch (const StoreError& error) {
      _exit(error.remedy().empty() ? 3 : 0);
    }
    _exit(4);
  });
  CHECK(code == 0);
  auto store = study.store();
  CHECK(store.runs().empty());
  CHECK(store.check().sound());
  CHECK(store.add_runs(runs, "csv").added == 2000);
}

TEST_CASE("a study in a folder that may not be written can be read and says so when it is written") {
  const ScratchStudy study;
  study.store().add_runs(std::vector{imported("a", 0.5)}, "csv");
  namespace fs = std::filesystem;
  const auto may_read = fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read;
  const auto may_enter = fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec;
  fs::permissions(study.directory().store(), may_read);
  fs::permissions(study.directory().data(), may_read | may_enter);
  const int code = run_in_child([&] {
    if (geteuid() == 0 && setuid(65534) != 0) _exit(2);  // root may write everywhere
    if (study.store(Access::read_only).runs().size() != 1) _exit(3);
    try {
      study.store().exclude(study.store().runs().at(0).id, "why");
    } catch (const StoreError& error) {
      if (!error.remedy().empty()) _exit(0);
    }
    _exit(4);
  });
  CHECK(code == 0);
  fs::permissions(study.directory().data(), fs::perms::owner_all);
}
