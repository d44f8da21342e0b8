#include "gainsay/importers/mlflow.h"

#include <array>
#include <fstream>
#include <string_view>

#include "gainsay/tracker/error.h"

#include "mlflow_run.h"

namespace gainsay::importers {
namespace {

bool is_sqlite_file(const std::filesystem::path& file) {
  constexpr std::string_view magic{"SQLite format 3\0", 16};
  std::array<char, magic.size()> start{};
  std::ifstream input{file, std::ios::binary};
  return input.read(start.data(), start.size()) && std::string_view{start.data(), start.size()} == magic;
}

}  // namespace

void import_mlflow(const std::filesystem::path& path, ImportSink& sink) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) return import_mlflow_files(path, sink);
  if (is_sqlite_file(path)) return import_mlflow_database(path, sink);
  throw tracker::FormatError(path.string(), "neither a folder nor an SQLite database",
                             "name MLflow's folder `mlruns` or its database, as mlflow.db");
}

}  // namespace gainsay::importers
