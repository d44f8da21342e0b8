#include "import_formats.h"

#include <vector>

#include "gainsay/importers/mlflow.h"

namespace gainsay::cli {

std::span<const ImportFormat> import_formats() {
  using enum RunIds;
  static const std::vector<ImportFormat> formats{
      {"mlflow", "MLflow: a file store (mlruns) or an SQLite database", importers::import_mlflow,
       unique_everywhere},
  };
  return formats;
}

}  // namespace gainsay::cli
