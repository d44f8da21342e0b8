#include "gainsay/importers/lightning.h"

#include <algorithm>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "csv_reader.h"
#include "file_walk.h"
#include "number.h"
#include "source_run.h"
#include "yaml_document.h"

namespace gainsay::importers {
namespace fs = std::filesystem;
namespace {

using Row = std::vector<std::string>;

// Whether the file ends with a line's end: its last row was written to the end.
bool ends_with_line(const fs::path& file) {
  std::ifstream input{file, std::ios::binary | std::ios::ate};
  if (!input || input.tellg() == std::streampos{0}) return true;
  input.seekg(-1, std::ios::end);
  return input.get() == '\n';
}

class MetricsTable {
 public:
  MetricsTable(SourceRun& run, const fs::path& file, ImportSink& sink)
      : run_(run), file_(file), input_(file, std::ios::binary), place_(file.string()), sink_(sink) {}

  void read() {
    if (!input_) refuse(place_, "the file cannot be read");
    CsvReader reader{input_, place_, ','};
    if (!reader.next(header_)) return sink_.note(place_ + " is empty: the run has no metrics yet");
    const auto step = std::find(header_.begin(), header_.end(), "step");
    if (step == header_.end()) refuse(reader.here(), "there is no column `step`");
    step_ = static_cast<std::size_t>(step - header_.begin());
    read_rows(reader);
  }

 private:
  [[noreturn]] static void refuse(const std::string& place, const std::string& problem) {
    throw tracker::FormatError(place, problem, "name the folder that Lightning's CSVLogger wrote to");
  }

  // A row is added once the next one, or the end of the file, shows that it is whole.
  void read_rows(CsvReader& reader) {
    const bool is_whole = ends_with_line(file_);
    Row row;
    Row last;
    std::string last_place;
    while (next(reader, row, is_whole)) {
      if (!last.empty()) add(last, last_place);
      std::swap(last, row);
      last_place = reader.here();
    }
    if (last.empty()) return;
    if (is_whole) return add(last, last_place);
    sink_.note(last_place + ": the last row is still being written; it comes with the next import");
  }

  // A quote that is still open at the end of a file that is being written is the end.
  static bool next(CsvReader& reader, Row& row, bool is_whole) {
    try {
      return reader.next(row);
    } catch (const tracker::FormatError&) {
      if (is_whole) throw;
      return false;
    }
  }

  void add(const Row& row, const std::string& place) {
    if (row.size() != header_.size())
      refuse(place,
             std::to_string(row.size()) + " cells where the header has " + std::to_string(header_.size()));
    const auto step = parse_integer(row[step_]);
    if (!step) refuse(place, "`" + row[step_] + "` is no integer, which a step must be");
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i == step_ || row[i].empty()) continue;
      if (const auto number = parse_number(row[i])) {
        run_.point(header_[i], *step, *number);
      } else {
        run_.leave_out("cells", "they are no numbers");
      }
    }
  }

  SourceRun& run_;
  const fs::path& file_;
  std::ifstream input_;
  std::string place_;
  ImportSink& sink_;
  Row header_;
  std::size_t step_ = 0;
};

void add_params(SourceRun& run, const fs::path& file, const std::string& prefix) {
  if (!is_file(file)) return;
  const YamlDocument document = read_yaml(file, YamlDialect::python);
  run.leave_out("objects of " + file.filename().string(), "only the program that wrote them can make them",
                document.left_out);
  run.params(prefix, document.json);
  if (const auto seed = integer_in(document.json, "seed_everything")) run.run().seed = seed;
}

std::string experiment_of(const fs::path& folder) {
  const std::string name = own_name(folder);
  return name.starts_with("version_") ? own_name(fs::absolute(folder).lexically_normal() / "..") : name;
}

void import_run(const fs::path& file, const fs::path& root, ImportSink& sink) {
  const fs::path folder = file.parent_path();
  SourceRun run{run_name(root, folder)};
  run.tag("name", run.id());
  run.tag("experiment", experiment_of(folder));
  run.run().method = experiment_of(folder);
  MetricsTable{run, file, sink}.read();
  add_params(run, folder / "hparams.yaml", "");
  add_params(run, folder / "config.yaml", "config");
  if (!run.run().seed) run.run().seed = seed_among(run.run());
  std::move(run).finish(sink);
}

}  // namespace

void import_lightning(const fs::path& path, ImportSink& sink) {
  const auto files = find_files(
      path, [](const fs::path& file) { return file.filename() == "metrics.csv"; }, sink);
  require_found(files, path, "metrics.csv of Lightning's CSVLogger");
  std::error_code error;
  const bool is_folder = fs::is_directory(path, error);
  for (const fs::path& file : files) import_run(file, is_folder ? path : file.parent_path(), sink);
  sink.note(path.string() + ": the CSVLogger does not keep how a run ended; all are imported as finished");
}

}  // namespace gainsay::importers
