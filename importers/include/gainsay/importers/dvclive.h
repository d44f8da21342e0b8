#pragma once

#include <filesystem>

#include "gainsay/importers/importer.h"

namespace gainsay::importers {

// Runs from the folders that DVCLive writes in a working tree. The runs of DVC experiments that are kept in
// Git alone are not read: check them out, or use `dvc exp show --csv` and `import csv`.
//
// path: a DVCLive folder, a folder with such folders at any depth, or one .tsv of plots/metrics. A folder
// with a metrics.json or a plots/metrics is a run:
// - method: the folder's name, or the name of the one above where it is called `dvclive`; source id and tag
//   `name`: its path from `path`.
// - curves: plots/metrics/<name>.tsv by `step`, with times where they were asked for; names keep their
//   slashes (`train/loss`).
// - results: metrics.json, which holds the last value of every metric; its `step` is the tag `last_step`.
// - params: params.yaml, nested names dotted; seed: the param `seed`.
// - status: finished, with a note: DVCLive does not keep how a run ended.
// A last row without an end, and a metrics.json that is cut off, are being written: they are left out and
// noted. Other left out, and noted: images and other plots, cells that are no numbers.
//
// Throws tracker::FormatError, whose place is `file:line` or `file:byte N`, when a file cannot be read or is
// not what DVCLive writes, or the folder holds no run.
void import_dvclive(const std::filesystem::path& path, ImportSink& sink);

}  // namespace gainsay::importers
