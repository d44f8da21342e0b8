#pragma once

#include <filesystem>

#include "gainsay/importers/importer.h"

namespace gainsay::importers {

// Runs that the CSVLogger of Lightning (or of Lightning Fabric) has written.
//
// path: a folder with a metrics.csv, or one with such folders at any depth. Each metrics.csv is a run:
// - method: the experiment's folder (`<name>/version_<n>`), else the run's own; source id and tag `name`: the
//   path from `path`; tag experiment.
// - curves: every column but `step`, in the order of the rows; an empty cell is no point. `epoch` is a curve.
// - params: hparams.yaml, nested names dotted, types as PyYAML has them; classes and functions by their
//   names; a config.yaml of Lightning's command line as `config.*`.
// - seed: the param `seed`, or `seed_everything` of config.yaml.
// - status: finished, with a note: the CSVLogger does not keep how a run ended. It keeps no times either.
// A last row without an end is being written: it is left out and noted, and comes with the next import. Other
// left out, and noted: cells that are no numbers, objects in hparams.yaml.
//
// Throws tracker::FormatError, whose place is `file:line`, when a file cannot be read, has no column `step`,
// a row has more or fewer cells than the header, a step is no integer, or the folder holds no metrics.csv.
void import_lightning(const std::filesystem::path& path, ImportSink& sink);

}  // namespace gainsay::importers
