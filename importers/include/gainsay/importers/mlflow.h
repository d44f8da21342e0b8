#pragma once

#include <filesystem>

#include "gainsay/importers/importer.h"

namespace gainsay::importers {

// The runs of MLflow: of a file store (a folder `mlruns`) or of an SQLite database, of any of its versions.
// The database is opened for reading only, in one transaction, with what its write-ahead log holds.
//
// Runs come in the order of their start. A run's source_id is MLflow's run id, its method the experiment's
// name; tags `name` and `experiment`; its dataset the one logged with log_input, where it is one; its parent
// the run that `mlflow.parentRunId` names. Points keep the order in which they were logged, with MLflow's
// milliseconds; NaN and infinities are values. A param that is written as Python writes True, False or a
// number is that, others are texts. A tag that the user called name, experiment, project, group or job_type
// is kept as `user.name` and so on.
//
// Left out, with a note: deleted runs and experiments, runs without a readable meta.yaml, a last line that is
// not finished yet, symbolic links, artifacts. Traces, models and their registry are not looked at.
//
// Throws tracker::FormatError, naming file and line or table, where the path is neither of the two, a line of
// points cannot be read, or the database is damaged or no MLflow database.
void import_mlflow(const std::filesystem::path& path, ImportSink& sink);

}  // namespace gainsay::importers
