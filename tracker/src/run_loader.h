#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "gainsay/tracker/store.h"

#include "query_sql.h"

namespace gainsay::tracker {

// Which runs: a condition over the table `runs` (empty: all), in which order (empty: by id), and how many at
// most.
struct RunSelection {
  Sql condition = {};
  std::span<const SortKey> sort = {};
  std::optional<std::int64_t> limit = {};
};

// The selected runs with the parts asked for. Its cost is that of the rows it returns, not of a query for
// each run: one pass over each table in the order of the runs' rows, merged as they come.
std::vector<Run> load_runs(SQLite::Database& database, const RunSelection& selection, RunParts parts);

}  // namespace gainsay::tracker
