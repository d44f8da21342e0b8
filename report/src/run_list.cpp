#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "gainsay/report/run_formats.h"

#include "csv_cell.h"
#include "numbers.h"
#include "text_table.h"

namespace gainsay::report {
namespace {

using tracker::Name;
using tracker::Run;

constexpr std::size_t most_metrics = 4;  // in a list for a terminal

// Result names by how many runs have them; those that describe cost rather than outcome last.
std::vector<Name> common_metrics(const std::vector<Run>& runs) {
  std::map<Name, std::int64_t> runs_with;
  for (const Run& run : runs) {
    for (const auto& result : run.results) ++runs_with[result.metric];
  }
  std::vector<std::pair<Name, std::int64_t>> ordered(runs_with.begin(), runs_with.end());
  const auto is_cost = [](const std::string& name) {
    return name == "cpu_seconds" || name == "peak_memory_bytes" || name == "wall_seconds";
  };
  std::ranges::stable_sort(
      ordered, {}, [&](const auto& entry) { return std::pair(is_cost(entry.first.str()), -entry.second); });
  std::vector<Name> metrics;
  for (const auto& [name, count] : ordered) metrics.push_back(name);
  return metrics;
}

std::string optional_number(const std::optional<std::int64_t>& value) {
  return value ? std::to_string(*value) : "";
}

std::string started(const Run& run) {
  if (!run.started_at) return "";
  std::string text = tracker::format_time(*run.started_at).substr(0, 16);
  std::ranges::replace(text, 'T', ' ');
  return text;
}

std::string status_text(const Run& run) {
  if (run.excluded) return "excluded";
  return run.failure.empty() ? std::string(to_string(run.status))
                             : fmt::format("{} ({})", to_string(run.status), printable(run.failure.str()));
}

}  // namespace

std::string run_list_text(const std::vector<Run>& runs, const std::vector<Name>& metrics) {
  if (runs.empty()) return "no runs\n";
  std::vector<Name> shown = metrics.empty() ? common_metrics(runs) : metrics;
  if (metrics.empty() && shown.size() > most_metrics) shown.resize(most_metrics);
  std::vector<Align> alignment = {Align::left, Align::left, Align::left, Align::right,
                                  Align::left, Align::left, Align::left};
  std::vector<std::string> header = {"id", "method", "dataset", "seed", "purpose", "status", "started (UTC)"};
  for (const Name metric : shown) {
    alignment.push_back(Align::right);
    header.push_back(printable(metric.str()));
  }
  TextTable table(alignment);
  table.add(header);
  for (const Run& run : runs) {
    std::vector<std::string> row = {run.id,
                                    printable(run.method.str()),
                                    printable(run.dataset.str()),
                                    optional_number(run.seed),
                                    std::string(to_string(run.purpose)),
                                    status_text(run),
                                    started(run)};
    for (const Name metric : shown) {
      const auto value = tracker::find_result(run, metric);
      row.push_back(value ? significant(*value, 4) : "");
    }
    table.add(std::move(row));
  }
  return table.str(0);
}

std::string run_list_csv(const std::vector<Run>& runs, const std::vector<Name>& metrics) {
  const std::vector<Name> shown = metrics.empty() ? common_metrics(runs) : metrics;
  std::string out = "id,method,dataset,split,seed,fold,purpose,status,failure,excluded,started_at";
  for (const Name metric : shown) out += "," + csv_cell(metric.str());
  out += '\n';
  for (const Run& run : runs) {
    out += fmt::format("{},{},{},{},{},{},{},{},{},{},{}", run.id, csv_cell(run.method.str()),
                       csv_cell(run.dataset.str()), csv_cell(run.split.str()), optional_number(run.seed),
                       optional_number(run.fold), to_string(run.purpose), to_string(run.status),
                       csv_cell(run.failure.str()), run.excluded ? csv_cell(run.excluded->reason.str()) : "",
                       run.started_at ? tracker::format_time(*run.started_at) : "");
    for (const Name metric : shown) {
      const auto value = tracker::find_result(run, metric);
      out += "," + (value ? csv_number(*value) : std::string());
    }
    out += '\n';
  }
  return out;
}

std::string curve_csv(const std::string& run, const tracker::Curve& curve) {
  const std::string start = run + "," + csv_cell(curve.metric.str()) + ",";
  std::string out;
  for (std::size_t i = 0; i < curve.step.size(); ++i) {
    out += start + std::to_string(curve.step[i]) + "," +
           (curve.time.empty() ? "" : csv_number(curve.time[i])) + "," + csv_number(curve.value[i]) + "\n";
  }
  return out;
}

}  // namespace gainsay::report
