#include "audit/fixture_study.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <utility>

#include "gainsay/importers/csv.h"
#include "gainsay/importers/jsonl.h"

namespace gainsay::tests {
namespace {

using WholeRuns = std::map<std::string, tracker::WholeRun>;

// Ids as a store would give them: in the order of the file.
std::string id_of(std::size_t index) {
  std::string digits = std::to_string(index);
  return "01FIXTURE" + std::string(17 - digits.size(), '0') + digits;
}

audit::Records records_of(std::vector<tracker::WholeRun> whole_runs) {
  audit::Records records;
  auto by_id = std::make_shared<WholeRuns>();
  for (std::size_t i = 0; i < whole_runs.size(); ++i) {
    tracker::WholeRun& whole = whole_runs[i];
    whole.run.id = id_of(i);
    for (const tracker::Curve& curve : whole.curves) whole.run.curves.push_back(tracker::summarize(curve));
    std::ranges::sort(whole.run.curves, {}, &tracker::CurveSummary::metric);
    for (const tracker::ItemScores& items : whole.items) whole.run.item_metrics.push_back(items.metric);
    std::ranges::sort(whole.run.item_metrics);
    records.runs.push_back(whole.run);
    by_id->emplace(whole.run.id, std::move(whole));
  }
  records.curve = [by_id](const std::string& run, tracker::Name metric) -> std::optional<tracker::Curve> {
    for (const tracker::Curve& curve : by_id->at(run).curves) {
      if (curve.metric == metric) return curve;
    }
    return std::nullopt;
  };
  records.items = [by_id](const std::string& run,
                          tracker::Name metric) -> std::optional<tracker::ItemScores> {
    for (const tracker::ItemScores& items : by_id->at(run).items) {
      if (items.metric == metric) return items;
    }
    return std::nullopt;
  };
  return records;
}

audit::StudyFile study_file_of(const std::string& toml) {
  return toml.empty() ? audit::StudyFile{} : audit::parse_study_file(toml, "gainsay.toml");
}

}  // namespace

audit::Study load_fixture(const std::filesystem::path& folder) {
  const std::filesystem::path csv = folder / "runs.csv";
  auto imported =
      std::filesystem::exists(csv) ? importers::read_csv(csv) : importers::read_jsonl(folder / "runs.jsonl");
  return {audit::load_study_file(folder / "gainsay.toml"), records_of(std::move(imported.runs))};
}

audit::Study study_of(const std::string& toml, const std::string& csv) {
  std::istringstream input(csv);
  return {study_file_of(toml), records_of(importers::read_csv(input, "runs.csv").runs)};
}

audit::Study study_of_lines(const std::string& toml, const std::string& jsonl) {
  std::istringstream input(jsonl);
  return {study_file_of(toml), records_of(importers::read_jsonl(input, "runs.jsonl").runs)};
}

}  // namespace gainsay::tests
