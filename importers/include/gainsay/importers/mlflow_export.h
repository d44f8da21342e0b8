#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "gainsay/importers/exporter.h"

namespace gainsay::importers {

// The runs for MLflow to open: as a file store in a new or empty folder, or, where the path ends in .db or
// .sqlite, as a new SQLite database of MLflow 2.4 (schema 7f2a7d5fae7d), which later versions bring up to
// date when they open it.
//
// A run's experiment is its tag `experiment`, else its method; its id the one it had in MLflow, else
// Gainsay's. Params are written as Python would; what MLflow has no field for (dataset, seed, results, ...)
// is kept in tags `gainsay.*`, from which import_mlflow restores it. A result without a curve is a metric
// with one point.
//
// Returns notes about what MLflow cannot hold: times between milliseconds or none, names with other
// characters than letters, digits and `_-. :/`, item scores, arguments and environment; in a database also
// -0.0, and points that are there twice. Throws tracker::FormatError where the path is taken or cannot be
// written.
std::vector<std::string> export_mlflow(const std::filesystem::path& path, const ExportedRuns& runs);

}  // namespace gainsay::importers
