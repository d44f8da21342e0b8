#pragma once

#include <filesystem>

#include "gainsay/importers/importer.h"

namespace gainsay::importers {

// Runs from what the Trainer of Hugging Face's transformers leaves in its `output_dir`.
//
// path: an output folder, a folder with such folders at any depth, or one trainer_state.json. An output
// folder is a run:
// - method: the folder's name; source id and tag `name`: its path from `path`.
// - curves: the log_history of trainer_state.json, by step, `epoch` among them. Of several checkpoints that
//   with the most steps is read, since each holds the whole history; the others are noted. Without any
//   checkpoint, the trainer_log.jsonl that LLaMA-Factory writes.
// - results: all_results.json, or else {train,eval,predict,test}_results.json, and the summary that ends a
//   training's history (train_runtime, train_loss, ...). What the Trainer itself holds for its best metric
//   are the tags best_metric, best_global_step and best_model_checkpoint: they do not say which metric it is.
// - params: the state's counts (max_steps, num_train_epochs, train_batch_size, ...), trial_params.*, the
//   plain values of config.json (`model.*`) and adapter_config.json (`adapter.*`), and of a
//   training_args.json or args.json where there is one.
// - seed: the param `seed` that these hold. The Trainer itself keeps it in training_args.bin alone, which is
// a
//   pickle and is not opened, as that could run a program: use a map, a pattern or a constant.
// - status: finished where the history ends with a summary, all steps were made or the Trainer said stop;
//   else running: these files do not tell a training that goes on from one that died.
// The files hold no times. Left out, and noted: entries that are no numbers, other checkpoints.
//
// Throws tracker::FormatError, whose place is `file:byte`, when a file cannot be read or is not JSON; a state
// has no `log_history`; a folder holds nothing of a Trainer.
void import_hf_trainer(const std::filesystem::path& path, ImportSink& sink);

}  // namespace gainsay::importers
