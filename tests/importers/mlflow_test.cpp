#include "gainsay/importers/mlflow.h"

#include <cmath>
#include <limits>

#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>

#include "gainsay/importers/mlflow_export.h"

#include "importing.h"

using namespace gainsay;
using namespace importing;
using importers::import_mlflow;

namespace {

constexpr const char* run_id = "0123456789abcdef0123456789abcdef";
constexpr double infinity = std::numeric_limits<double>::infinity();

std::string run_meta(const std::string& more = "") {
  return std::string{"run_id: "} + run_id + "\nrun_name: first\nstatus: 3\nstart_time: 1700000000123\n" +
         "end_time: 1700000009000\nlifecycle_stage: active\nuser_id: ann\ntags: []\n" + more;
}

// A file store with one experiment and one run; `write` adds to it.
class FileStore {
 public:
  FileStore() {
    write("0/meta.yaml", "experiment_id: 0\nname: Default\nlifecycle_stage: active\n");
    write("7/meta.yaml", "experiment_id: '7'\nname: exp/one\nlifecycle_stage: active\n");
    write_run("meta.yaml", run_meta());
  }

  void write(const std::string& name, const std::string& bytes) const {
    folder_.write("mlruns/" + name, bytes);
  }
  void write_run(const std::string& name, const std::string& bytes) const {
    write(std::string{"7/"} + run_id + "/" + name, bytes);
  }
  std::filesystem::path path() const { return folder_.path() / "mlruns"; }
  Collected read() const { return import(import_mlflow, path()); }

 private:
  Folder folder_;
};

// A database with the tables of MLflow 1.0, without most of their columns.
class OldDatabase {
 public:
  OldDatabase()
      : file_(folder_.path() / "mlflow.db"),
        database_(file_.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE) {
    database_.exec(
        "CREATE TABLE experiments (experiment_id INTEGER PRIMARY KEY, name TEXT, lifecycle_stage TEXT);"
        "CREATE TABLE runs (run_uuid TEXT PRIMARY KEY, name TEXT, user_id TEXT, status TEXT, start_time "
        "INTEGER, "
        "end_time INTEGER, lifecycle_stage TEXT, experiment_id INTEGER);"
        "CREATE TABLE metrics (key TEXT, value FLOAT, timestamp INTEGER, run_uuid TEXT);"
        "CREATE TABLE params (key TEXT, value TEXT, run_uuid TEXT);"
        "CREATE TABLE tags (key TEXT, value TEXT, run_uuid TEXT);"
        "INSERT INTO experiments VALUES (1, 'exp', 'active'), (2, 'gone', 'deleted');"
        "INSERT INTO runs VALUES ('b', 'late', 'ann', 'FAILED', 2000, 3000, 'active', 1), "
        "('a', 'early', '', 'RUNNING', 1000, NULL, 'active', 1), ('c', '', '', 'FINISHED', 0, 0, 'deleted', "
        "1), "
        "('d', '', '', 'FINISHED', 0, 0, 'active', 2)");
  }
  void run(const std::string& sql) { database_.exec(sql); }
  const std::filesystem::path& file() const { return file_; }
  Collected read() const { return import(import_mlflow, file_); }

