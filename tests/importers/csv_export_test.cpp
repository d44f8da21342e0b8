#include "gainsay/importers/csv_export.h"

#include <limits>
#include <sstream>

#include <doctest/doctest.h>

#include "gainsay/importers/csv.h"
#include "gainsay/importers/jsonl_export.h"

using namespace gainsay;

namespace {

struct Written {
  std::string text;
  std::vector<std::string> notes;
};

Written write(const std::vector<tracker::WholeRun>& runs) {
  importers::ExportedRuns source;
  for (const auto& whole : runs) source.runs.push_back(whole.run);
  source.whole = [&](const tracker::Run& run) {
    for (const auto& whole : runs) {
      if (whole.run.source_id == run.source_id && whole.run.id == run.id) return whole;
    }
    return tracker::WholeRun{};
  };
  std::ostringstream output;
  auto notes = importers::write_csv(output, source);
  return {output.str(), std::move(notes)};
}

tracker::WholeRun run(const std::string& id) {
  tracker::WholeRun whole;
  whole.run.source_id = id;
  whole.run.method = "b,n \"x\"\n";
  whole.run.status = tracker::Status::failed;
  return whole;
}

}  // namespace

TEST_CASE("a written table is read back as the same runs") {
  auto whole = run("a");
  whole.run.dataset = "digits";
  whole.run.seed = -3;
  whole.run.fold = 1;
  whole.run.purpose = tracker::Purpose::tune;
  whole.run.role = tracker::Role::baseline;
  whole.run.params = {{"amp", true}, {"layers", std::int64_t{2}}, {"lr", 1.0}, {"opt", std::string{"adam"}}};
  whole.run.tags = {{"group", "g"}};
  whole.run.results = {{"acc", -0.0}, {"f1", std::numeric_limits<double>::quiet_NaN()}};
  whole.curves = {{"loss",
                   {5, 5, -1},
                   {0.1, -std::numeric_limits<double>::infinity(), 5e-324},
                   {1.25, 2.5, 1700000000.123456}}};
  whole.items = {{"hit", {"x", "y"}, {1.0, 0.0}, {"c1", ""}}};
  auto second = run("b");
  second.run.tags = {{"other", "o"}};
  const auto written = write({whole, second});
  CHECK(written.notes.empty());
  std::istringstream input{written.text};
  const auto back = importers::read_csv(input, "written.csv").runs;
  REQUIRE(back.size() == 2);
  CHECK(importers::jsonl_line(back[0]) == importers::jsonl_line(whole));
  CHECK(importers::jsonl_line(back[1]) == importers::jsonl_line(second));
}

TEST_CASE("what a table cannot hold is said") {
  auto whole = run("a");
  whole.run.params = {{"empty", std::string{}}, {"text", std::string{"1.0"}}};
  whole.run.tags = {{"none", ""}};
  whole.run.host = "box";
  const std::vector<std::string> expected{
      "a param that is a text reads back as a number or truth value",
      "a run's times, host, device, git, arguments, environment, exit, parent and exclusion are left out",
      "an empty param reads back as missing", "an empty tag reads back as missing"};
  CHECK(write({whole}).notes == expected);
}

TEST_CASE("two runs with one source id stay apart") {
  auto first = run("a");
  auto second = run("a");
  second.run.id = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
  const auto written = write({first, second});
  CHECK(written.notes ==
        std::vector<std::string>{"a run has Gainsay's id, for another has the one of its source"});
  std::istringstream input{written.text};
  CHECK(importers::read_csv(input, "written.csv").runs.size() == 2);
}

TEST_CASE("a table of no runs is a header") {
  CHECK(write({}).text ==
        "run,method,dataset,split,seed,fold,purpose,role,status,metric,value,step,time,item,cluster\n");
}
