#include <algorithm>
#include <string>

#include "gainsay/tracker/store.h"

#include "points_table.h"
#include "rows.h"
#include "store_impl.h"

namespace gainsay::tracker {
namespace {

std::optional<ParamValue> cell(sqlite3_stmt* row, int column) {
  switch (sqlite3_column_type(row, column)) {
    case SQLITE_NULL:
      return std::nullopt;
    case SQLITE_INTEGER:
      return std::int64_t{sqlite3_column_int64(row, column)};
    case SQLITE_FLOAT:
      return sqlite3_column_double(row, column);
    default:
      break;
  }
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(row, column));
  const std::string text(bytes,
                         bytes == nullptr ? 0 : static_cast<std::size_t>(sqlite3_column_bytes(row, column)));
  if (sqlite3_column_type(row, column) == SQLITE_TEXT) return text;
  std::string hexadecimal;
  for (const char c : text) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    hexadecimal += {digits[byte >> 4U], digits[byte & 15U]};
  }
  return hexadecimal;
}

// Lets a statement read tables and call functions, and nothing else.
int only_reading(void*, int action, const char*, const char*, const char*, const char*) {
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_FUNCTION:
    case SQLITE_RECURSIVE:
      return SQLITE_OK;
    default:
      return SQLITE_DENY;
  }
}

// One prepared statement that only reads; finalised at the end.
class ReadStatement {
 public:
  ReadStatement(sqlite3* database, std::string_view sql) : database_(database) {
    const char* rest = nullptr;
    sqlite3_set_authorizer(database, only_reading, nullptr);
    const int code =
        sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &statement_, &rest);
    sqlite3_set_authorizer(database, nullptr, nullptr);
    if (code == SQLITE_AUTH) refuse("it does something else than read");
    if (code != SQLITE_OK) refuse(sqlite3_errmsg(database));
    if (statement_ == nullptr) refuse("there is no statement in it");
    const std::string_view behind{rest, static_cast<std::size_t>(sql.data() + sql.size() - rest)};
    if (behind.find_first_not_of(" \t\r\n;") != std::string_view::npos)
      refuse("it is more than one statement");
  }
  ReadStatement(const ReadStatement&) = delete;
  ReadStatement& operator=(const ReadStatement&) = delete;
  ~ReadStatement() { sqlite3_finalize(statement_); }

  bool next() {
    const int code = sqlite3_step(statement_);
    if (code != SQLITE_ROW && code != SQLITE_DONE) throw SQLite::Exception(database_, code);
    return code == SQLITE_ROW;
  }
  sqlite3_stmt* get() const { return statement_; }
  int columns() const { return sqlite3_column_count(statement_); }

 private:
  [[noreturn]] void refuse(const std::string& why) {
    sqlite3_finalize(statement_);
    throw FormatError("the query", why, "give one SELECT; docs/formats/store.md lists tables and views");
  }

  sqlite3* database_;
  sqlite3_stmt* statement_ = nullptr;
};

}  // namespace

SqlRows Store::select(std::string_view sql) {
  return guarded(impl_->file(), [&] {
    auto* const database = impl_->database.getHandle();
    impl_->database.check(add_points_table(database));
    const SQLite::Statement connected{impl_->database, "SELECT 1 FROM curve_points"};  // makes the table
    ReadStatement statement{database, sql};
    SqlRows result;
    for (int i = 0; i < statement.columns(); ++i) {
      result.columns.emplace_back(sqlite3_column_name(statement.get(), i));
    }
    while (statement.next()) {
      auto& row = result.rows.emplace_back();
      for (int i = 0; i < statement.columns(); ++i) row.push_back(cell(statement.get(), i));
    }
    return result;
  });
}

}  // namespace gainsay::tracker
