#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "gainsay/importers/exporter.h"

namespace gainsay::importers {

// The runs as a table in long form that read_csv reads back: a row for each result, point and item score,
// with the columns run, method, dataset, split, seed, fold, purpose, role, status, those params.NAME and
// tags.NAME that a run has, metric, value, step, time, item, cluster. Numbers are the shortest texts that
// read back bit for bit. A run without numbers gets one row without metric and value.
//
// Returns notes about what a table cannot hold: times, host, git, arguments, environment, failure and parent
// of a run; an empty param or tag, which would be a missing one; a param that is a text but reads as a
// number.
std::vector<std::string> write_csv(std::ostream& output, const ExportedRuns& runs);

}  // namespace gainsay::importers
