#include <cmath>
#include <limits>
#include <unordered_map>

#include <SQLiteCpp/SQLiteCpp.h>

#include "gainsay/tracker/error.h"

#include "foreign_database.h"
#include "mlflow_run.h"

namespace gainsay::importers {
namespace {

// MLflow writes infinities as the largest doubles, for want of better in some databases.
double metric_value(double stored, bool is_nan) {
  if (is_nan) return std::numeric_limits<double>::quiet_NaN();
  if (std::fabs(stored) == std::numeric_limits<double>::max()) {
    return std::copysign(std::numeric_limits<double>::infinity(), stored);
  }
  return stored;
}

std::optional<std::int64_t> optional_integer(const SQLite::Column& column) {
  return column.isNull() ? std::nullopt : std::optional{std::int64_t{column.getInt64()}};
}

class MlflowDatabase {
 public:
  MlflowDatabase(const std::filesystem::path& file, ImportSink& sink) : foreign_(file), sink_(sink) {
    foreign_.require_columns("experiments", {"experiment_id", "name", "lifecycle_stage"});
    foreign_.require_columns("runs", {"run_uuid", "status", "start_time", "end_time", "lifecycle_stage"});
    foreign_.require_columns("metrics", {"key", "value", "timestamp", "run_uuid"});
    for (const char* table : {"params", "tags"})
      foreign_.require_columns(table, {"key", "value", "run_uuid"});
    foreign_.index_rows("metrics", "run_uuid");
    has_datasets_ =
        foreign_.has_column("inputs", "destination_id") && foreign_.has_column("datasets", "name");
  }

  void import_all() {
    SQLite::Statement row{foreign_.database(),
                          "SELECT run_uuid, " + foreign_.column_or("runs", "name", "''") +
                              ", e.name, status, start_time, end_time, " +
                              foreign_.column_or("runs", "user_id", "''") +
                              ", runs.lifecycle_stage = 'deleted' OR e.lifecycle_stage = 'deleted' FROM runs "
                              "JOIN experiments AS e USING (experiment_id) ORDER BY start_time, run_uuid"};
    std::int64_t deleted = 0;
    while (row.executeStep()) {
      if (row.getColumn(7).getInt() != 0) {
        ++deleted;
      } else {
        sink_.add(whole_run_of(read_run(row), sink_));
      }
    }
    if (deleted > 0)
      sink_.note(std::to_string(deleted) + (deleted == 1 ? " run" : " runs") +
                 " left out: they, or their experiments, are deleted");
  }

 private:
  MlflowRun read_run(SQLite::Statement& row) {
    MlflowRun run;
    run.id = row.getColumn(0).getString();
    run.name = row.getColumn(1).getString();
    run.experiment = row.getColumn(2).getString();
    run.status = mlflow_status(row.getColumn(3).getString(), foreign_.place() + ", run " + run.id);
    run.start_milliseconds = optional_integer(row.getColumn(4));
    run.end_milliseconds = optional_integer(row.getColumn(5));
    run.user = row.getColumn(6).getString();
    run.params = read_texts("SELECT key, value FROM params WHERE run_uuid = ? ORDER BY key", run.id);
    run.tags = read_texts("SELECT key, value FROM tags WHERE run_uuid = ? ORDER BY key", run.id);
    if (has_datasets_) run.datasets = read_datasets(run.id);
    for (const FieldText& tag : run.tags) {
      if (tag.field == "mlflow.runName") run.name = tag.text;
    }
    run.curves = read_curves(run.id);
    return run;
  }

  SQLite::Statement& statement(const std::string& sql, const std::string& run_id) {
    auto& prepared = statements_.try_emplace(sql, foreign_.database(), sql).first->second;
    prepared.reset();
    prepared.bind(1, run_id);
    return prepared;
  }

  std::vector<FieldText> read_texts(const std::string& sql, const std::string& run_id) {
    auto& row = statement(sql, run_id);
    std::vector<FieldText> texts;
    while (row.executeStep()) texts.push_back({row.getColumn(0).getString(), row.getColumn(1).getString()});
    return texts;
  }

  std::vector<std::string> read_datasets(const std::string& run_id) {
    auto& row = statement(
        "SELECT DISTINCT d.name FROM inputs AS i JOIN datasets AS d ON d.dataset_uuid = i.source_id "
        "WHERE i.source_type = 'DATASET' AND i.destination_type = 'RUN' AND i.destination_id = ? ORDER BY "
        "d.name",
        run_id);
    std::vector<std::string> names;
    while (row.executeStep()) names.push_back(row.getColumn(0).getString());
    return names;
  }

  // In the order in which they were written.
  std::vector<tracker::Curve> read_curves(const std::string& run_id) {
    auto& row = statement("SELECT key, value, timestamp, " + foreign_.column_or("metrics", "step", "0") +
                              ", " + foreign_.column_or("metrics", "is_nan", "0") + " FROM metrics WHERE " +
                              foreign_.rows_where("metrics", "run_uuid") + " ORDER BY rowid",
                          run_id);
    std::vector<tracker::Curve> curves;
    std::unordered_map<std::string, std::size_t> places;
    std::size_t place = 0;
    while (row.executeStep()) {
      const std::string_view key = row.getColumn(0).getText();
      if (curves.empty() || curves[place].metric.str() != key) {
        place = places.try_emplace(std::string{key}, curves.size()).first->second;
        if (place == curves.size()) curves.push_back({key, {}, {}, {}});
      }
      tracker::Curve& curve = curves[place];
      curve.step.push_back(row.getColumn(3).getInt64());
      curve.value.push_back(metric_value(number(row.getColumn(1), run_id), row.getColumn(4).getInt() != 0));
      curve.time.push_back(seconds_of(row.getColumn(2).getInt64()));
    }
    return curves;
  }

  double number(const SQLite::Column& column, const std::string& run_id) const {
    if (column.isFloat() || column.isInteger()) return column.getDouble();
    throw tracker::FormatError(foreign_.place() + ", table metrics, run " + run_id, "a value is no number",
                               "the database is damaged, or was changed by hand");
  }

  ForeignDatabase foreign_;
  ImportSink& sink_;
  bool has_datasets_ = false;
  std::unordered_map<std::string, SQLite::Statement> statements_;
};

}  // namespace

void import_mlflow_database(const std::filesystem::path& file, ImportSink& sink) {
  guard_foreign(file, [&] { MlflowDatabase{file, sink}.import_all(); });
}

}  // namespace gainsay::importers
