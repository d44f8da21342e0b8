#include "points_table.h"

#include <bit>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <memory>
#include <new>
#include <string>

// The same source is compiled into the library and into the extension that any SQLite tool can load.
#ifdef GAINSAY_SQLITE_EXTENSION
#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT1
#else
#include <sqlite3.h>
#endif

#include "curve_chunk.h"

namespace gainsay::tracker {
namespace {

enum Column : int { step = 0, time = 1, value = 2, special = 3, run = 4, metric = 5 };

// What a cursor was asked for, as bits of idxNum.
constexpr int by_run = 1;
constexpr int by_metric = 2;

struct Table : sqlite3_vtab {
  sqlite3* database = nullptr;
};

struct Cursor : sqlite3_vtab_cursor {
  sqlite3_stmt* chunks = nullptr;  // run, metric, points
  Curve points = {};               // of the chunk at hand
  std::size_t at = 0;
  sqlite3_int64 row = 0;
  bool ended = true;
};

Table& table_of(Cursor& cursor) { return *static_cast<Table*>(cursor.pVtab); }

int connect(sqlite3* database, void*, int, const char* const*, sqlite3_vtab** made, char**) {
  const int code =
      sqlite3_declare_vtab(database,
                           "CREATE TABLE points(step INTEGER, time REAL, value REAL, special TEXT, "
                           "run TEXT HIDDEN, metric TEXT HIDDEN)");
  if (code != SQLITE_OK) return code;
  auto* table = new (std::nothrow) Table{};
  if (table == nullptr) return SQLITE_NOMEM;
  table->database = database;
  *made = table;
  return SQLITE_OK;
}

int disconnect(sqlite3_vtab* table) {
  delete static_cast<Table*>(table);
  return SQLITE_OK;
}

// Takes `run = ?` and `metric = ?`, in that order of arguments.
int best_index(sqlite3_vtab*, sqlite3_index_info* info) {
  int places[2] = {-1, -1};
  for (int i = 0; i < info->nConstraint; ++i) {
    const auto& constraint = info->aConstraint[i];
    const bool named = constraint.iColumn == Column::run || constraint.iColumn == Column::metric;
    if (!named || constraint.op != SQLITE_INDEX_CONSTRAINT_EQ) continue;
    if (constraint.usable == 0) return SQLITE_CONSTRAINT;
    places[constraint.iColumn == Column::run ? 0 : 1] = i;
  }
  int argument = 0;
  for (int k = 0; k < 2; ++k) {
    if (places[k] < 0) continue;
    info->aConstraintUsage[places[k]].argvIndex = ++argument;
    info->aConstraintUsage[places[k]].omit = 1;
    info->idxNum |= k == 0 ? by_run : by_metric;
  }
  info->estimatedCost = info->idxNum == (by_run | by_metric) ? 1e3 : info->idxNum != 0 ? 1e6 : 1e9;
  return SQLITE_OK;
}

int open(sqlite3_vtab*, sqlite3_vtab_cursor** made) {
  auto* cursor = new (std::nothrow) Cursor{};
  if (cursor == nullptr) return SQLITE_NOMEM;
  *made = cursor;
  return SQLITE_OK;
}

int close(sqlite3_vtab_cursor* base) {
  auto* cursor = static_cast<Cursor*>(base);
  sqlite3_finalize(cursor->chunks);
  delete cursor;
  return SQLITE_OK;
}

const char* text_at(sqlite3_stmt* row, int column) {
  return reinterpret_cast<const char*>(sqlite3_column_text(row, column));
}

int damaged(Cursor& cursor, const std::string& problem) {
  auto& table = table_of(cursor);
  sqlite3_free(table.zErrMsg);
  table.zErrMsg = sqlite3_mprintf("run %s, curve %s: a chunk cannot be read: %s; run `gainsay doctor`",
                                  text_at(cursor.chunks, 0), text_at(cursor.chunks, 1), problem.c_str());
  return SQLITE_CORRUPT;
}

// Decodes the next chunk, or finds that there is none.
int next_chunk(Cursor& cursor) {
  cursor.at = 0;
  cursor.points.step.clear();
  cursor.points.value.clear();
  cursor.points.time.clear();
  const int code = sqlite3_step(cursor.chunks);
  cursor.ended = code != SQLITE_ROW;
  if (code == SQLITE_DONE) return SQLITE_OK;
  if (code != SQLITE_ROW) return code;
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(cursor.chunks, 2));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(cursor.chunks, 2));
  const auto problem = decode_chunk({bytes, size}, cursor.points);
  return problem.empty() ? SQLITE_OK : damaged(cursor, problem);
}

