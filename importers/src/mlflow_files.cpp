#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "gainsay/tracker/error.h"

#include "mlflow_run.h"
#include "number.h"
#include "whole_file.h"
#include "yaml_scalars.h"

namespace gainsay::importers {
namespace {

namespace fs = std::filesystem;
using Scalars = std::map<std::string, std::string>;

constexpr std::uint64_t largest_text = 64U << 20U;
constexpr std::string_view meta_file = "meta.yaml";

std::vector<fs::path> folders_in(const fs::path& folder) {
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.is_directory() && !entry.is_symlink()) folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

std::string entry_of(const Scalars& meta, const std::string& key) {
  const auto found = meta.find(key);
  return found == meta.end() ? std::string{} : found->second;
}

std::optional<std::int64_t> milliseconds_of(const Scalars& meta, const std::string& key,
                                            const fs::path& file) {
  const std::string text = entry_of(meta, key);
  if (text.empty()) return std::nullopt;
  if (const auto time = parse_integer(text)) return *time;
  throw tracker::FormatError(file.string(), "`" + text + "` as " + key + " is no time in milliseconds",
                             "mend the file, or move its folder away");
}

// `timestamp value [step ...]`, the points of one metric in the order of the lines.
class PointFile {
 public:
  PointFile(const fs::path& file, ImportSink& sink) : file_(file), sink_(sink) {}

  tracker::Curve read(tracker::Name metric) {
    curve_.metric = metric;
    const std::string text = whole_file(file_, most_bytes);
    std::string_view rest = text;
    for (std::size_t end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
      ++line_;
      add(rest.substr(0, end));
      rest.remove_prefix(end + 1);
    }
    if (!trimmed(rest).empty()) {
      sink_.note(file_.string() +
                 ": the last line is not finished and was left out; import again when it is");
    }
    return std::move(curve_);
  }

 private:
  static constexpr std::uint64_t most_bytes = 8ULL << 30U;

  void add(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    const std::string_view timestamp = take_word(line);
    if (timestamp.empty()) return;
    const std::string_view value = take_word(line);
    const std::string_view step = take_word(line);
    const auto milliseconds = parse_integer(timestamp);
    const auto number = parse_number(value);
    const auto at = step.empty() ? std::optional<std::int64_t>{0} : parse_integer(step);
    if (!milliseconds || !number || !at) {
      throw tracker::FormatError(file_.string() + ":" + std::to_string(line_), "not `timestamp value step`",
                                 "mend the line, or take it out");
    }
    curve_.step.push_back(*at);
    curve_.value.push_back(*number);
    curve_.time.push_back(seconds_of(*milliseconds));
  }

  static std::string_view take_word(std::string_view& line) {
    while (line.starts_with(' ')) line.remove_prefix(1);
    const std::string_view word = line.substr(0, line.find(' '));
    line.remove_prefix(word.size());
    return word;
  }

  const fs::path& file_;
  ImportSink& sink_;
  tracker::Curve curve_;
  std::size_t line_ = 0;
};

// A run that is there to be read.
struct FoundRun {
  std::int64_t start = 0;
  fs::path folder;
  std::string experiment;

  friend bool operator<(const FoundRun& a, const FoundRun& b) {
    return std::pair{a.start, a.folder} < std::pair{b.start, b.folder};
  }
};

class FileStore {
 public:
  FileStore(const fs::path& root, ImportSink& sink) : root_(root), sink_(sink) {}

  void import_all() {
    for (const auto& folder : folders_in(root_)) find_runs_of_experiment(folder);
    if (experiments_ == 0) {
      throw tracker::FormatError(
          root_.string(), "the folder holds no experiment of MLflow",
          "name the folder that has a folder with a meta.yaml for each experiment, mostly "
          "`mlruns`");
    }
    std::error_code error;
    const fs::path trash = root_ / ".trash";
    if (fs::is_directory(trash, error)) {
      for (const auto& experiment : folders_in(trash)) deleted_ += count_runs(experiment);
    }
    std::sort(found_.begin(), found_.end());
    for (const FoundRun& run : found_) sink_.add(whole_run_of(read_run(run), sink_));
    say_what_was_left_out();
  }

 private:
  static std::int64_t count_runs(const fs::path& experiment) {
    const auto folders = folders_in(experiment);
    return std::count_if(folders.begin(), folders.end(),
                         [](const auto& folder) { return fs::exists(folder / meta_file); });
  }

  void find_runs_of_experiment(const fs::path& folder) {
    if (!fs::exists(folder / meta_file)) return;
    ++experiments_;
    const Scalars meta = read_yaml_scalars(folder / meta_file);
    if (entry_of(meta, "lifecycle_stage") == "deleted") {
      deleted_ += count_runs(folder);
      return;
    }
    std::string name = entry_of(meta, "name");
    if (name.empty()) {
      sink_.note((folder / meta_file).string() + ": empty; the experiment is called by its folder");
      name = folder.filename().string();
    }
    for (const auto& run : folders_in(folder)) find_run(run, name);
  }

