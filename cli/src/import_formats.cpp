#include "import_formats.h"

#include <vector>

#include "gainsay/importers/mlflow.h"
#include "gainsay/importers/tensorboard.h"
#include "gainsay/importers/wandb.h"

namespace gainsay::cli {

std::span<const ImportFormat> import_formats() {
  using enum RunIds;
  static const std::vector<ImportFormat> formats{
      {"mlflow", "MLflow: a file store (mlruns) or an SQLite database", importers::import_mlflow,
       unique_everywhere},
      {"tensorboard", "TensorBoard: an event file, or a log directory", importers::import_tensorboard,
       unique_everywhere},
      {"wandb", "Weights & Biases: a run-*.wandb file, or a folder with them", importers::import_wandb,
       unique_everywhere},
  };
  return formats;
}

}  // namespace gainsay::cli
