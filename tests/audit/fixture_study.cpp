#include "audit/fixture_study.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <stdexcept>
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
    whole.run.curves.clear();  // as the store makes them, whatever the importer did
    whole.run.item_metrics.clear();
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

// The claims of an older study file, as registered at the time that its first line gives. None without the
// file.
std::vector<audit::ClaimRegistration> registrations_in(const std::filesystem::path& file) {
  std::vector<audit::ClaimRegistration> registrations;
  if (!std::filesystem::exists(file)) return registrations;
  std::ifstream input(file);
  const std::string marker = "# registered ";
  std::string first_line;
  std::getline(input, first_line);
  const auto at =
      first_line.starts_with(marker) ? tracker::parse_time(first_line.substr(marker.size())) : std::nullopt;
  if (!at)
    throw std::runtime_error(file.string() + ": the first line must be `# registered 2026-01-05T10:00:00Z`");
  const audit::StudyFile registered = audit::load_study_file(file);
  for (const audit::Claim& claim : registered.claims) {
    registrations.push_back({claim.id, audit::claim_definition(registered, claim), *at});
  }
  return registrations;
}

// The cells of a file of comma-separated values without quotes, below its header. None without the file.
std::vector<std::vector<std::string>> cells_of(const std::filesystem::path& file, std::size_t columns) {
  std::vector<std::vector<std::string>> rows;
  std::ifstream input(file);
  std::string line;
  std::getline(input, line);
  while (std::getline(input, line)) {
    std::vector<std::string>& cells = rows.emplace_back();
    std::istringstream text(line);
    for (std::string cell; std::getline(text, cell, ',');) cells.push_back(cell);
    if (line.ends_with(',')) cells.emplace_back();
    if (cells.size() != columns) throw std::runtime_error(file.string() + ": wrong number of cells: " + line);
  }
  return rows;
}

std::vector<audit::Look> looks_in(const std::filesystem::path& file) {
  std::vector<audit::Look> looks;
  for (const auto& cells : cells_of(file, 8)) {
    audit::Look look{tracker::parse_time(cells[0]).value(),
                     cells[1],
                     cells[2],
                     cells[3],
                     cells[4],
                     std::stoll(cells[5]),
                     std::stoll(cells[6]),
                     std::nullopt};
    if (!cells[7].empty()) look.p_value = std::stod(cells[7]);
    looks.push_back(std::move(look));
  }
  return looks;
}

std::vector<tracker::DatasetContent> contents_in(const std::filesystem::path& file) {
  std::vector<tracker::DatasetContent> contents;
  for (const auto& cells : cells_of(file, 4)) {
    tracker::DatasetContent content;
    content.dataset = cells[0];
    content.split = cells[1];
    content.hash = cells[2];
    content.at = cells[3];
    contents.push_back(std::move(content));
  }
  return contents;
}

// What the repository of a fixture says of two of its commits: the files that its table gives them, in
// either order.
auto changed_files_in(const std::filesystem::path& file) {
  return [rows = cells_of(file, 3)](const std::string& a, const std::string& b) {
    std::vector<std::string> files;
    bool known = false;
    for (const auto& cells : rows) {
      const bool these = (cells[0] == a && cells[1] == b) || (cells[0] == b && cells[1] == a);
      known = known || these;
      if (these && !cells[2].empty()) files.push_back(cells[2]);
    }
    return known ? std::optional(files) : std::nullopt;
  };
}

audit::StudyFile study_file_of(const std::string& toml) {
  return toml.empty() ? audit::StudyFile{} : audit::parse_study_file(toml, "gainsay.toml");
}

}  // namespace

audit::Study load_fixture(const std::filesystem::path& folder) {
  const std::filesystem::path csv = folder / "runs.csv";
  audit::Records records =
      records_of(std::filesystem::exists(csv) ? importers::read_csv(csv).runs
                                              : importers::read_jsonl(folder / "runs.jsonl"));
  records.registrations = registrations_in(folder / "registered.toml");
  records.looks = looks_in(folder / "looks.csv");
  records.contents = contents_in(folder / "contents.csv");
  if (std::filesystem::exists(folder / "changed_files.csv"))
    records.changed_files = changed_files_in(folder / "changed_files.csv");
  return {audit::load_study_file(folder / "gainsay.toml"), std::move(records)};
}

audit::Study study_of(const std::string& toml, const std::string& csv) {
  std::istringstream input(csv);
  return {study_file_of(toml), records_of(importers::read_csv(input, "runs.csv").runs)};
}

audit::Study study_of_lines(const std::string& toml, const std::string& jsonl) {
  std::istringstream input(jsonl);
  return {study_file_of(toml), records_of(importers::read_jsonl(input, "runs.jsonl"))};
}

audit::Study study_of_runs(const std::string& toml, std::vector<tracker::WholeRun> runs) {
  return {study_file_of(toml), records_of(std::move(runs))};
}

}  // namespace gainsay::tests
