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

// Where an importer of a format with many runs hands over what it reads, one run at a time, so that memory
// holds one run and not the whole source.
//
// The run that is handed over: `id` is empty; `source_id` is what the source calls the run, unique and stable
// there; `method` is the source's own name for what was run (its experiment, project or folder), which a
// FieldMap may replace; what else the source names a run by are tags `name`, `experiment`, `project`,
// `group`, `job_type`; params, other tags, times, status, host, git and curves are as the source has them,
// bit for bit; `results` are the values that the source itself calls final (a summary), never ones that were
// chosen here.
class ImportSink {
 public:
  virtual ~ImportSink() = default;
  virtual void add(tracker::WholeRun run) = 0;
  // A sentence for the user about what was left out or inferred, and why ("run 3f2a: 2 images left out:
  // Gainsay keeps numbers").
  virtual void note(std::string sentence) = 0;
};

}  // namespace gainsay::importers
