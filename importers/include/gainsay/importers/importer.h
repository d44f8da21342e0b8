#pragma once

#include <string>
#include <vector>

#include "gainsay/tracker/model.h"

// What every importer takes and gives. An importer reads a file to its end or throws: nothing is half
// imported.
namespace gainsay::importers {

// A text that stands for a field: `{"dataset", "digits"}`.
// Fields are method, dataset, split, seed, fold, metric, value, run, step, time, purpose, role, status, item,
// cluster, and params.NAME and tags.NAME for any NAME.
struct FieldText {
  std::string field;
  std::string text;
};

// runs: in the order of their first appearance; `id` is empty, `source_id` what the source calls the run, if
// it does. notes: sentences about what was left out or inferred, for the user; empty when there is nothing to
// say.
struct ImportResult {
  std::vector<tracker::WholeRun> runs;
  std::vector<std::string> notes;
};

}  // namespace gainsay::importers