 private:
  Folder folder_;
  std::filesystem::path file_;
  SQLite::Database database_;
};

tracker::WholeRun recorded_run() {
  tracker::WholeRun whole;
  tracker::Run& run = whole.run;
  run.source_id = run_id;
  run.method = "bn";
  run.dataset = "digits";
  run.split = "val";
  run.seed = -3;
  run.fold = 2;
  run.purpose = tracker::Purpose::tune;
  run.role = tracker::Role::ablation;
  run.status = tracker::Status::killed;
  run.failure = "preempted";
  run.host = "box";
  run.device = "H100";
  run.exit_code = 137;
  run.started_at = 1700000000.125;
  run.ended_at = 1700000001.5;
  run.params = {{"flag", false},
                {"layers", std::int64_t{3}},
                {"lr", 1e-05},
                {"one", 1.0},
                {"opt", std::string{"adam\nw"}}};
  run.tags = {{"experiment", "exp/one"},
              {"group", "g"},
              {"mlflow.runName", "first"},
              {"name", "first"},
              {"user.name", "own"}};
  run.results = {{"accuracy", 0.1}, {"loss", std::numeric_limits<double>::quiet_NaN()}};
  whole.curves = {{"loss", {0, 5, 5, -2}, {0.1, infinity, -infinity, 5e-324}, {1.0, 1.25, 1.5, 2.0}},
                  {"val/loss", {1}, {std::numeric_limits<double>::quiet_NaN()}, {3.0}}};
  for (const auto& curve : whole.curves) run.curves.push_back(tracker::summarize(curve));
  return whole;
}

std::vector<std::string> export_to(const std::filesystem::path& path, const tracker::WholeRun& whole) {
  return importers::export_mlflow(path, {{whole.run}, [&](const auto&) { return whole; }});
}

template <typename Entries>
Entries sorted(Entries entries) {
  std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return entries;
}

void check_same(const tracker::WholeRun& back, const tracker::WholeRun& whole) {
  const tracker::Run& a = back.run;
  const tracker::Run& b = whole.run;
  CHECK(a.source_id == b.source_id);
  CHECK(std::tie(a.method, a.dataset, a.split, a.seed, a.fold) ==
        std::tie(b.method, b.dataset, b.split, b.seed, b.fold));
  CHECK(std::tie(a.purpose, a.role, a.status, a.failure) == std::tie(b.purpose, b.role, b.status, b.failure));
  CHECK(std::tie(a.host, a.device, a.exit_code) == std::tie(b.host, b.device, b.exit_code));
  CHECK(std::tie(a.started_at, a.ended_at) == std::tie(b.started_at, b.ended_at));
  CHECK(sorted(a.params) == b.params);
  CHECK(sorted(a.tags) == b.tags);
  REQUIRE(a.results.size() == 2);
  CHECK(a.results[0].value == 0.1);
  CHECK(std::isnan(a.results[1].value));
  REQUIRE(back.curves.size() == whole.curves.size());
  for (const auto& curve : whole.curves) {
    CHECK(curve_of(back, curve.metric.str()).time == curve.time);
    CHECK(tracker::summarize(curve_of(back, curve.metric.str())).hash == tracker::summarize(curve).hash);
  }
}

}  // namespace

TEST_CASE("a file store gives its runs with nested keys and every kind of number") {
  const FileStore store;
  store.write_run("metrics/val/acc",
                  "1700000000001 0.1 3\n1700000000001 0.1 3\n1700000000000 nan 2\n5 -inf\n6 1e-05 9 ds dg\n");
  store.write_run("params/lr", "0.1");
  store.write_run("params/opt/name", "adam\nw");
  store.write_run("params/flag", "True");
  store.write_run("params/text", "1e5");
  store.write_run("tags/a/b", "x");
  store.write_run("tags/name", "mine");
  store.write_run("tags/mlflow.parentRunId", "feed");
  store.write_run("tags/mlflow.source.git.commit", "c0ffee");
  const auto collected = store.read();
  REQUIRE(collected.runs.size() == 1);
  const auto& whole = collected.runs[0];
  CHECK(whole.run.source_id == run_id);
  CHECK(whole.run.method == tracker::Name{"exp/one"});
  CHECK(whole.run.status == tracker::Status::finished);
  CHECK(whole.run.started_at == 1700000000.123);
  CHECK(whole.run.ended_at == 1700000009.0);
  CHECK(whole.run.parent == "feed");
  CHECK(whole.run.git->commit == "c0ffee");
  CHECK(param_of(whole.run, "lr") == "2:0.1");
  CHECK(param_of(whole.run, "opt/name") == "3:adam\nw");
  CHECK(param_of(whole.run, "flag") == "0:true");
  CHECK(param_of(whole.run, "text") == "3:1e5");
  CHECK(text_of(whole.run, "name") == "first");
  CHECK(text_of(whole.run, "user.name") == "mine");
  CHECK(text_of(whole.run, "mlflow.user") == "ann");
  CHECK(text_of(whole.run, "a/b") == "x");
  const auto& acc = curve_of(whole, "val/acc");
  CHECK(acc.step == std::vector<std::int64_t>{3, 3, 2, 0, 9});
  CHECK(acc.time[0] == 1700000000.001);
  CHECK(std::isnan(acc.value[2]));
  CHECK(acc.value[3] == -infinity);
  CHECK(acc.value[4] == 1e-05);
  CHECK(collected.notes.empty());
}

