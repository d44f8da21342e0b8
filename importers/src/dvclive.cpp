#include "gainsay/importers/dvclive.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "file_walk.h"
#include "live_table.h"
#include "number.h"
#include "source_run.h"
#include "yaml_document.h"

namespace gainsay::importers {
namespace fs = std::filesystem;
namespace {

// The files of one DVCLive folder.
struct Files {
  std::vector<fs::path> tables;
  bool has_summary = false;
  std::int64_t other_plots = 0;
};

// The folder above `plots`, where the file is somewhere below one; else an empty path.
fs::path folder_of_plot(const fs::path& file) {
  for (fs::path folder = file.parent_path(); folder.has_relative_path(); folder = folder.parent_path()) {
    if (folder.filename() == "plots") return folder.parent_path();
  }
  return {};
}

bool is_table(const fs::path& file, const fs::path& folder) {
  const fs::path inside = file.lexically_relative(folder / "plots" / "metrics");
  return file.extension() == ".tsv" && !inside.empty() && *inside.begin() != "..";
}

std::map<fs::path, Files> folders_of(const std::vector<fs::path>& files) {
  std::map<fs::path, Files> folders;
  for (const fs::path& file : files) {
    const fs::path folder = folder_of_plot(file);
    if (file.filename() == "metrics.json") {
      folders[file.parent_path()].has_summary = true;
    } else if (is_table(file, folder)) {
      folders[folder].tables.push_back(file);
    } else {
      ++folders[folder].other_plots;
    }
  }
  std::erase_if(folders,
                [](const auto& entry) { return !entry.second.has_summary && entry.second.tables.empty(); });
  return folders;
}

// A column of milliseconds, `step`, and the metric's, which is called by the last part of its name.
void add_table(SourceRun& run, const std::string& metric, const fs::path& file, ImportSink& sink) {
  LiveTable table{file, '\t', sink};
  const LiveTable::Row& header = table.header();
  if (header.empty()) return;
  const std::size_t step = table.column("step");
  const bool has_time = std::find(header.begin(), header.end(), "timestamp") != header.end();
  const std::size_t time = has_time ? table.column("timestamp") : 0;
  const std::size_t value = header.size() - 1;
  LiveTable::Row row;
  while (table.next(row)) {
    const auto number = parse_number(row[value]);
    if (!number) {
      run.leave_out("cells", "they are no numbers that a double holds");
      continue;
    }
    std::optional<double> seconds;
    if (has_time) seconds = static_cast<double>(table.integer(row, time)) / 1000.0;
    run.point(metric, table.integer(row, step), *number, seconds);
  }
}

// {"train": {"loss": 0.1}} is the metric `train/loss`.
void add_results(SourceRun& run, const std::string& name, const Json& value) {
  if (value.is_object()) {
    for (const auto& [key, inside] : value.items()) add_results(run, joined(name, key, '/'), inside);
  } else if (name == "step" && value.is_number()) {
    run.tag("last_step", value.dump());
  } else if (const auto number = exact_number(value)) {
    run.result(name, *number);
  } else {
    run.leave_out("results", "they are no numbers that a double holds");
  }
}

void add_summary(SourceRun& run, const fs::path& file, ImportSink& sink) {
  try {
    add_results(run, "", read_lenient_json(file));
  } catch (const CutJsonError& cut) {
    sink.note(cut.place() +
              " is cut off, as it is while DVCLive writes it; the results come with the next import");
  }
}

void add_params(SourceRun& run, const fs::path& file) {
  if (!is_file(file)) return;
  run.params("", read_yaml(file, YamlDialect::core).json);
  run.run().seed = seed_among(run.run());
}

std::string method_of(const fs::path& folder) {
  const std::string name = own_name(folder);
  return name == "dvclive" ? own_name(fs::absolute(folder).lexically_normal() / "..") : name;
}

void import_folder(const fs::path& folder, const Files& files, SourceRun run, ImportSink& sink) {
  run.tag("name", run.id());
  run.run().method = method_of(folder);
  for (const fs::path& file : files.tables) {
    fs::path metric = file.lexically_relative(folder / "plots" / "metrics");
    add_table(run, metric.replace_extension().generic_string(), file, sink);
  }
  if (files.has_summary) add_summary(run, folder / "metrics.json", sink);
  add_params(run, folder / "params.yaml");
  run.leave_out("images and other plots", "Gainsay keeps numbers", files.other_plots);
  std::move(run).finish(sink);
}

void import_table(const fs::path& file, ImportSink& sink) {
  RunRemarks remarks;
  SourceRun run{file.filename().string(), remarks};
  run.tag("name", run.id());
  run.run().method = own_name(file.parent_path());
  add_table(run, file.stem().string(), file, sink);
  std::move(run).finish(sink);
  remarks.say(sink);
}

bool may_be_of_dvclive(const fs::path& file) {
  return file.filename() == "metrics.json" || !folder_of_plot(file).empty();
}

}  // namespace

void import_dvclive(const fs::path& path, ImportSink& sink) {
  std::error_code error;
  if (fs::exists(path, error) && !fs::is_directory(path, error) && path.extension() == ".tsv")
    return import_table(path, sink);
  const std::vector<fs::path> files = find_files(path, may_be_of_dvclive, sink);
  const std::map<fs::path, Files> folders = folders_of(files);
  if (folders.empty()) require_found({}, path, "metrics.json or plots/metrics of DVCLive");
  const bool is_folder = fs::is_directory(path, error);
  RunRemarks remarks;
  for (const auto& [folder, contents] : folders) {
    import_folder(folder, contents, SourceRun{run_name(is_folder ? path : folder, folder), remarks}, sink);
  }
  remarks.say(sink);
  sink.note(path.string() + ": DVCLive does not keep how a run ended; all are imported as finished");
}

}  // namespace gainsay::importers
