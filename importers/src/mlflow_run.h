#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "gainsay/importers/importer.h"

// What the two stores of MLflow have in common.
namespace gainsay::importers {

struct MlflowRun {
  std::string id;
  std::string name;
  std::string experiment;
  std::string user;
  tracker::Status status = tracker::Status::running;
  std::optional<std::int64_t> start_milliseconds;
  std::optional<std::int64_t> end_milliseconds;
  std::vector<FieldText> params;
  std::vector<FieldText> tags;
  std::vector<std::string> datasets;  // names, each once
  std::vector<tracker::Curve> curves;
};

inline double seconds_of(std::int64_t milliseconds) { return static_cast<double>(milliseconds) / 1000.0; }

// RUNNING, SCHEDULED, FINISHED, FAILED, KILLED, or their numbers 1 to 5. Throws tracker::FormatError for any
// other text.
tracker::Status mlflow_status(const std::string& text, const std::string& place);

// The run as Gainsay keeps it; what is left out is said to the sink.
tracker::WholeRun whole_run_of(MlflowRun run, ImportSink& sink);

void import_mlflow_files(const std::filesystem::path& folder, ImportSink& sink);
void import_mlflow_database(const std::filesystem::path& file, ImportSink& sink);

}  // namespace gainsay::importers
