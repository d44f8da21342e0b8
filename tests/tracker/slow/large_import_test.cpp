#include <cstdint>
#include <string>

#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>

#include "tracker/scratch_study.h"

using namespace gainsay::tracker;

namespace {

constexpr int many = 45'000;  // more than come in one by one with their indexes

WholeRun numbered_run(int i) {
  WholeRun whole;
  whole.run.method = "m";
  whole.run.source_id = std::to_string(i);
  whole.run.status = Status::finished;
  whole.run.results = {{"acc", i * 0.001}};
  whole.run.params = {{"width", std::int64_t{i % 7}}};
  return whole;
}

std::string value_indexes(const ScratchStudy& study) {
  SQLite::Database database{study.directory().store().string()};
  SQLite::Statement row{
      database,
      "SELECT group_concat(name) FROM (SELECT name FROM sqlite_master WHERE type = 'index' AND "
      "name LIKE '%by_value' ORDER BY name)"};
  REQUIRE(row.executeStep());
  return row.getColumn(0).getString();
}

}  // namespace

TEST_CASE("a large import leaves a sound store with all its indexes and adds nothing twice") {
  ScratchStudy study;
  auto store = study.store();
  const std::string before = value_indexes(study);
  CHECK(before == "params_by_value,results_by_value,tags_by_value");
  const auto add_all = [](const Store::AddRun& add) {
    for (int i = 0; i < many; ++i) add(numbered_run(i));
  };
  CHECK(store.import_runs("test", add_all).added == many);
  CHECK(value_indexes(study) == before);
  CHECK(store.import_runs("test", add_all).unchanged == many);
  CHECK(store.runs({.where = RunCondition{"metrics.acc >= 44.99 and params.width >= 0", 0.0}}).size() == 10);
  SQLite::Database database{study.directory().store().string()};
  SQLite::Statement check{database, "PRAGMA integrity_check"};
  REQUIRE(check.executeStep());
  CHECK(check.getColumn(0).getString() == "ok");
}

TEST_CASE("a large import that fails leaves the store and its indexes as they were") {
  ScratchStudy study;
  auto store = study.store();
  CHECK_THROWS_AS(store.import_runs("test",
                                    [](const Store::AddRun& add) {
                                      for (int i = 0; i < many; ++i) add(numbered_run(i));
                                      WholeRun doubled = numbered_run(3);
                                      doubled.run.params = {};
                                      add(doubled);
                                    }),
                  StoreError);
  CHECK(value_indexes(study) == "params_by_value,results_by_value,tags_by_value");
  CHECK(store.runs().empty());
}