  void find_run(const fs::path& folder, const std::string& experiment) {
    const fs::path file = folder / meta_file;
    std::error_code error;
    if (fs::is_directory(folder / "metrics", error) && !fs::exists(file)) {
      sink_.note(folder.string() + ": the run has no meta.yaml and was left out");
    }
    if (!fs::exists(file)) return;
    const Scalars meta = read_yaml_scalars(file);
    const bool is_run = meta.contains("run_id") || meta.contains("run_uuid");
    if (!is_run) {
      sink_.note(file.string() + ": empty or without a run id; the run was left out");
    } else if (entry_of(meta, "lifecycle_stage") == "deleted") {
      ++deleted_;
    } else {
      found_.push_back({milliseconds_of(meta, "start_time", file).value_or(0), folder, experiment});
    }
  }

  MlflowRun read_run(const FoundRun& found) {
    const fs::path file = found.folder / meta_file;
    const Scalars meta = read_yaml_scalars(file);
    MlflowRun run;
    run.id = entry_of(meta, meta.contains("run_id") ? "run_id" : "run_uuid");
    run.name = entry_of(meta, "run_name");
    run.user = entry_of(meta, "user_id");
    run.experiment = found.experiment;
    run.status = mlflow_status(entry_of(meta, "status"), file.string());
    run.start_milliseconds = milliseconds_of(meta, "start_time", file);
    run.end_milliseconds = milliseconds_of(meta, "end_time", file);
    run.params = read_texts(found.folder / "params");
    run.tags = read_texts(found.folder / "tags");
    for (const FieldText& tag : run.tags) {
      if (tag.field == "mlflow.runName") run.name = tag.text;
    }
    run.datasets = read_datasets(found.folder);
    for (const auto& [key, metric_file] : files_below(found.folder / "metrics")) {
      run.curves.push_back(PointFile{metric_file, sink_}.read(key));
    }
    std::error_code error;
    const fs::path artifacts = found.folder / "artifacts";
    if (fs::is_directory(artifacts, error) && !fs::is_empty(artifacts, error)) ++with_artifacts_;
    return run;
  }

  // Keys hold slashes, so that they are folders within folders.
  std::map<std::string, fs::path> files_below(const fs::path& folder) {
    std::map<std::string, fs::path> files;
    std::error_code error;
    if (!fs::is_directory(folder, error)) return files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (entry.is_symlink()) {
        ++links_;
      } else if (entry.is_regular_file()) {
        files[entry.path().lexically_relative(folder).generic_string()] = entry.path();
      }
    }
    return files;
  }

  std::vector<FieldText> read_texts(const fs::path& folder) {
    std::vector<FieldText> texts;
    for (const auto& [key, file] : files_below(folder))
      texts.push_back({key, whole_file(file, largest_text)});
    return texts;
  }

  // An input names a dataset's folder beside the run's.
  std::vector<std::string> read_datasets(const fs::path& run) {
    std::set<std::string> names;
    std::error_code error;
    if (!fs::is_directory(run / "inputs", error)) return {};
    for (const auto& input : folders_in(run / "inputs")) {
      if (!fs::exists(input / meta_file)) continue;
      const Scalars meta = read_yaml_scalars(input / meta_file);
      const fs::path id = entry_of(meta, "source_id");
      const bool is_plain_name = !id.empty() && id == id.filename() && id != "..";
      const fs::path dataset = run.parent_path() / "datasets" / id / meta_file;
      if (entry_of(meta, "source_type") != "DATASET" || !is_plain_name || !fs::exists(dataset)) continue;
      if (const auto name = entry_of(read_yaml_scalars(dataset), "name"); !name.empty()) names.insert(name);
    }
    return {names.begin(), names.end()};
  }

  void say_what_was_left_out() {
    if (deleted_ > 0) {
      sink_.note(std::to_string(deleted_) + (deleted_ == 1 ? " run" : " runs") +
                 " left out: they, or their experiments, are deleted");
    }
    if (with_artifacts_ > 0) {
      sink_.note(std::to_string(with_artifacts_) +
                 " runs with artifacts: these are left out and stay where they are");
    }
    if (links_ > 0) sink_.note(std::to_string(links_) + " symbolic links left out: they are not followed");
  }

  const fs::path& root_;
  ImportSink& sink_;
  std::vector<FoundRun> found_;
  std::int64_t experiments_ = 0;
  std::int64_t deleted_ = 0;
  std::int64_t with_artifacts_ = 0;
  std::int64_t links_ = 0;
};

}  // namespace

void import_mlflow_files(const fs::path& folder, ImportSink& sink) {
  try {
    FileStore{folder, sink}.import_all();
  } catch (const fs::filesystem_error& error) {
    throw tracker::FormatError(error.path1().string(), error.code().message(), "check its permissions");
  }
}

}  // namespace gainsay::importers
