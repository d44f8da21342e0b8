#include "gainsay/importers/trackio.h"

#include <cmath>
#include <limits>

#include <SQLiteCpp/SQLiteCpp.h>

#include "collected.h"

using namespace gainsay;
using namespace gainsay::importers;
using tracker::ParamValue;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

const Collected& real() {
  static const Collected collected{import_trackio, fixture("trackio")};
  return collected;
}

const tracker::WholeRun& named(const Collected& collected, std::string_view name) {
  for (const tracker::WholeRun& whole : collected.runs) {
    if (tag(whole, "name") == name) return whole;
  }
  FAIL("no run ", name);
  return collected.runs.front();
}

// A database as Trackio made them before it gave its runs ids.
std::filesystem::path old_database(const Folder& folder, const std::string& rows) {
  const std::filesystem::path file = folder.path() / "old.db";
  std::filesystem::remove(file);
  SQLite::Database database{file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
  database.exec(
      "CREATE TABLE metrics (id INTEGER PRIMARY KEY AUTOINCREMENT, timestamp TEXT NOT NULL, run_name TEXT "
      "NOT "
      "NULL, step INTEGER NOT NULL, metrics TEXT NOT NULL)");
  if (!rows.empty()) database.exec("INSERT INTO metrics (timestamp, run_name, step, metrics) VALUES " + rows);
  return file;
}

}  // namespace

TEST_CASE("trackio: each run of a project is a run with the id that it has there") {
  CHECK(real().runs.size() == 3);
  const tracker::WholeRun& whole = named(real(), "mlp-seed3");
  CHECK(whole.run.source_id.size() == 32);
  CHECK(whole.run.method.str() == "tiny");
  CHECK(tag(whole, "project") == "tiny");
  CHECK(tag(whole, "group") == "mlp");
  CHECK(whole.run.seed == 3);
  CHECK(whole.run.status == tracker::Status::finished);
  CHECK(real().has_note("Trackio does not keep how a run ended"));
}

TEST_CASE("trackio: points are exact with repeated and backward steps and times") {
  const tracker::Curve& loss = curve(named(real(), "mlp-seed3"), "loss");
  CHECK(loss.step == std::vector<std::int64_t>{0, 1, 1, 0});
  CHECK(loss.value[0] == 0.6931471805599453);
  CHECK(std::isnan(loss.value[1]));
  CHECK(loss.value[2] == infinity);
  CHECK(std::signbit(loss.value[3]));
  CHECK(loss.time.size() == 4);
  CHECK(curve(named(real(), "mlp-seed3"), "val/accuracy").value == std::vector<double>{0.1 + 0.2});
  CHECK(curve(named(real(), "mlp-seed3"), "nested.f1").value == std::vector<double>{-infinity});
  CHECK(curve(named(real(), "mlp-seed3"), "system/cpu").value == std::vector<double>{12.5});
}

TEST_CASE("trackio: the config gives params with types and the start") {
  const tracker::WholeRun& whole = named(real(), "mlp-seed4");
  CHECK(param(whole, "optimizer.lr") == ParamValue{0.1});
  CHECK(param(whole, "optimizer.nesterov") == ParamValue{false});
  CHECK(param(whole, "layers") == ParamValue{std::string{"[16,8]"}});
  CHECK(whole.run.started_at.has_value());
  CHECK(whole.run.params.size() == 4);
}

TEST_CASE("trackio: the inbox adds what the database does not have yet") {
  const tracker::Curve& loss = curve(named(real(), "mlp-seed4"), "loss");
  CHECK(loss.step == std::vector<std::int64_t>{0, 1, 1, 0, 2});
  CHECK(std::isnan(loss.value.back()));
  const tracker::WholeRun& alone = named(real(), "mlp-seed5");
  CHECK(alone.run.seed == 5);
  CHECK(curve(alone, "loss").step == std::vector<std::int64_t>{7});
}

TEST_CASE("trackio: one database brings its part of the inbox along") {
  const Collected collected{import_trackio, fixture("trackio/tiny.db")};
  CHECK(collected.runs.size() == 3);
}

TEST_CASE("trackio: what is left out is said") {
  const std::string id = named(real(), "mlp-seed3").run.source_id;
  CHECK(real().has_note("2 runs, run " + id + " the first: left out logged values (4): they are no numbers"));
  CHECK(real().has_note("run " + id + ": left out alerts (1)"));
  CHECK(real().has_note("left out a record of kind `alert`"));
}

TEST_CASE("trackio: databases without run ids tell runs apart by name") {
  const Folder folder{"trackio-old"};
  const auto file = old_database(folder, R"(('2026-01-01T00:00:00', 'a', 0, '{"x": 1}'), )"
                                         R"(('2026-01-01T00:00:01', 'b', 0, '{"x": 2}'), )"
                                         R"(('2026-01-01T00:00:02', 'a', 5, '{"x": {"_type": "image"}}'))");
  const Collected collected{import_trackio, file};
  CHECK(collected.runs.size() == 2);
  const tracker::WholeRun& whole = collected.run("old.db#a");
  CHECK(curve(whole, "x").time == std::vector<double>{*tracker::parse_time("2026-01-01T00:00:00Z")});
  CHECK(collected.has_note("left out media (1)"));
}

TEST_CASE("trackio: damaged lines of a fragment are left out and said") {
  const Folder folder{"trackio-damaged"};
  old_database(folder, "");
  folder.write(
      "inbox/w/00000000.jsonl",
      "{\"kind\": \"metric\", \"project\": \"old\", \"run\": \"r\", \"step\": 1, \"metrics\": {\"x\": 1}}\n"
      "{\"kind\": \"met");
  const Collected collected{import_trackio, folder.path()};
  CHECK(curve(collected.runs.at(0), "x").step == std::vector<std::int64_t>{1});
  CHECK(collected.has_note("00000000.jsonl:2: the line is left out"));
}

TEST_CASE("trackio: errors name the database and the row") {
  const Folder folder{"trackio-errors"};
  CHECK(error_of(import_trackio, folder.path()).problem().find("no <project>.db") != std::string::npos);
  const auto file = old_database(folder, "('2026-01-01T00:00:00', 'a', 0, '{\"x\": ')");
  CHECK(error_of(import_trackio, file).place().starts_with(file.string() + ": metrics row 1:byte"));
  folder.write("old.db", "not a database, though long enough to be looked at");
  CHECK(error_of(import_trackio, file).place() == file.string());
  folder.write("old.db", "");
  CHECK(error_of(import_trackio, file).problem().find("no metrics.run_name") != std::string::npos);
}

TEST_CASE("trackio: a database cut off at any page is an error or gives whole rows") {
  const Folder folder{"trackio-cut"};
  const std::string whole = bytes_of(fixture("trackio/tiny.db"));
  for (std::size_t length = 0; length < whole.size(); length += 1500) {
    const auto file = folder.write("tiny.db", whole.substr(0, length));
    try {
      const Collected collected{import_trackio, file};
    } catch (const tracker::FormatError& error) {
      CHECK(error.place().starts_with(file.string()));
    }
  }
}
