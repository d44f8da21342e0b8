#include "gainsay/importers/mlflow_export.h"

#include "gainsay/tracker/error.h"

#include "mlflow_layout.h"

namespace gainsay::importers {
namespace {

// Leaves no file behind that is not whole.
void export_whole_database(const std::filesystem::path& file, const ExportedRuns& runs, ExportNotes& notes) {
  try {
    export_mlflow_database(file, runs, notes);
  } catch (...) {
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
    throw;
  }
}

}  // namespace

std::vector<std::string> export_mlflow(const std::filesystem::path& path, const ExportedRuns& runs) {
  ExportNotes notes;
  const auto extension = path.extension();
  const bool as_database = extension == ".db" || extension == ".sqlite" || extension == ".sqlite3";
  try {
    const bool is_taken =
        std::filesystem::exists(path) &&
        (as_database || !std::filesystem::is_directory(path) || !std::filesystem::is_empty(path));
    if (is_taken) {
      throw tracker::FormatError(path.string(), "there is something already, and nothing is overwritten",
                                 "name a new file or folder, or move the old one away");
    }
    if (as_database) {
      export_whole_database(path, runs, notes);
    } else {
      export_mlflow_files(path, runs, notes);
    }
  } catch (const std::filesystem::filesystem_error& error) {
    throw tracker::FormatError(path.string(), error.code().message(),
                               "check its permissions and the space on it");
  }
  return notes.sentences();
}

}  // namespace gainsay::importers
