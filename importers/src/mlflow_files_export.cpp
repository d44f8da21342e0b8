#include <fstream>
#include <map>
#include <set>

#include "gainsay/tracker/error.h"

#include "mlflow_layout.h"
#include "python_text.h"
#include "yaml_map.h"

namespace gainsay::importers {
namespace {

namespace fs = std::filesystem;

void write_file(const fs::path& file, const std::string& bytes) {
  fs::create_directories(file.parent_path());
  std::ofstream output{file, std::ios::binary};
  output << bytes;
  output.close();
  if (!output) {
    throw tracker::FormatError(file.string(), "cannot be written",
                               "check the folder, its permissions and the "
                               "space on it");
  }
}

std::int64_t status_number(const std::string& status) {
  static const std::map<std::string, std::int64_t> numbers{
      {"RUNNING", 1}, {"FINISHED", 3}, {"FAILED", 4}, {"KILLED", 5}};
  return numbers.at(status);
}

// Whether no name is a folder of another: `a` and `a/b` cannot both be files.
bool fits_beside(const std::string& name, const std::set<std::string>& names) {
  for (std::size_t slash = name.find('/'); slash != std::string::npos; slash = name.find('/', slash + 1)) {
    if (names.contains(name.substr(0, slash))) return false;
  }
  const auto below = names.lower_bound(name + "/");
  return below == names.end() || !below->starts_with(name + "/");
}

class FileStoreWriter {
 public:
  FileStoreWriter(const fs::path& root, ExportNotes& notes) : root_(fs::absolute(root)), notes_(notes) {
    write_experiment("0", "Default");
  }

  void write(const MlflowLayout& run) {
    const fs::path folder = root_ / experiment_id(run.experiment) / run.id;
    write_meta(folder, run);
    write_texts(folder / "params", run.params);
    write_texts(folder / "tags", run.tags);
    std::set<std::string> names;
    for (const auto& points : run.metrics) {
      if (take(points.key, names)) write_points(folder / "metrics" / points.key, points);
    }
    for (const char* name : {"artifacts", "metrics", "params", "tags"}) fs::create_directories(folder / name);
  }

 private:
  std::string experiment_id(const std::string& name) {
    const auto [known, is_new] = experiments_.try_emplace(name, std::to_string(experiments_.size()));
    if (is_new) write_experiment(known->second, name);
    return known->second;
  }

  void write_experiment(const std::string& id, const std::string& name) {
    experiments_[name] = id;
    YamlMap meta;
    meta.text("experiment_id", id).text("name", name).text("artifact_location", (root_ / id).string());
    meta.text("lifecycle_stage", "active");
    write_file(root_ / id / "meta.yaml", meta.finish());
  }

  void write_meta(const fs::path& folder, const MlflowLayout& run) {
    YamlMap meta;
    meta.text("run_id", run.id).text("run_uuid", run.id).text("run_name", run.name);
    meta.text("experiment_id", experiment_id(run.experiment)).text("user_id", run.user);
    meta.number("status", status_number(run.status));
    meta.number("start_time", run.start_milliseconds).number("end_time", run.end_milliseconds);
    meta.text("artifact_uri", (folder / "artifacts").string()).text("lifecycle_stage", "active");
    meta.text("source_name", "")
        .text("source_version", "")
        .text("entry_point_name", "")
        .number("source_type", 4);
    write_file(folder / "meta.yaml", meta.finish());
  }

  bool take(const std::string& name, std::set<std::string>& names) {
    if (fits_beside(name, names)) {
      names.insert(name);
      return true;
    }
    notes_.add("`" + name + "` was left out: another name is a folder of it, or the other way round");
    return false;
  }

  void write_texts(const fs::path& folder, const std::vector<FieldText>& texts) {
    std::set<std::string> names;
    for (const auto& text : texts) {
      if (take(text.field, names)) write_file(folder / text.field, text.text);
    }
  }

  static void write_points(const fs::path& file, const MlflowPoints& points) {
    std::string lines;
    for (std::size_t i = 0; i < points.step.size(); ++i) {
      lines += std::to_string(points.milliseconds[i]) + " " + python_text(points.value[i]) + " " +
               std::to_string(points.step[i]) + "\n";
    }
    write_file(file, lines);
  }

  fs::path root_;
  ExportNotes& notes_;
  std::map<std::string, std::string> experiments_;
};

}  // namespace

void export_mlflow_files(const fs::path& folder, const ExportedRuns& source, ExportNotes& notes) {
  FileStoreWriter writer{folder, notes};
  each_layout(source, notes, [&](const MlflowLayout& run) { writer.write(run); });
}

}  // namespace gainsay::importers
