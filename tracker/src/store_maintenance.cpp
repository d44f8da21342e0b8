#include <chrono>
#include <functional>
#include <set>
#include <string>
#include <system_error>
#include <vector>

#include <SQLiteCpp/Backup.h>

#include "gainsay/tracker/run_id.h"
#include "gainsay/tracker/store.h"

#include "clock.h"
#include "curve_chunk.h"
#include "point_writer.h"
#include "store_impl.h"

// What keeps a store small, and copies of it.
namespace gainsay::tracker {
namespace {

namespace fs = std::filesystem;

constexpr auto untouched_for =
    std::chrono::hours{24};  // what nobody has touched for so long is nobody's work

std::int64_t count(SQLite::Database& database, const std::string& sql) {
  return database.execAndGet(sql).getInt64();
}

std::int64_t file_bytes(const fs::path& file) {
  std::error_code error;
  const auto size = fs::file_size(file, error);
  return error ? 0 : static_cast<std::int64_t>(size);
}

std::int64_t store_bytes(const fs::path& file) {
  return file_bytes(file) + file_bytes(file.string() + "-wal");
}

std::int64_t folder_bytes(const fs::path& folder) {
  std::error_code error;
  std::int64_t bytes = 0;
  for (fs::recursive_directory_iterator entry{folder, error}, end; !error && entry != end;
       entry.increment(error)) {
    bytes += file_bytes(entry->path());
  }
  return bytes;
}

bool is_old(const fs::path& path) {
  std::error_code error;
  const auto written = fs::last_write_time(path, error);
  return !error && fs::file_time_type::clock::now() - written > untouched_for;
}

bool has_run(SQLite::Database& database, const std::string& id) {
  SQLite::Statement find{database, "SELECT 1 FROM runs WHERE id = ?"};
  find.bind(1, id);
  return find.executeStep();
}

std::vector<std::int64_t> curves_in_too_many_chunks(SQLite::Database& database) {
  SQLite::Statement row{
      database,
      "SELECT curve FROM curves JOIN runs USING (run) WHERE runs.status <> 'running' AND "
      "(n + ?) / ? < (SELECT count(*) FROM curve_chunks AS c WHERE c.curve = curves.curve)"};
  constexpr auto largest = static_cast<std::int64_t>(max_chunk_points);
  row.bind(1, largest - 1);
  row.bind(2, largest);
  std::vector<std::int64_t> curves;
  while (row.executeStep()) curves.push_back(row.getColumn(0).getInt64());
  return curves;
}

// Files of the study that belong to nothing.
std::vector<fs::path> orphaned_files(SQLite::Database& database, const StudyDirectory& study) {
  std::vector<fs::path> orphans;
  std::error_code error;
  for (fs::directory_iterator entry{study.data() / "runs", error}, end; !error && entry != end;
       entry.increment(error)) {
    const auto name = entry->path().filename().string();
    if (is_run_id(name) && is_old(entry->path()) && !has_run(database, name))
      orphans.push_back(entry->path());
  }
  // Databases and backups that were being written when their process ended: "store.db.<run id>".
  for (fs::directory_iterator entry{study.data(), error}, end; !error && entry != end;
       entry.increment(error)) {
    const auto name = entry->path().filename().string();
    const auto id_at = name.find_last_of('.') + 1;
    if (name.starts_with("store.db.") && is_run_id(name.substr(id_at)) && is_old(entry->path())) {
      orphans.push_back(entry->path());
    }
  }
  return orphans;
}

std::vector<std::string> runs_excluded_before(SQLite::Database& database, double time) {
  SQLite::Statement row{
      database,
      "SELECT id FROM runs WHERE excluded_reason IS NOT NULL AND excluded_at < ? AND "
      "(run IN (SELECT run FROM curves) OR run IN (SELECT run FROM item_metrics)) ORDER BY id"};
  row.bind(1, format_time(time));
  std::vector<std::string> ids;
  while (row.executeStep()) ids.push_back(row.getColumn(0).getString());
  return ids;
}

void drop_points(SQLite::Database& database, std::int64_t run) {
  for (const char* const sql :
       {"DELETE FROM curve_chunks WHERE curve IN (SELECT curve FROM curves WHERE run = ?)",
        "DELETE FROM curves WHERE run = ?", "DELETE FROM item_scores WHERE run = ?",
        "DELETE FROM item_metrics WHERE run = ?"}) {
    SQLite::Statement statement{database, sql};
    statement.bind(1, run);
    statement.exec();
  }
}

void copy_if_there(const fs::path& from, const fs::path& to) {
  if (fs::exists(from)) fs::copy(from, to, fs::copy_options::recursive | fs::copy_options::copy_symlinks);
}

[[noreturn]] void throw_cannot_write(const fs::path& place, const std::string& why) {
  throw StoreError(place.string(), "the backup cannot be written: " + why,
                   "choose a folder with enough space that you may write");
}

void copy_database(SQLite::Database& database, const fs::path& to) {
  SQLite::Database copy{to.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
  SQLite::Backup backup{copy, database};
  while (backup.executeStep(-1) != SQLITE_DONE) {
  }
}

}  // namespace

CompactReport Store::compact() {
  return guarded(impl_->file(), [&] {
    auto& database = impl_->database;
    CompactReport report;
    report.bytes_before = store_bytes(impl_->file());
    const auto chunks_before = count(database, "SELECT count(*) FROM curve_chunks");
    {
      WriteTransaction transaction{database};
      PointWriter writer{database};
      for (const auto curve : curves_in_too_many_chunks(database)) writer.pack(curve);
      transaction.commit();
    }
    report.chunks_merged = chunks_before - count(database, "SELECT count(*) FROM curve_chunks");
    database.exec("ANALYZE");
    database.exec("VACUUM");
    if (database.execAndGet("PRAGMA journal_mode").getString() == "wal") {
      database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    report.bytes_after = store_bytes(impl_->file());
    return report;
  });
}

GarbageReport Store::collect_garbage(const GarbageOptions& options) {
  return guarded(impl_->file(), [&] {
    auto& database = impl_->database;
    GarbageReport report;
    report.files = orphaned_files(database, impl_->study);
    if (options.excluded_before)
      report.emptied_runs = runs_excluded_before(database, *options.excluded_before);
    for (const auto& id : report.emptied_runs) report.files.push_back(impl_->study.run(id));
    std::erase_if(report.files, [](const fs::path& file) { return !fs::exists(file); });
    for (const auto& file : report.files) {
      report.file_bytes += fs::is_directory(file) ? folder_bytes(file) : file_bytes(file);
    }
    if (options.dry_run) return report;
    WriteTransaction transaction{database};
    for (const auto& id : report.emptied_runs) drop_points(database, impl_->row_of(id));
    database.exec(
        "DELETE FROM items WHERE item NOT IN (SELECT item FROM item_scores UNION "
        "SELECT cluster FROM item_scores WHERE cluster IS NOT NULL)");
    transaction.commit();
    for (const auto& file : report.files) fs::remove_all(file);
    return report;
  });
}

void Store::backup(const std::filesystem::path& folder) {
  if (fs::exists(folder)) {
    throw StoreError(folder.string(), "it is there already", "name a folder that is not there yet");
  }
  const StudyDirectory whole{folder};
  const StudyDirectory partial{folder.string() + "." + new_run_id()};
  try {
    fs::create_directories(partial.data());
    guarded(impl_->file(), [&] { copy_database(impl_->database, partial.store()); });
    copy_if_there(impl_->study.data() / "runs", partial.data() / "runs");
    copy_if_there(impl_->study.study_file(), partial.study_file());
    fs::rename(partial.root(), whole.root());
  } catch (const fs::filesystem_error& error) {
    std::error_code ignored;
    fs::remove_all(partial.root(), ignored);
    throw_cannot_write(folder, error.code().message());
  } catch (...) {
    std::error_code ignored;
    fs::remove_all(partial.root(), ignored);
    throw;
  }
}

}  // namespace gainsay::tracker
