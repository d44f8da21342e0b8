#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include "query_sql.h"
#include "query_tree.h"

namespace gainsay::tracker {

// The condition as SQL. Where all of several parts must hold, the part with the fewest rows in this database
// finds the runs, and the others are looked up for those alone.
Sql planned_sql(SQLite::Database& database, const detail::Condition& condition);

}  // namespace gainsay::tracker
