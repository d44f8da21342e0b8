#pragma once

#include <filesystem>

#include "gainsay/importers/importer.h"

namespace gainsay::importers {

// The runs of TensorBoard event files: of one file, or of a folder (the log directory) and those below it. A
// run is a folder with files whose names contain `tfevents`; they are read one after the other in the order
// of their names.
//
// A run's source_id is its folder below the log directory with the name of its first file; tag `name` its
// folder; method the folder that holds it, or its own where that is the log directory. Scalars are read from
// simple values and from tensors of the plugin `scalars`: float, double, half and bfloat16 values and
// integers up to 2^53 are widened exactly. Steps and wall times are as written; nothing is sampled, and
// points after which a restarted session went back to an earlier step are kept. Params, group, times and
// status are those of the plugin `hparams`. The folder that `add_hparams` makes for them below a run's own is
// joined to that run where it is the only one; the metrics given to it are results. Without that plugin a run
// is finished, for event files do not say how it ended.
//
// Both checksums of every record are checked. A file that ends inside a record is read up to it, and its run
// is running; one that is damaged is read up to the damage. Both are noted. Also noted and left out: images,
// histograms, audio, texts and other data that are no scalars, integers that no double holds, symbolic links.
//
// Throws tracker::FormatError where the path cannot be read or holds no event file.
void import_tensorboard(const std::filesystem::path& path, ImportSink& sink);

}  // namespace gainsay::importers
