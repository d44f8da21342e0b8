#pragma once

#include <filesystem>

#include "gainsay/importers/importer.h"

namespace gainsay::importers {

// The runs of Weights & Biases as its SDK keeps them on disk (`run-<id>.wandb`), offline or not: of one such
// file, or of all in a folder and those below it. Several files of one id are one run that was resumed; they
// are read in the order of their folders' names.
//
// A run's source_id is `project/id`, its method the project; tags `name`, `project`, `group`, `job_type`,
// `entity`, `sweep`, `notes` and `tags`. The config becomes params, nested keys joined by dots, lists as
// their JSON. The history becomes curves, with its time stamps; rows of one step that follow each other are
// one, the last value winning. The summary's numbers are results. System metrics are curves `system/NAME`,
// whose step counts them. NaN and infinities are values, as bare words and as texts. A run that says how it
// ended is finished or failed; one that does not is running, or lost once it has been silent for a day.
//
// The checksum of every chunk is checked. A file that ends inside a chunk is read up to it; after a damaged
// one, reading goes on with the next block of 32 KiB. Both are noted. Also noted: media, texts, lists and
// truth values that were left out of the history, and which direction define_metric gives a metric.
//
// Throws tracker::FormatError where the path cannot be read, holds no such file, or a file begins otherwise.
void import_wandb(const std::filesystem::path& path, ImportSink& sink);

}  // namespace gainsay::importers
