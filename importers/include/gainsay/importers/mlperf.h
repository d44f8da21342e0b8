#pragma once

#include <filesystem>

#include "gainsay/importers/importer.h"

namespace gainsay::importers {

// Runs from MLPerf training logs: lines with `:::MLLOG {...}`, wherever they stand in a program's output.
//
// path: one log, or a folder, of which every .txt, .log and .out at any depth that has such a line is a run:
// - method: submission_org and submission_platform ("MosaicML 8xA100_80GB-methods"), or the log's own name;
//   dataset: submission_benchmark; source id and tag `name`: the log's path from `path`.
// - seed: `seed`, the first where ranks log different ones.
// - curves: numbers with an epoch_num, step_num, samples_count or step (the first that there is), and
//   dictionaries of numbers with one (`tracked_stats.imgs_sec`), with their times. A number without any that
//   is logged with several values is a curve of steps 0, 1, 2, ..., and noted.
// - params: the other numbers, texts and truth values; submission_* are tags.
// - result `minutes`: from run_start to run_stop, of a run that stopped with success: the time to the target
//   quality. An aborted run has none: it never got there.
// - status: success finished; aborted, or any other, failed with the tag `mlperf_status`; without run_stop
//   running. Times: of the first line and of run_stop.
// Left out, and noted: lines whose JSON is damaged (ranks that write into each other's lines), events without
// a value. A last line that is cut off is noted.
//
// Throws tracker::FormatError naming the file when it cannot be read or has no `:::MLLOG` line.
void import_mlperf(const std::filesystem::path& path, ImportSink& sink);

}  // namespace gainsay::importers
