#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>

#include <SQLiteCpp/SQLiteCpp.h>

#include "gainsay/tracker/error.h"

#include "mlflow_layout.h"
#include "mlflow_schema.h"

namespace gainsay::importers {
namespace {

constexpr double largest = std::numeric_limits<double>::max();

// The number that stands for a value in the database; NaN is told by a column of its own.
double stored(double value) {
  if (std::isnan(value)) return 0.0;
  return std::isinf(value) ? std::copysign(largest, value) : value;
}

template <typename T>
void bind_optional(SQLite::Statement& statement, int index, const std::optional<T>& value) {
  value ? statement.bind(index, *value) : statement.bind(index);
}

class DatabaseWriter {
 public:
  DatabaseWriter(SQLite::Database& database, ExportNotes& notes)
      : notes_(notes),
        experiment_(
            database,
            "INSERT INTO experiments (experiment_id, name, artifact_location, lifecycle_stage) VALUES "
            "(?1, ?2, 'mlruns/' || ?1, 'active')"),
        run_(database,
             "INSERT INTO runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status, "
             "start_time, end_time, source_version, lifecycle_stage, artifact_uri, experiment_id) VALUES "
             "(?1, ?2, 'UNKNOWN', '', '', ?3, ?4, ?5, ?6, '', 'active', 'mlruns/' || ?7 || '/' || ?1 || "
             "'/artifacts', ?7)"),
        param_(database, "INSERT INTO params (key, value, run_uuid) VALUES (?, ?, ?)"),
        tag_(database, "INSERT INTO tags (key, value, run_uuid) VALUES (?, ?, ?)"),
        point_(database,
               "INSERT OR IGNORE INTO metrics (key, run_uuid, value, is_nan, timestamp, step) VALUES "
               "(?, ?, ?, ?, ?, ?)"),
        latest_(database,
                "INSERT INTO latest_metrics (key, run_uuid, value, is_nan, timestamp, step) VALUES "
                "(?, ?, ?, ?, ?, ?)") {
    experiment_id("Default");
  }

  void write(const MlflowLayout& run) {
    run_.bind(1, run.id);
    run_.bind(2, run.name);
    run_.bind(3, run.user);
    run_.bind(4, run.status);
    bind_optional(run_, 5, run.start_milliseconds);
    bind_optional(run_, 6, run.end_milliseconds);
    run_.bind(7, experiment_id(run.experiment));
    execute(run_);
    for (const auto& param : run.params) write_text(param_, param, run.id);
    for (const auto& tag : run.tags) write_text(tag_, tag, run.id);
    for (const auto& points : run.metrics) write_points(points, run.id);
  }

 private:
  static int execute(SQLite::Statement& statement) {
    const int changed = statement.exec();
    statement.reset();
    return changed;
  }

  std::int64_t experiment_id(const std::string& name) {
    const auto [known, is_new] =
        experiments_.try_emplace(name, static_cast<std::int64_t>(experiments_.size()));
    if (!is_new) return known->second;
    experiment_.bind(1, known->second);
    experiment_.bind(2, name);
    execute(experiment_);
    return known->second;
  }

  static void write_text(SQLite::Statement& insert, const FieldText& text, const std::string& run_id) {
    insert.bind(1, text.field);
    insert.bind(2, text.text);
    insert.bind(3, run_id);
    execute(insert);
  }

  static int write_point(SQLite::Statement& insert, const MlflowPoints& points, std::size_t i,
                         const std::string& run_id) {
    insert.bind(1, points.key);
    insert.bind(2, run_id);
    insert.bind(3, stored(points.value[i]));
    insert.bind(4, std::isnan(points.value[i]) ? 1 : 0);
    insert.bind(5, points.milliseconds[i]);
    insert.bind(6, points.step[i]);
    return execute(insert);
  }

  void write_points(const MlflowPoints& points, const std::string& run_id) {
    if (points.step.empty()) return;
    std::size_t latest = 0;
    for (std::size_t i = 0; i < points.step.size(); ++i) {
      const bool is_new = write_point(point_, points, i, run_id) > 0;
      if (!is_new) notes_.add("a point was left out: its metric has an equal one with that step and time");
      note_value(points.value[i]);
      if (rank(points, i) >= rank(points, latest)) latest = i;
    }
    write_point(latest_, points, latest, run_id);
  }

  // What MLflow takes for the latest point.
  static std::tuple<std::int64_t, std::int64_t> rank(const MlflowPoints& points, std::size_t i) {
    return {points.step[i], points.milliseconds[i]};
  }

  void note_value(double value) {
    if (value == 0.0 && std::signbit(value)) notes_.add("-0.0 is 0.0 in a database");
    if (std::isfinite(value) && std::fabs(value) == largest) {
      notes_.add("MLflow takes the largest double for infinity");
    }
  }

  ExportNotes& notes_;
  SQLite::Statement experiment_;
  SQLite::Statement run_;
  SQLite::Statement param_;
  SQLite::Statement tag_;
  SQLite::Statement point_;
  SQLite::Statement latest_;
  std::map<std::string, std::int64_t> experiments_;
};

}  // namespace

void export_mlflow_database(const std::filesystem::path& file, const ExportedRuns& source,
                            ExportNotes& notes) {
  try {
    SQLite::Database database{file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
    SQLite::Transaction transaction{database};
    database.exec(mlflow_schema);
    DatabaseWriter writer{database, notes};
    each_layout(source, notes, [&](const MlflowLayout& run) { writer.write(run); });
    transaction.commit();
  } catch (const SQLite::Exception& error) {
    throw tracker::FormatError(file.string(), std::string{"the database cannot be written: "} + error.what(),
                               "check the folder, its permissions and the space on it");
  }
}

}  // namespace gainsay::importers
