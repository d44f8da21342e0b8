#include <string>
#include <system_error>

#include "gainsay/tracker/store.h"

#include "curve_chunk.h"
#include "drain.h"
#include "point_writer.h"
#include "store_impl.h"
#include "summarize.h"

namespace gainsay::tracker {
namespace {

std::vector<std::string> check_database(SQLite::Database& database) {
  std::vector<std::string> problems;
  SQLite::Statement row{database, "PRAGMA integrity_check"};
  while (row.executeStep()) {
    auto text = row.getColumn(0).getString();
    if (text != "ok") problems.push_back(std::move(text));
  }
  return problems;
}

// Reads all chunks in the order of their curves, and holds each curve's points against its summary.
class ChunkCheck {
 public:
  explicit ChunkCheck(SQLite::Database& database) : database_(database) {}

  std::vector<std::string> run() {
    SQLite::Statement row{
        database_, "SELECT curve, position, points FROM curve_chunks ORDER BY curve_chunks.curve, position"};
    while (row.executeStep()) {
      const auto curve = row.getColumn(0).getInt64();
      if (curve != curve_) close_curve();
      curve_ = curve;
      read_chunk(row);
    }
    close_curve();
    return std::move(problems_);
  }

 private:
  void read_chunk(const SQLite::Statement& row) {
    const auto blob = row.getColumn(2);
    Curve points;
    const auto problem = decode_chunk(
        {static_cast<const char*>(blob.getBlob()), static_cast<std::size_t>(blob.getBytes())}, points);
    if (!problem.empty()) {
      problems_.push_back(where() + ", chunk " + std::to_string(row.getColumn(1).getInt64()) + ": " +
                          problem);
      damaged_ = true;
    }
    for (std::size_t i = 0; i < points.step.size(); ++i) add_point(seen_, points.step[i], points.value[i]);
  }

  void close_curve() {
    if (curve_ != 0 && !damaged_) {
      SQLite::Statement row{database_, "SELECT n, hash FROM curves WHERE curve = ?"};
      row.bind(1, curve_);
      const bool same = row.executeStep() && row.getColumn(0).getInt64() == seen_.n &&
                        row.getColumn(1).getInt64() == static_cast<std::int64_t>(seen_.hash);
      if (!same) problems_.push_back(where() + ": its points are not those that its summary was made of");
    }
    seen_ = {};
    damaged_ = false;
  }

  std::string where() {
    SQLite::Statement row{
        database_,
        "SELECT id, text FROM curves JOIN runs USING (run) JOIN names ON names.name = metric WHERE "
        "curve = ?"};
    row.bind(1, curve_);
    if (!row.executeStep()) return "curve " + std::to_string(curve_);
    return "run " + row.getColumn(0).getString() + ", curve " + row.getColumn(1).getString();
  }

  SQLite::Database& database_;
  std::int64_t curve_ = 0;
  CurveSummary seen_;
  bool damaged_ = false;
  std::vector<std::string> problems_;
};

std::int64_t count(SQLite::Database& database, const std::string& sql) {
  return database.execAndGet(sql).getInt64();
}

std::int64_t size_of(const std::filesystem::path& file) {
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  return error ? 0 : static_cast<std::int64_t>(size);
}

}  // namespace

StoreHealth Store::check() {
  return guarded(impl_->file(), [&] {
    StoreHealth health;
    const ReadTransaction transaction{impl_->database};
    health.database_problems = check_database(impl_->database);
    health.chunk_problems = ChunkCheck{impl_->database}.run();
    health.journal_damage = find_journal_damage(impl_->database, impl_->study);
    SQLite::Statement row{impl_->database, "SELECT id FROM runs WHERE status = 'lost' ORDER BY id"};
    while (row.executeStep()) health.lost_runs.push_back(row.getColumn(0).getString());
    return health;
  });
}

StoreStatistics Store::statistics() {
  return guarded(impl_->file(), [&] {
    auto& database = impl_->database;
    StoreStatistics statistics;
    statistics.schema_version = database.execAndGet("PRAGMA user_version").getInt();
    statistics.journal_mode = database.execAndGet("PRAGMA journal_mode").getString();
    statistics.runs = count(database, "SELECT count(*) FROM runs");
    statistics.results = count(database, "SELECT count(*) FROM results");
    statistics.curves = count(database, "SELECT count(*) FROM curves");
    statistics.points = count(database, "SELECT coalesce(sum(n), 0) FROM curves");
    statistics.chunk_bytes = count(database, "SELECT coalesce(sum(length(points)), 0) FROM curve_chunks");
    statistics.item_scores = count(database, "SELECT coalesce(sum(n), 0) FROM item_metrics");
    statistics.store_bytes = size_of(impl_->file()) + size_of(impl_->file().string() + "-wal");
    for (const auto& file : list_journals(impl_->study)) {
      ++statistics.journals;
      statistics.journal_bytes += size_of(file);
    }
    return statistics;
  });
}

}  // namespace gainsay::tracker
