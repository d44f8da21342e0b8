#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

namespace gainsay::tracker {

// The rows of one query, read column by column without an object for each cell, as SQLite::Statement makes: a
// listing reads millions of cells. Not copyable; lives no longer than the database.
class Rows {
 public:
  // Throws SQLite::Exception where the query cannot be prepared.
  Rows(SQLite::Database& database, const std::string& sql) : database_(database.getHandle()) {
    check(sqlite3_prepare_v2(database_, sql.data(), static_cast<int>(sql.size()), &statement_, nullptr));
  }
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;
  ~Rows() { sqlite3_finalize(statement_); }

  void bind(int index, const std::string& text) {
    check(sqlite3_bind_text(statement_, index, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT));
  }

  void bind(int index, std::int64_t number) { check(sqlite3_bind_int64(statement_, index, number)); }
  void bind(int index, double number) { check(sqlite3_bind_double(statement_, index, number)); }
  void reset() { sqlite3_reset(statement_); }

  // Goes to the next row; false behind the last. Throws SQLite::Exception.
  bool next() {
    const int code = sqlite3_step(statement_);
    if (code != SQLITE_ROW && code != SQLITE_DONE) check(code);
    return code == SQLITE_ROW;
  }

  bool is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
  std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
  double real(int column) const { return sqlite3_column_double(statement_, column); }
  // Valid until the next row.
  std::string_view bytes(int column) const {
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    if (size == 0) return {};
    return {static_cast<const char*>(sqlite3_column_blob(statement_, column)), size};
  }
  std::string text(int column) const { return std::string{bytes(column)}; }

 private:
  void check(int code) const {
    if (code != SQLITE_OK) throw SQLite::Exception(database_, code);
  }

  sqlite3* database_;
  sqlite3_stmt* statement_ = nullptr;
};

}  // namespace gainsay::tracker
