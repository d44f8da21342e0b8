#include "database.h"

#include <bit>
#include <cctype>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "gainsay/tracker/run_id.h"

#include "file_system.h"
#include "migrations.h"

namespace gainsay::tracker {
namespace {

constexpr int application_id = 0x47534159;  // "GSAY"
constexpr int busy_timeout_ms = 60'000;

int latest_version() { return static_cast<int>(migrations().size()); }

int pragma(SQLite::Database& database, const std::string& name) {
  return database.execAndGet("PRAGMA " + name).getInt();
}

void migrate(SQLite::Database& database, int from) {
  for (int version = from; version < latest_version(); ++version) {
    database.exec(migrations()[static_cast<std::size_t>(version)]);
  }
  database.exec("PRAGMA application_id = " + std::to_string(application_id));
  database.exec("PRAGMA user_version = " + std::to_string(latest_version()));
}

void set_up(SQLite::Database& database) {
  database.setBusyTimeout(busy_timeout_ms);
  database.exec("PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16384; PRAGMA foreign_keys = OFF");
}

// A copy of the store as it is, beside it. Written under another name first: a backup that exists is whole.
void back_up(SQLite::Database& database, const std::filesystem::path& file, int version) {
  const auto backup = file.string() + ".v" + std::to_string(version) + ".backup";
  const auto partial = backup + "." + new_run_id();
  {
    SQLite::Statement copy{database, "VACUUM INTO ?"};
    copy.bind(1, partial);
    copy.exec();
  }
  std::filesystem::rename(partial, backup);
}

void refuse_unknown(SQLite::Database& database, const std::filesystem::path& file) {
  const int version = pragma(database, "user_version");
  if (pragma(database, "application_id") != application_id) {
    throw StoreError(file.string(), "this SQLite file is not a Gainsay store",
                     "move it elsewhere; Gainsay then makes a store of its own");
  }
  if (version > latest_version()) {
    throw StoreError(file.string(),
                     "the store has version " + std::to_string(version) +
                         "; this program knows versions up to " + std::to_string(latest_version()),
                     "use the newer Gainsay that wrote it");
  }
}

void bring_up_to_date(SQLite::Database& database, const std::filesystem::path& file, Access access) {
  if (pragma(database, "user_version") == latest_version()) return;
  if (access == Access::read_only) {
    throw StoreError(file.string(),
                     "the store has the older version " + std::to_string(pragma(database, "user_version")),
                     "open it once for writing; that migrates it after a backup");
  }
  back_up(database, file, pragma(database, "user_version"));
  WriteTransaction transaction{database};
  const int version = pragma(database, "user_version");  // another process may have been faster
  if (version < latest_version()) migrate(database, version);
  transaction.commit();
}

// A folder that cannot be written has no place for SQLite's shared memory; where no write-ahead log waits
// either, the file alone is the whole store.
bool can_be_read_alone(const std::filesystem::path& file) {
  std::error_code error;
  const auto log = file.string() + "-wal";
  const bool log_waits = std::filesystem::exists(log, error) && std::filesystem::file_size(log, error) > 0;
  return access(file.parent_path().c_str(), W_OK) != 0 && !log_waits;
}

std::string hexadecimal(std::uint64_t number, int digits) {
  std::string text;
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4)
    text.push_back("0123456789abcdef"[number >> shift & 15]);
  return text;
}

std::string as_uri(const std::filesystem::path& file) {
  std::string uri = "file:";
  for (const char c : file.string()) {
    const bool plain =
        std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '/' || c == '.' || c == '-' || c == '_';
    if (plain) {
      uri += c;
    } else {
      uri.append("%").append(hexadecimal(static_cast<unsigned char>(c), 2));
    }
  }
  return uri + "?immutable=1";
}

// A Store is not for two threads at once, so that SQLite need not lock.
SQLite::Database open_file(const std::filesystem::path& file, Access access) {
  if (access == Access::read_write)
    return {file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX, busy_timeout_ms};
  if (can_be_read_alone(file))
    return {as_uri(file), SQLite::OPEN_READONLY | SQLite::OPEN_NOMUTEX | SQLite::OPEN_URI, busy_timeout_ms};
  return {file.string(), SQLite::OPEN_READONLY | SQLite::OPEN_NOMUTEX, busy_timeout_ms};
}

std::string remedy_for(int code) {
  switch (code) {
    case SQLITE_FULL:
      return "free some space and try again; nothing of this step was stored";
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      return "see to it that you may write the folder and the file, or open the study read-only";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "another process has held the store for a minute; wait for it or end it, then try again";
    case SQLITE_NOTADB:
      return "this is not a Gainsay store; move it elsewhere, and Gainsay makes a new one";
    case SQLITE_CORRUPT:
      return "run `gainsay doctor`; keep a copy of .gainsay/ before anything else";
    default:
      return "check the disk (space, quota, cabling), then run `gainsay doctor`";
  }
}

// The number that the column `special` stands for where `value` is NULL.
double special_double(std::string_view special) {
  std::uint64_t bits = std::bit_cast<std::uint64_t>(std::numeric_limits<double>::quiet_NaN());
  if (special.starts_with("nan:"))
    std::from_chars(special.data() + 4, special.data() + special.size(), bits, 16);
  return std::bit_cast<double>(bits);
}

}  // namespace