int next(sqlite3_vtab_cursor* base) {
  auto& cursor = *static_cast<Cursor*>(base);
  ++cursor.row;
  if (++cursor.at < cursor.points.step.size()) return SQLITE_OK;
  return next_chunk(cursor);
}

int filter(sqlite3_vtab_cursor* base, int index, const char*, int, sqlite3_value** arguments) {
  auto& cursor = *static_cast<Cursor*>(base);
  std::string sql =
      "SELECT runs.id, names.text, curve_chunks.points FROM curves JOIN runs USING (run) "
      "JOIN names ON names.name = curves.metric JOIN curve_chunks USING (curve) WHERE 1";
  if ((index & by_run) != 0) sql += " AND runs.id = ?";
  if ((index & by_metric) != 0) sql += " AND curves.metric = (SELECT name FROM names WHERE text = ?)";
  sql += " ORDER BY curves.run, curves.curve, curve_chunks.position";
  sqlite3_finalize(cursor.chunks);
  cursor.chunks = nullptr;
  cursor.row = 0;
  int code = sqlite3_prepare_v2(table_of(cursor).database, sql.c_str(), -1, &cursor.chunks, nullptr);
  int place = 0;
  for (const int bit : {by_run, by_metric}) {
    if (code != SQLITE_OK || (index & bit) == 0) continue;
    code = sqlite3_bind_value(cursor.chunks, place + 1, arguments[place]);
    ++place;
  }
  return code == SQLITE_OK ? next_chunk(cursor) : code;
}

int at_end(sqlite3_vtab_cursor* base) { return static_cast<Cursor*>(base)->ended ? 1 : 0; }

void give_special(sqlite3_context* context, double number) {
  if (std::isnan(number)) {
    char text[21];
    const auto bits = std::bit_cast<std::uint64_t>(number);
    std::snprintf(text, sizeof text, "nan:%016llx", static_cast<unsigned long long>(bits));
    sqlite3_result_text(context, text, -1, SQLITE_TRANSIENT);
  } else if (number == 0.0 && std::signbit(number)) {
    sqlite3_result_text(context, "-0.0", -1, SQLITE_STATIC);
  }
}

int column(sqlite3_vtab_cursor* base, sqlite3_context* context, int number) {
  auto& cursor = *static_cast<Cursor*>(base);
  const auto at = cursor.at;
  switch (number) {
    case Column::step:
      sqlite3_result_int64(context, cursor.points.step[at]);
      break;
    case Column::time:
      if (!cursor.points.time.empty()) sqlite3_result_double(context, cursor.points.time[at]);
      break;
    case Column::value:
      sqlite3_result_double(context, cursor.points.value[at]);
      break;
    case Column::special:
      give_special(context, cursor.points.value[at]);
      break;
    default:
      sqlite3_result_text(context, text_at(cursor.chunks, number == Column::run ? 0 : 1), -1,
                          SQLITE_TRANSIENT);
  }
  return SQLITE_OK;
}

int row_id(sqlite3_vtab_cursor* base, sqlite3_int64* row) {
  *row = static_cast<Cursor*>(base)->row;
  return SQLITE_OK;
}

// No xCreate: the table is there under its own name without CREATE VIRTUAL TABLE.
sqlite3_module module_of_points() {
  sqlite3_module module{};
  module.xConnect = connect;
  module.xBestIndex = best_index;
  module.xDisconnect = disconnect;
  module.xOpen = open;
  module.xClose = close;
  module.xFilter = filter;
  module.xNext = next;
  module.xEof = at_end;
  module.xColumn = column;
  module.xRowid = row_id;
  return module;
}

}  // namespace

int add_points_table(sqlite3* database) {
  static const sqlite3_module module = module_of_points();
  const int code = sqlite3_create_module(database, "curve_points", &module, nullptr);
  if (code != SQLITE_OK) return code;
  return sqlite3_exec(database,
                      "CREATE TEMP VIEW IF NOT EXISTS points AS "
                      "SELECT run, metric, step, time, value, special FROM curve_points",
                      nullptr, nullptr, nullptr);
}

}  // namespace gainsay::tracker

#ifdef GAINSAY_SQLITE_EXTENSION
// The entry point that SQLite derives from the file's name, gainsay_points.
extern "C" int sqlite3_gainsaypoints_init(sqlite3* database, char**, const sqlite3_api_routines* api) {
  SQLITE_EXTENSION_INIT2(api);
  return gainsay::tracker::add_points_table(database);
}
#endif
