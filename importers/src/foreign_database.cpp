#include "foreign_database.h"

namespace gainsay::importers {
namespace {

// Where the folder cannot be written, SQLite cannot make the file that readers of a write-ahead log share;
// without a log none is needed.
SQLite::Database open(const std::filesystem::path& file) {
  constexpr int busy_milliseconds = 10'000;
  SQLite::Database database{file.string(), SQLite::OPEN_READONLY, busy_milliseconds};
  try {
    database.tableExists("sqlite_schema");
    return database;
  } catch (const SQLite::Exception&) {
    std::error_code error;
    const auto log = file.string() + "-wal";
    const bool has_log = std::filesystem::exists(log, error) && std::filesystem::file_size(log, error) > 0;
    if (has_log) throw;
  }
  std::string uri = "file:";
  for (const char c : file.string()) {
    uri += c == '%' ? "%25" : c == '?' ? "%3f" : c == '#' ? "%23" : std::string(1, c);
  }
  return {uri + "?immutable=1", SQLite::OPEN_READONLY | SQLite::OPEN_URI, busy_milliseconds};
}

}  // namespace

ForeignDatabase::ForeignDatabase(const std::filesystem::path& file)
    : file_(file), database_(open(file)), transaction_(database_, SQLite::TransactionBehavior::DEFERRED) {}

bool ForeignDatabase::has_column(const std::string& table, const std::string& column) {
  SQLite::Statement find{database_, "SELECT 1 FROM pragma_table_info(?) WHERE name = ?"};
  find.bind(1, table);
  find.bind(2, column);
  return find.executeStep();
}

void ForeignDatabase::require_columns(const std::string& table, std::initializer_list<const char*> columns) {
  for (const char* column : columns) {
    if (has_column(table, column)) continue;
    throw tracker::FormatError(place(), "the database has no " + table + "." + column,
                               "check that it is a database of the tool that was named");
  }
}

std::string ForeignDatabase::column_or(const std::string& table, const std::string& column,
                                       const std::string& otherwise) {
  return has_column(table, column) ? table + "." + column : otherwise;
}

void ForeignDatabase::index_rows(const std::string& table, const std::string& column) {
  SQLite::Statement find{database_,
                         "SELECT 1 FROM pragma_index_list(?) AS l, pragma_index_info(l.name) AS i "
                         "WHERE i.seqno = 0 AND i.name = ?"};
  find.bind(1, table);
  find.bind(2, column);
  if (find.executeStep()) return;
  database_.exec("CREATE TEMP TABLE indexed_rows AS SELECT " + column + " AS value, rowid AS number FROM " +
                 table);
  database_.exec("CREATE INDEX temp.indexed_values ON indexed_rows (value, number)");
  indexed_ = table + "." + column;
}

std::string ForeignDatabase::rows_where(const std::string& table, const std::string& column) const {
  if (indexed_ != table + "." + column) return column + " = ?";
  return "rowid IN (SELECT number FROM indexed_rows WHERE value = ?)";
}

}  // namespace gainsay::importers
