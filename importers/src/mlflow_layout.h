#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gainsay/importers/exporter.h"
#include "gainsay/importers/importer.h"

#include "export_notes.h"

// Runs as MLflow lays them out, before they are written to either of its stores.
namespace gainsay::importers {

inline constexpr std::string_view gainsay_tag = "gainsay.";  // what MLflow has no field for

// Points in MLflow's milliseconds.
struct MlflowPoints {
  std::string key;
  std::vector<std::int64_t> step;
  std::vector<double> value;
  std::vector<std::int64_t> milliseconds;
};

struct MlflowLayout {
  std::string id;
  std::string name;
  std::string experiment;
  std::string user;
  std::string status;
  std::optional<std::int64_t> start_milliseconds;
  std::optional<std::int64_t> end_milliseconds;
  std::vector<FieldText> params;  // names unique, as MLflow takes them
  std::vector<FieldText> tags;
  std::vector<MlflowPoints> metrics;
};

MlflowLayout layout_of(const tracker::WholeRun& run, ExportNotes& notes);

// Calls `write` with each run in turn; of two with one id, the second gets Gainsay's.
void each_layout(const ExportedRuns& source, ExportNotes& notes,
                 const std::function<void(const MlflowLayout&)>& write);

// Sets what a tag `gainsay.*` says of a run; whether it is one that layout_of writes.
bool restore_from_tag(tracker::WholeRun& run, const std::string& tag, const std::string& value);

void export_mlflow_files(const std::filesystem::path& folder, const ExportedRuns& runs, ExportNotes& notes);
void export_mlflow_database(const std::filesystem::path& file, const ExportedRuns& runs, ExportNotes& notes);

}  // namespace gainsay::importers
