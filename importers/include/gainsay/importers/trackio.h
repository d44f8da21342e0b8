#pragma once

#include <filesystem>

#include "gainsay/importers/importer.h"

namespace gainsay::importers {

// Runs from Trackio's databases and from the fragments in its inbox that it has not taken up yet.
//
// path: a `<project>.db`, or the folder of such files (TRACKIO_DIR, by default
// ~/.cache/huggingface/trackio). Fragments, `inbox/<writer>/<number>.jsonl` beside a database, belong to it
// where they name its project; of entries with one log_id the database's counts. Each run is a run:
// - source id: the run's id, or `<project>.db's path#<name>` in databases from before Trackio gave ids.
// - method: the project; tags: project, name, group (`_Group`), user (`_Username`).
// - params: the config, nested names dotted; seed: the param `seed`; start: `_Created`.
// - curves: the numbers that were logged, in the order of the log, with their times; nested names are dotted;
//   "NaN", "Infinity" and "-Infinity" are numbers. System metrics are `system/<name>`, their steps counted
//   from 0.
// - status: finished, with a note: Trackio does not keep how a run ended.
// Left out, and noted: media, tables and texts, truth values, alerts, traces, damaged lines of fragments.
//
// Throws tracker::FormatError naming the file, with the row or byte where there is one, when a database
// cannot be read or is not Trackio's, a row is not JSON, or the folder holds none.
void import_trackio(const std::filesystem::path& path, ImportSink& sink);

}  // namespace gainsay::importers
