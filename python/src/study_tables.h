#pragma once

#include <vector>

#include "gainsay/tracker/store.h"

#include "table_data.h"

// What a store holds, as tables. Runs stand in the order of their ids; metrics, params and tags in that of
// their names; points and items in the order logged. A field that nobody recorded is missing, never 0 or "".
namespace gainsay::python {

// One row a run: id, method, dataset, split, seed, fold, purpose, role, status, failure, parent, started_at,
// ended_at, host, device, git_commit, git_dirty, exit_code, dropped_points, excluded.
Table runs_table(const std::vector<tracker::Run>& runs);

// run, method, dataset, split, seed, fold, purpose, status, metric, value.
Table results_table(const std::vector<tracker::Run>& runs);

// run, param, kind (bool, int, real, text), value (its text), number (missing for text).
Table params_table(const std::vector<tracker::Run>& runs);

// run, tag, value; run, variable, value.
Table tags_table(const std::vector<tracker::Run>& runs);
Table environment_table(const std::vector<tracker::Run>& runs);

// One row a point: run, metric, step, value, time (seconds since the epoch); the points of one curve stand
// together. metrics: empty for all.
Table curves_table(tracker::Store& store, const std::vector<tracker::Run>& runs,
                   const std::vector<tracker::Name>& metrics);

// One row a curve, from its summary: run, metric, n, n_finite, first, last, min, min_step, max, max_step.
Table curve_summaries_table(const std::vector<tracker::Run>& runs);

// One row an item score: run, metric, item, score, cluster.
Table items_table(tracker::Store& store, const std::vector<tracker::Run>& runs,
                  const std::vector<tracker::Name>& metrics);

// The rows of a query in SQL. A column is of whole numbers where all its cells are, of real ones where all
// are numbers, else of text.
Table sql_table(const tracker::SqlRows& rows);

}  // namespace gainsay::python
