#include "gainsay/importers/lightning.h"

#include <string>

#include "file_walk.h"
#include "live_table.h"
#include "number.h"
#include "source_run.h"
#include "yaml_document.h"

namespace gainsay::importers {
namespace fs = std::filesystem;
namespace {

void add_metrics(SourceRun& run, const fs::path& file, ImportSink& sink) {
  LiveTable table{file, ',', sink};
  if (table.header().empty()) return sink.note(file.string() + ": the run has no metrics yet");
  const std::size_t step = table.column("step");
  LiveTable::Row row;
  while (table.next(row)) {
    const std::int64_t at = table.integer(row, step);
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i == step || row[i].empty()) continue;
      if (const auto number = parse_number(row[i])) {
        run.point(table.header()[i], at, *number);
      } else {
        run.leave_out("cells", "they are no numbers");
      }
    }
  }
}

void add_params(SourceRun& run, const fs::path& file, const std::string& prefix) {
  if (!is_file(file)) return;
  const YamlDocument document = read_yaml(file, YamlDialect::python);
  run.leave_out("objects of " + file.filename().string(), "only the program that wrote them can make them",
                document.left_out);
  if (document.json.is_object()) run.params(prefix, document.json);
  if (const auto seed = integer_in(document.json, "seed_everything")) run.run().seed = seed;
}

std::string experiment_of(const fs::path& folder) {
  const std::string name = own_name(folder);
  return name.starts_with("version_") ? own_name(fs::absolute(folder).lexically_normal() / "..") : name;
}

void import_run(const fs::path& file, const std::string& name, RunRemarks& remarks, ImportSink& sink) {
  const fs::path folder = file.parent_path();
  SourceRun run{name, remarks};
  run.tag("name", run.id());
  run.tag("experiment", experiment_of(folder));
  run.run().method = experiment_of(folder);
  add_metrics(run, file, sink);
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
  RunRemarks remarks;
  for (const fs::path& file : files) {
    const fs::path folder = file.parent_path();
    import_run(file, run_name(is_folder ? path : folder, folder), remarks, sink);
  }
  remarks.say(sink);
  sink.note(path.string() + ": the CSVLogger does not keep how a run ended; all are imported as finished");
}

}  // namespace gainsay::importers
