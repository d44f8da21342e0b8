#pragma once

struct sqlite3;

namespace gainsay::tracker {

// Teaches a connection the table-valued function `curve_points`, which gives the points of curves as rows
//   step INTEGER, time REAL, value REAL, special TEXT          and hidden: run TEXT, metric TEXT
//
//   SELECT step, value FROM curve_points('01J...', 'loss');    the points of one curve, as they were logged
//   SELECT run, step, value FROM curve_points WHERE metric = 'loss';
//
// and the temporary view `points` (run, metric, step, time, value, special) of all of them. `special` tells
// NaN and -0.0 as in the other tables (docs/formats/store.md); a time that was not logged is NULL. Points are
// read chunk by chunk. A damaged chunk ends the query with an error that names it. Returns SQLite's result
// code.
int add_points_table(sqlite3* database);

}  // namespace gainsay::tracker
