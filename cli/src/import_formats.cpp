#include "import_formats.h"

#include <vector>

#include "gainsay/importers/aim.h"
#include "gainsay/importers/dvclive.h"
#include "gainsay/importers/guild.h"
#include "gainsay/importers/hf_trainer.h"
#include "gainsay/importers/lightning.h"
#include "gainsay/importers/lm_eval.h"
#include "gainsay/importers/mlflow.h"
#include "gainsay/importers/mlperf.h"
#include "gainsay/importers/sacred.h"
#include "gainsay/importers/swanlab.h"
#include "gainsay/importers/tensorboard.h"
#include "gainsay/importers/trackio.h"
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
      {"lm-eval", "lm-evaluation-harness: results_*.json with samples_*.jsonl, or a folder with them",
       importers::import_lm_eval, unique_everywhere},
      {"hf-trainer", "Hugging Face Trainer: an output folder, or a folder with them",
       importers::import_hf_trainer, unique_in_source},
      {"lightning", "Lightning: a folder that the CSVLogger wrote, or one with them",
       importers::import_lightning, unique_in_source},
      {"trackio", "Trackio: a project's .db, or the folder with them", importers::import_trackio,
       unique_everywhere},
      {"sacred", "Sacred: the folder of a FileStorageObserver", importers::import_sacred, unique_in_source},
      {"mlperf", "MLPerf: training logs with :::MLLOG lines, or a folder with them", importers::import_mlperf,
       unique_in_source},
      {"dvclive", "DVCLive: its folder, or a folder with them", importers::import_dvclive, unique_in_source},
      {"guild", "Guild AI: the folder `runs` of its home", importers::import_guild, unique_everywhere},
      {"swanlab", "SwanLab: a run-*.swanlab file, or a folder with them", importers::import_swanlab,
       unique_everywhere},
      {"aim", "Aim: the folder that holds .aim; needs a Python with Aim", importers::import_aim,
       unique_everywhere},
  };
  return formats;
}

}  // namespace gainsay::cli