TEST_CASE("the one dataset that was logged is the run's and several are none") {
  const FileStore store;
  store.write("7/datasets/d1/meta.yaml", "name: digits\ndigest: x\n");
  store.write("7/datasets/d2/meta.yaml", "name: wine\ndigest: y\n");
  store.write_run("inputs/i1/meta.yaml", "source_type: DATASET\nsource_id: d1\n");
  CHECK(store.read().runs.at(0).run.dataset == tracker::Name{"digits"});
  store.write_run("inputs/i2/meta.yaml", "source_type: DATASET\nsource_id: d2\n");
  const auto collected = store.read();
  CHECK(collected.runs.at(0).run.dataset.empty());
  CHECK(collected.has_note("several datasets were logged (digits, wine)"));
  store.write_run("inputs/i1/meta.yaml", "source_type: DATASET\nsource_id: ../../7\n");
  CHECK(store.read().runs.at(0).run.dataset == tracker::Name{"wine"});
}

TEST_CASE("deleted and unreadable runs are left out with a note") {
  const FileStore store;
  store.write("7/aaaa/meta.yaml", "run_id: aaaa\nstatus: 3\nlifecycle_stage: deleted\n");
  store.write("7/bbbb/meta.yaml", "");
  store.write("7/cccc/metrics/loss", "1 2 3\n");
  store.write(".trash/9/meta.yaml", "name: gone\n");
  store.write(".trash/9/dddd/meta.yaml", "run_id: dddd\n");
  store.write_run("artifacts/model.bin", "x");
  const auto collected = store.read();
  CHECK(collected.runs.size() == 1);
  CHECK(collected.has_note("bbbb/meta.yaml: empty or without a run id"));
  CHECK(collected.has_note("cccc: the run has no meta.yaml"));
  CHECK(collected.has_note("2 runs left out: they, or their experiments, are deleted"));
  CHECK(collected.has_note("1 runs with artifacts"));
}

TEST_CASE("a last line without its end is left for the next import") {
  const FileStore store;
  const std::string bytes = "1 0.5 1\n2 0.25 12\n";
  for (std::size_t size = 0; size <= bytes.size(); ++size) {
    store.write_run("metrics/loss", bytes.substr(0, size));
    const auto collected = store.read();
    const std::size_t points = size < 8 ? 0 : size < bytes.size() ? 1 : 2;
    CHECK(collected.runs.at(0).curves.at(0).value.size() == points);
    CHECK(collected.has_note("the last line is not finished") ==
          (size != 0 && size != 8 && size != bytes.size()));
  }
}

TEST_CASE("links in a file store are not followed") {
  const FileStore store;
  store.write_run("params/lr", "0.1");
  std::filesystem::create_directory_symlink(store.path(), store.path() / "7" / run_id / "params" / "loop");
  std::filesystem::create_symlink("/etc/hostname", store.path() / "7" / run_id / "params" / "secret");
  const auto collected = store.read();
  CHECK(collected.runs.at(0).run.params.size() == 1);
  CHECK(collected.has_note("2 symbolic links left out"));
}

