#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include <SQLiteCpp/SQLiteCpp.h>

#include "gainsay/tracker/store.h"
#include "gainsay/tracker/study_directory.h"

#include "rows.h"

namespace gainsay::tracker {

// The store's file, open, of the version that this program writes. Throws StoreError as Store::open says.
SQLite::Database open_database(const StudyDirectory& study, Access access);

// Makes the store's file where it is not there yet; several processes may try at once. Throws StoreError.
void make_database(const StudyDirectory& study);

// What a user can do about an error of SQLite, with the file it is about.
[[noreturn]] void throw_store_error(const std::filesystem::path& file, const SQLite::Exception& error);

// Calls `work` and turns SQLite's exceptions into StoreErrors about `file`.
template <typename Work>
auto guarded(const std::filesystem::path& file, Work&& work) {
  try {
    return work();
  } catch (const SQLite::Exception& error) {
    throw_store_error(file, error);
  }
}

// A transaction that holds the write lock from the start, so that what was read in it is still so when it
// commits.
class WriteTransaction {
 public:
  explicit WriteTransaction(SQLite::Database& database)
      : transaction_(database, SQLite::TransactionBehavior::IMMEDIATE) {}
  void commit() { transaction_.commit(); }

 private:
  SQLite::Transaction transaction_;
};

// A double as the two columns that keep it exactly: `value` (NULL for NaN) and `special`.
struct StoredDouble {
  std::optional<double> value;
  std::optional<std::string> special;
};
StoredDouble to_columns(double number);
void bind_double(SQLite::Statement& statement, int first_index, double number);
double read_double(const SQLite::Statement& row, int value_column, int special_column);
double read_double(const Rows& row, int value_column, int special_column);

template <typename T>
void bind_optional(SQLite::Statement& statement, int index, const std::optional<T>& value) {
  value ? statement.bind(index, *value) : statement.bind(index);
}

// Runs a statement that gives no rows, and makes it ready for the next time.
void run_once(SQLite::Statement& statement);

}  // namespace gainsay::tracker
