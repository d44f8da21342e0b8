#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "gainsay/importers/exporter.h"

namespace gainsay::importers {

// The runs as event files in a new or empty folder, for TensorBoard to open: one folder a run, called as it
// was in TensorBoard, or by its tag `name`, or `method/dataset/seedN`. Points are tensors of doubles of the
// plugin `scalars`, with their times, so that import_tensorboard reads them back bit for bit (TensorBoard
// itself shows single precision). Params, start, end and status are what the plugin `hparams` shows; a run
// that has no name there gets params method, dataset and seed as well, unless it has such. A result without a
// curve is a curve of one point at step 0.
//
// Returns notes about what event files cannot hold. Throws tracker::FormatError where the folder is taken or
// cannot be written.
std::vector<std::string> export_tensorboard(const std::filesystem::path& folder, const ExportedRuns& runs);

}  // namespace gainsay::importers