TEST_CASE("what is wrong in a file store is named with its place") {
  const FileStore store;
  store.write_run("metrics/loss", "1 0.5 1\n1 much 2\n");
  CHECK(problem_of(import_mlflow, store.path()) == "not `timestamp value step`");
  store.write_run("metrics/loss", "");
  store.write_run("meta.yaml", "run_id: [\n");
  CHECK(problem_of(import_mlflow, store.path()).starts_with("not YAML: "));
  store.write_run("meta.yaml", "- a\n- b\n");
  CHECK(problem_of(import_mlflow, store.path()) == "the file is no map of names to values");
  store.write_run("meta.yaml", std::string{"run_id: "} + run_id + "\nstatus: 9\n");
  CHECK(problem_of(import_mlflow, store.path()) == "`9` is no status of a run");
  const Folder empty;
  CHECK(problem_of(import_mlflow, empty.path()) == "the folder holds no experiment of MLflow");
  CHECK(problem_of(import_mlflow, empty.write("x.db", "no database")) ==
        "neither a folder nor an SQLite database");
}

TEST_CASE("a database of an early version is read in the order of starts") {
  OldDatabase database;
  database.run(
      "INSERT INTO metrics VALUES ('loss', 0.5, 1000, 'a'), ('loss', 0.25, 999, 'a'), ('loss', 1, 1, 'b');"
      "INSERT INTO params VALUES ('lr', '0.1', 'a'); INSERT INTO tags VALUES ('mlflow.runName', 'renamed', "
      "'a')");
  const auto collected = database.read();
  REQUIRE(collected.runs.size() == 2);
  const auto& a = collected.runs[0];
  CHECK(a.run.source_id == "a");
  CHECK(a.run.status == tracker::Status::running);
  CHECK(a.run.started_at == 1.0);
  CHECK_FALSE(a.run.ended_at);
  CHECK(text_of(a.run, "name") == "renamed");
  CHECK(param_of(a.run, "lr") == "2:0.1");
  CHECK(curve_of(a, "loss").value == std::vector{0.5, 0.25});
  CHECK(curve_of(a, "loss").step == std::vector<std::int64_t>{0, 0});
  CHECK(collected.runs[1].run.status == tracker::Status::failed);
  CHECK(collected.has_note("2 runs left out: they, or their experiments, are deleted"));
}

TEST_CASE("NaN and infinities are told as MLflow keeps them in a database") {
  OldDatabase database;
  database.run(
      "ALTER TABLE metrics ADD COLUMN step INTEGER DEFAULT 0; ALTER TABLE metrics ADD COLUMN is_nan INTEGER "
      "DEFAULT 0;"
      "INSERT INTO metrics VALUES ('x', 0, 1, 'a', 4, 1), ('x', 1.7976931348623157e308, 1, 'a', 3, 0), "
      "('x', -1.7976931348623157e308, 1, 'a', 3, 0), ('x', 7, 1, 'a', 5, 0)");
  const auto collected = database.read();
  const auto& x = curve_of(collected.runs.at(0), "x");
  CHECK(std::isnan(x.value[0]));
  CHECK(x.value[1] == infinity);
  CHECK(x.value[2] == -infinity);
  CHECK(x.value[3] == 7.0);
  CHECK(x.step == std::vector<std::int64_t>{4, 3, 3, 5});
}

TEST_CASE("what a live writer's log holds is read and the database is left as it was") {
  OldDatabase database;
  database.run("PRAGMA journal_mode = WAL; INSERT INTO metrics VALUES ('loss', 0.5, 1000, 'a')");
  const std::string before = read_file(database.file());
  CHECK(curve_of(database.read().runs.at(0), "loss").value == std::vector{0.5});
  CHECK(read_file(database.file()) == before);
}

TEST_CASE("a database that is none of MLflow's is an error") {
  OldDatabase database;
  database.run("INSERT INTO metrics VALUES ('loss', 'much', 1, 'a')");
  CHECK(problem_of(import_mlflow, database.file()) == "a value is no number");
  database.run("DELETE FROM metrics; UPDATE runs SET status = 'ODD'");
  CHECK(problem_of(import_mlflow, database.file()) == "`ODD` is no status of a run");
  database.run("DROP TABLE tags");
  CHECK(problem_of(import_mlflow, database.file()) == "the database has no tags.key");
  const Folder folder;
  const auto broken =
      folder.write("broken.db", std::string{"SQLite format 3\0", 16} + std::string(2000, 'x'));
  CHECK(problem_of(import_mlflow, broken).starts_with("the database cannot be read: "));
}