void throw_store_error(const std::filesystem::path& file, const SQLite::Exception& error) {
  throw StoreError(file.string(), error.what(), remedy_for(error.getErrorCode()));
}

namespace {

// Nobody sees the file before it is whole, so that it is made durable once, at the end.
void write_empty_store(const std::filesystem::path& file, bool is_shared) {
  {
    SQLite::Database database{file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, busy_timeout_ms};
    database.exec("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY");
    WriteTransaction transaction{database};
    migrate(database, 0);
    transaction.commit();
    database.exec(is_shared ? "PRAGMA journal_mode = DELETE" : "PRAGMA journal_mode = WAL");
  }
  const FileDescriptor descriptor{open(file.c_str(), O_RDONLY | O_CLOEXEC)};
  if (fsync(descriptor.get()) != 0) {
    throw StoreError(file.string(), "cannot be made durable: " + std::generic_category().message(errno),
                     remedy_for(SQLITE_IOERR));
  }
}

}  // namespace

void make_database(const StudyDirectory& study) {
  const auto file = study.store();
  if (std::filesystem::exists(file)) return;
  std::error_code error;
  std::filesystem::create_directories(study.data(), error);
  if (error) {
    throw StoreError(study.data().string(), "the folder cannot be made: " + error.message(),
                     "choose a folder that you may write");
  }
  const auto partial = file.string() + "." + new_run_id();
  guarded(file, [&] { write_empty_store(partial, is_network_file_system(study.data())); });
  // Two processes may have come this far: the first link wins, and both find a whole store.
  const bool linked = link(partial.c_str(), file.c_str()) == 0 || errno == EEXIST;
  const int link_error = errno;
  std::filesystem::remove(partial, error);
  if (!linked) {
    throw StoreError(file.string(),
                     "the store cannot be made: " + std::generic_category().message(link_error),
                     "choose a folder on a file system with hard links");
  }
}

SQLite::Database open_database(const StudyDirectory& study, Access access) {
  const auto file = study.store();
  return guarded(file, [&] {
    auto database = open_file(file, access);
    set_up(database);
    if (!is_network_file_system(study.data())) database.exec("PRAGMA mmap_size = 268435456");  // saves copies
    refuse_unknown(database, file);
    bring_up_to_date(database, file, access);
    // A study that was moved to a network file system. Where others have it open this does nothing, and is
    // tried again.
    if (access == Access::read_write && is_network_file_system(study.data())) {
      database.exec("PRAGMA journal_mode = DELETE");
    }
    return database;
  });
}

StoredDouble to_columns(double number) {
  if (std::isnan(number)) {
    return {std::nullopt, std::string{"nan:"}.append(hexadecimal(std::bit_cast<std::uint64_t>(number), 16))};
  }
  if (number == 0.0 && std::signbit(number)) return {0.0, "-0.0"};
  return {number, std::nullopt};
}

void bind_double(SQLite::Statement& statement, int first_index, double number) {
  const auto columns = to_columns(number);
  bind_optional(statement, first_index, columns.value);
  bind_optional(statement, first_index + 1, columns.special);
}

double read_double(const SQLite::Statement& row, int value_column, int special_column) {
  const auto value = row.getColumn(value_column);
  if (value.isNull()) return special_double(row.getColumn(special_column).getString());
  const bool negative_zero = value.getDouble() == 0.0 && !row.isColumnNull(special_column);
  return negative_zero ? -0.0 : value.getDouble();
}

double read_double(const Rows& row, int value_column, int special_column) {
  if (row.is_null(value_column)) return special_double(row.bytes(special_column));
  const double value = row.real(value_column);
  const bool negative_zero = value == 0.0 && !row.is_null(special_column);
  return negative_zero ? -0.0 : value;
}

void run_once(SQLite::Statement& statement) {
  statement.exec();
  statement.reset();
}

}  // namespace gainsay::tracker
