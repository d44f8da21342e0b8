#include <cmath>
#include <filesystem>
#include <sstream>

#include <doctest/doctest.h>
#include <unistd.h>

#include "gainsay/importers/csv.h"
#include "gainsay/importers/jsonl.h"
#include "gainsay/importers/jsonl_export.h"
#include "gainsay/tracker/store.h"

using namespace gainsay;

namespace {

// A store in a folder of its own, removed at the end.
class TemporaryStudy {
 public:
  TemporaryStudy()
      : folder_(std::filesystem::temp_directory_path() /
                ("gainsay-importers-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(folder_);
  }
  ~TemporaryStudy() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  TemporaryStudy(const TemporaryStudy&) = delete;
  TemporaryStudy& operator=(const TemporaryStudy&) = delete;

  tracker::Store create() const { return tracker::Store::create(folder_); }

 private:
  std::filesystem::path folder_;
};

std::vector<tracker::WholeRun> table() {
  std::istringstream input{
      "method,dataset,seed,step,item,metric,value\n"
      "bn,digits,1,0,,loss,inf\nbn,digits,1,1,,loss,nan\nbn,digits,1,,,accuracy,-0.0\n"
      "bn,digits,1,,x,hit,1\nbn,digits,2,,,accuracy,nan\n"};
  return importers::read_csv(input, "runs.csv").runs;
}

}  // namespace

TEST_CASE("an imported table comes back from the store as the same lines of JSON") {
  const TemporaryStudy study;
  auto store = study.create();
  const auto runs = table();
  const auto outcome = store.add_runs(runs, "csv");
  REQUIRE(outcome.added == 2);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    tracker::WholeRun back = store.whole_run(outcome.run_ids[i]);
    CHECK(back.run.id == outcome.run_ids[i]);
    back.run.id.clear();
    CHECK(importers::jsonl_line(back) == importers::jsonl_line(runs[i]));
  }
}

TEST_CASE("importing the same table again adds nothing") {
  const TemporaryStudy study;
  auto store = study.create();
  store.add_runs(table(), "csv");
  const auto again = store.add_runs(table(), "csv");
  CHECK(again.added == 0);
  CHECK(again.unchanged == 2);
  CHECK(store.runs().size() == 2);
}
