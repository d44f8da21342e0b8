#pragma once

#include <filesystem>

#include "gainsay/importers/importer.h"

namespace gainsay::importers {

// Runs from what EleutherAI's lm-evaluation-harness (0.4) writes with `--output_path` and `--log_samples`:
// `results_<date>.json` and `samples_<task>_<date>.jsonl`.
//
// path: a results file, or a folder that holds such files at any depth. Each task of a results file is a run:
// - method: the model's name where its arguments give one, else the kind of model; dataset: the task.
// - seed: `random_seed`. It drives the choice of the few-shot examples; the seed that the model was trained
//   with is not in these files, so map it from a param where there are several trainings of one model.
// - params: the `config` of the file (model, model_args.*, batch_size, ...), num_fewshot, task_version;
//   whether a chat template was used, generation_kwargs.* (temperature, do_sample, until, ...). Tags:
//   task_hash, split (the one that was evaluated), output_type (multiple_choice, generate_until, ...),
//   n_samples, group.
// - results: `acc` for the harness's `acc,none`, `exact_match/strict-match` for `exact_match,strict-match`;
//   the harness's own standard error is the tag `stderr.acc`, since it is no metric of the model.
// - item scores: from the samples, metrics that are one number an example. An item is called by the first 16
//   characters of its `doc_hash`, so that runs are paired by what was asked and not by its place in the file;
//   the second example with the same text is `...#2`.
// - clusters: examples that ask about the same passage (the document's `passage_id`, `context_id`,
//   `story_id`, `article_id`, `passage`, `context`, `story` or `article`, the first that there is) depend on
//   each other and share a cluster, as do examples with the same text. A subject or category is none: the
//   examples of a subject are separate questions, and a few large clusters would make the clustered standard
//   error too small.
// - times: the start; git: the commit of the folder it ran in; environment: versions.
//
// Left out, and noted: groups (each is the average of tasks that are imported), values that are no number,
// settings of the tasks, examples' texts. A last line of the samples that is cut off is noted.
//
// Throws tracker::FormatError, whose place is `file:line` or `file:byte`, when a file cannot be read, is not
// JSON, has no `results`, or a sample has no number or text where it must have one; when a folder holds no
// results file.
void import_lm_eval(const std::filesystem::path& path, ImportSink& sink);

}  // namespace gainsay::importers
