#pragma once

#include <filesystem>

#include "gainsay/importers/importer.h"

namespace gainsay::importers {

// Runs of Aim. Its files are of a format of its own that only Aim's Python package reads, so a small program
// is run by the Python that the environment variable GAINSAY_PYTHON names, or else `python3`; that Python
// must have the package `aim`.
//
// path: a repository, the folder that holds `.aim`. It is only read, and each run from its own files, so that
// nothing depends on Aim's index. Each run is a run:
// - method: the experiment; source id: the run's hash; tags: name, experiment, description, tags, archived.
// - params: the run's attributes, nested names dotted (`hparams.lr`); lists are their JSON, None is `null`.
// - seed: `seed` or `hparams.seed`.
// - curves: the metrics with steps and times. One with the context {"subset": "train"} is `train/loss`, with
//   any other `loss{fold=1,subset=train}`. Aim itself keeps only the last value of a step, and sorts by step.
// - status: finished where the run has an end; else running, or lost where nothing was tracked for a day or
//   more, and noted. Times, git and environment as Aim recorded them.
// Left out, and noted: texts, images and other sequences that are no numbers.
//
// Throws tracker::FormatError where there is no such Python, it has no `aim`, or Aim cannot read the
// repository (with what it says); and what parse_jsonl_line throws.
void import_aim(const std::filesystem::path& path, ImportSink& sink);

}  // namespace gainsay::importers