TEST_CASE("a run that is exported to a file store comes back as it was") {
  const Folder folder;
  const auto whole = recorded_run();
  CHECK(export_to(folder.path() / "mlruns", whole).empty());
  check_same(import(import_mlflow, folder.path() / "mlruns").runs.at(0), whole);
}

TEST_CASE("a run that is exported to a database comes back as it was") {
  const Folder folder;
  const auto whole = recorded_run();
  CHECK(export_to(folder.path() / "mlflow.db", whole).empty());
  check_same(import(import_mlflow, folder.path() / "mlflow.db").runs.at(0), whole);
}

TEST_CASE("what MLflow cannot hold is said") {
  const Folder folder;
  tracker::WholeRun whole;
  whole.run.id = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
  whole.run.method = "bn";
  whole.run.status = tracker::Status::lost;
  whole.run.argv = {"train"};
  whole.curves = {
      {"../P@5", {0, 0}, {-0.0, 0.0}, {}}, {"a", {0}, {1.0}, {0.0001}}, {"a/b", {0}, {1.0}, {1.0}}};
  whole.items = {{"hit", {"x"}, {1.0}, {}}};
  for (const auto& curve : whole.curves) whole.run.curves.push_back(tracker::summarize(curve));
  const auto said = [&](const std::vector<std::string>& notes, std::string_view part) {
    return std::any_of(notes.begin(), notes.end(),
                       [&](const auto& note) { return note.find(part) != std::string::npos; });
  };
  const auto files = export_to(folder.path() / "mlruns", whole);
  CHECK(said(files, "a lost run is a running one to MLflow"));
  CHECK(said(files, "a metric is called `_/P_5` instead of `../P@5`"));
  CHECK(said(files, "a curve has no times"));
  CHECK(said(files, "rounded to milliseconds"));
  CHECK(said(files, "`a/b` was left out: another name is a folder of it"));
  CHECK(said(files, "item scores are left out"));
  CHECK(said(files, "the arguments and environment"));
  const auto database = export_to(folder.path() / "mlflow.db", whole);
  CHECK(said(database, "-0.0 is 0.0 in a database"));
  CHECK(said(database, "a point was left out"));
  const auto back = import(import_mlflow, folder.path() / "mlruns").runs.at(0);
  CHECK(back.run.status == tracker::Status::lost);
  CHECK(std::signbit(curve_of(back, "_/P_5").value[0]));
}

TEST_CASE("two runs that had one id in MLflow are exported as two") {
  const Folder folder;
  auto first = recorded_run();
  auto second = recorded_run();
  first.run.id = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
  second.run.id = "01ARZ3NDEKTSV4RRFFQ69G5FAW";
  for (const char* name : {"mlruns", "mlflow.db"}) {
    const auto load = [&](const tracker::Run& run) { return run.id == first.run.id ? first : second; };
    const auto notes = importers::export_mlflow(folder.path() / name, {{first.run, second.run}, load});
    CHECK(notes ==
          std::vector<std::string>{"a run has Gainsay's id, for another has the one that it had in MLflow"});
    CHECK(import(import_mlflow, folder.path() / name).runs.size() == 2);
  }
}

TEST_CASE("a database that cannot be written whole is not left behind") {
  const Folder folder;
  const auto whole = recorded_run();
  const auto fail = [](const tracker::Run&) -> tracker::WholeRun {
    throw tracker::StoreError("store", "broken", "");
  };
  CHECK_THROWS_AS(importers::export_mlflow(folder.path() / "mlflow.db", {{whole.run}, fail}),
                  tracker::StoreError);
  CHECK_FALSE(std::filesystem::exists(folder.path() / "mlflow.db"));
}

TEST_CASE("nothing is overwritten by an export") {
  const Folder folder;
  folder.write("full/file", "x");
  folder.write("mlflow.db", "x");
  CHECK_THROWS_AS(export_to(folder.path() / "full", recorded_run()), tracker::FormatError);
  CHECK_THROWS_AS(export_to(folder.path() / "mlflow.db", recorded_run()), tracker::FormatError);
}
