#pragma once

#include <filesystem>

#include "gainsay/importers/importer.h"

namespace gainsay::importers {

// Runs that Sacred's FileStorageObserver has written.
//
// path: the observer's folder (or any above it), or the folder of one run. A folder with a run.json is a run:
// - method: the experiment's name; source id: the run's folder; tags: experiment, command, comment.
// - params: config.json, nested names dotted; seed: its `seed`, which Sacred always sets.
// - curves: metrics.json with steps and times. Numbers that jsonpickle has wrapped are unwrapped.
// - results: the run's `result`, a number (`result`) or a dictionary of numbers.
// - status: COMPLETED finished; FAILED failed (its last line is the tag `error`); TIMEOUT failed, `timeout`;
//   RUNNING and QUEUED running, or lost where the last heartbeat is a day old or more; INTERRUPTED and any
//   status of the user's own killed, with the tag `sacred_status`.
// - times in UTC, host, git (the first repository), environment: Python, system, packages.
// A run whose files are cut off (Sacred writes them anew at each heartbeat) is left out and noted, as are
// points without an integer step, wrapped objects, info.json, sources, resources and artifacts.
//
// Throws tracker::FormatError, whose place is `file:byte N` or the file, when a file cannot be read, is not
// JSON or not what Sacred writes, lists of a metric differ in length, or the folder holds no run.
void import_sacred(const std::filesystem::path& path, ImportSink& sink);

}  // namespace gainsay::importers
