#pragma once

#include <filesystem>
#include <initializer_list>
#include <string>

#include <SQLiteCpp/SQLiteCpp.h>

#include "gainsay/tracker/error.h"

namespace gainsay::importers {

// An SQLite database of another tool, open for reading, in one read transaction: all that is read is of one
// moment, and what its write-ahead log holds is read, too. Throws SQLite::Exception, see guard_foreign.
class ForeignDatabase {
 public:
  explicit ForeignDatabase(const std::filesystem::path& file);

  SQLite::Database& database() { return database_; }
  std::string place() const { return file_.string(); }

  bool has_column(const std::string& table, const std::string& column);
  // Throws tracker::FormatError naming what is missing.
  void require_columns(const std::string& table, std::initializer_list<const char*> columns);
  // The column's name where the table has it, else `otherwise`.
  std::string column_or(const std::string& table, const std::string& column, const std::string& otherwise);

  // Makes rows_where fast where the table has no index that begins with the column.
  void index_rows(const std::string& table, const std::string& column);
  // A condition with one parameter: that the column equals it.
  std::string rows_where(const std::string& table, const std::string& column) const;

 private:
  std::filesystem::path file_;
  SQLite::Database database_;
  SQLite::Transaction transaction_;
  std::string indexed_;  // table.column of the one that index_rows made an index for
};

// Calls `work` and turns SQLite's exceptions into tracker::FormatError about `file`.
template <typename Work>
void guard_foreign(const std::filesystem::path& file, Work&& work) {
  try {
    work();
  } catch (const SQLite::Exception& error) {
    throw tracker::FormatError(
        file.string(), std::string{"the database cannot be read: "} + error.what(),
        "check its permissions, and with `sqlite3 FILE 'PRAGMA integrity_check'` that it "
        "is sound");
  }
}

}  // namespace gainsay::importers
