#include "gainsay/importers/trackio.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "file_walk.h"
#include "foreign_database.h"
#include "source_run.h"
#include "trackio_fragments.h"

namespace gainsay::importers {
namespace fs = std::filesystem;
namespace {

constexpr const char* system_prefix = "system/";

// One entry of the log.
struct Entry {
  std::int64_t step = 0;
  std::optional<double> time;
};

// Media are dictionaries that say what they are.
bool is_media(const Json& value) { return value.is_object() && value.contains("_type"); }

void add_values(SourceRun& run, const std::string& name, const Json& value, const Entry& entry) {
  if (is_media(value)) return run.leave_out("media", "Gainsay keeps numbers");
  if (value.is_object()) {
    for (const auto& [key, inside] : value.items()) {
      add_values(run, name == system_prefix ? name + key : joined(name, key), inside, entry);
    }
  } else if (const auto number = exact_number(value)) {
    run.point(name, entry.step, *number, entry.time);
  } else {
    run.leave_out("logged values", "they are no numbers that a double holds");
  }
}

void add_config(SourceRun& run, const Json& config) {
  if (!config.is_object()) return;
  for (const auto& [key, value] : config.items()) {
    if (key == "_Group") {
      run.tag("group", text_in(config, "_Group"));
    } else if (key == "_Username") {
      run.tag("user", text_in(config, "_Username"));
    } else if (key == "_Created") {
      run.run().started_at = utc_time(text_in(config, "_Created"));
    } else {
      run.params(key, value);
    }
  }
}

std::string text(const SQLite::Column& column) {
  return column.isNull() ? std::string{} : column.getString();
}

// One project: its database and what the inbox holds for it.
class Project {
 public:
  using Records = std::map<std::string, std::vector<Json>>;

  Project(const fs::path& file, Records records, RunRemarks& remarks, ImportSink& sink)
      : foreign_(file), file_(file), records_(std::move(records)), remarks_(remarks), sink_(sink) {
    foreign_.require_columns("metrics", {"run_name", "timestamp", "step", "metrics"});
    key_ = foreign_.has_column("metrics", "run_id") ? "run_id" : "run_name";
    foreign_.index_rows("metrics", key_);
  }

  void import_all() {
    for (const auto& [key, name] : runs()) import_run(key, name);
    if (any_)
      sink_.note(file_.string() + ": Trackio does not keep how a run ended; all are imported as finished");
  }

 private:
  struct Named {
    std::string key;
    std::string name;
  };

  bool has(const std::string& table) { return foreign_.has_column(table, key_); }

  // In the order of their first entries; those of the inbox alone at the end.
  std::vector<Named> runs() {
    std::vector<Named> result;
    std::set<std::string> known;
    for (const char* const table : {"metrics", "configs", "system_metrics"}) {
      if (!has(table)) continue;
      SQLite::Statement row{foreign_.database(), "SELECT " + key_ + ", run_name FROM " + table +
                                                     " GROUP BY " + key_ + " ORDER BY MIN(id)"};
      while (row.executeStep()) {
        if (known.insert(text(row.getColumn(0))).second)
          result.push_back({text(row.getColumn(0)), text(row.getColumn(1))});
      }
    }
    for (const auto& [key, records] : records_) {
      if (known.insert(key).second) result.push_back({key, text_in(records.front(), "run")});
    }
    return result;
  }

  void import_run(const std::string& key, const std::string& name) {
    const bool has_ids = key_ == "run_id" && key != name;
    SourceRun run{has_ids ? key : fs::absolute(file_).lexically_normal().string() + "#" + key, remarks_};
    const std::string project = file_.stem().string();
    run.run().method = project;
    run.tag("project", project);
    run.tag("name", name);
    seen_.clear();
    system_step_ = 0;
    read_config(run, key);
    read_log(run, key);
    read_system(run, key);
    read_records(run, key);
    count_rows(run, "alerts", key);
    count_rows(run, "traces", key);
    run.run().seed = seed_among(run.run());
    std::move(run).finish(sink_);
    any_ = true;
  }

  Json json(const SQLite::Column& column, const char* table, const SQLite::Column& id) const {
    return parse_lenient_json(text(column), file_.string() + ": " + table + " row " + id.getString());
  }

  SQLite::Statement rows(const std::string& columns, const std::string& table, const std::string& key) {
    SQLite::Statement row{foreign_.database(), "SELECT " + columns + " FROM " + table + " WHERE " +
                                                   foreign_.rows_where(table, key_) + " ORDER BY id"};
    row.bind(1, key);
    return row;
  }

  void read_config(SourceRun& run, const std::string& key) {
    if (!has("configs")) return;
    SQLite::Statement row = rows("id, config", "configs", key);
    while (row.executeStep()) add_config(run, json(row.getColumn(1), "configs", row.getColumn(0)));
  }

  void read_log(SourceRun& run, const std::string& key) {
    const std::string log_id =
        records_.contains(key) ? foreign_.column_or("metrics", "log_id", "NULL") : "NULL";
    SQLite::Statement row = rows("id, step, timestamp, metrics, " + log_id, "metrics", key);
    while (row.executeStep()) {
      add_values(run, "", json(row.getColumn(3), "metrics", row.getColumn(0)),
                 {row.getColumn(1).getInt64(), utc_time(text(row.getColumn(2)))});
      if (!row.getColumn(4).isNull()) seen_.insert(row.getColumn(4).getString());
    }
  }

  void read_system(SourceRun& run, const std::string& key) {
    if (!has("system_metrics")) return;
    const std::string log_id =
        records_.contains(key) ? foreign_.column_or("system_metrics", "log_id", "NULL") : "NULL";
    SQLite::Statement row = rows("id, timestamp, metrics, " + log_id, "system_metrics", key);
    while (row.executeStep()) {
      add_values(run, system_prefix, json(row.getColumn(2), "system_metrics", row.getColumn(0)),
                 {system_step_++, utc_time(text(row.getColumn(1)))});
      if (!row.getColumn(3).isNull()) seen_.insert(row.getColumn(3).getString());
    }
  }

  void read_records(SourceRun& run, const std::string& key) {
    const auto found = records_.find(key);
    if (found == records_.end()) return;
    for (const Json& record : found->second) {
      const std::string id = text_in(record, "log_id");
      if (!id.empty() && !seen_.insert(id).second) continue;
      read_record(run, record);
    }
  }

  void read_record(SourceRun& run, const Json& record) {
    static const Json none;
    const Json& metrics = record.contains("metrics") ? record.at("metrics") : none;
    const auto time = utc_time(text_in(record, "timestamp"));
    const auto step = integer_in(record, "step");
    if (record.contains("config") && run.run().params.empty()) add_config(run, record.at("config"));
    if (record.at("kind") == "system_metric") {
      add_values(run, system_prefix, metrics, {system_step_++, time});
    } else if (step) {
      add_values(run, "", metrics, {*step, time});
    } else {
      run.leave_out("records of the inbox", "they have no step");
    }
  }

  void count_rows(SourceRun& run, const std::string& table, const std::string& key) {
    if (!has(table)) return;
    SQLite::Statement row{foreign_.database(), "SELECT COUNT(*) FROM " + table + " WHERE " + key_ + " = ?"};
    row.bind(1, key);
    if (row.executeStep()) run.leave_out(table, "Gainsay keeps numbers", row.getColumn(0).getInt64());
  }

  ForeignDatabase foreign_;
  const fs::path& file_;
  Records records_;
  RunRemarks& remarks_;
  ImportSink& sink_;
  std::string key_;             // the column that tells runs apart
  std::set<std::string> seen_;  // log ids of the run at hand
  std::int64_t system_step_ = 0;
  bool any_ = false;
};

void note_other_projects(const TrackioInbox& inbox, const fs::path& folder, ImportSink& sink) {
  for (const auto& [project, runs] : inbox) {
    sink.note((folder / "inbox").string() + ": left out the runs of project " + project + " (" +
              std::to_string(runs.size()) + "): it has no database yet; start Trackio once");
  }
}

}  // namespace

void import_trackio(const fs::path& path, ImportSink& sink) {
  const auto files = find_files(
      path, [](const fs::path& file) { return file.extension() == ".db"; }, sink);
  require_found(files, path, "<project>.db of Trackio");
  const bool is_folder = files.front() != path;
  std::map<fs::path, TrackioInbox> inboxes;
  RunRemarks remarks;
  for (const fs::path& file : files) {
    const fs::path folder = file.parent_path();
    const auto [inbox, is_new] = inboxes.try_emplace(folder);
    if (is_new) inbox->second = read_trackio_inbox(folder, sink);
    auto records = inbox->second.extract(file.stem().string());
    guard_foreign(file, [&] {
      Project{file, records.empty() ? Project::Records{} : std::move(records.mapped()), remarks, sink}
          .import_all();
    });
  }
  remarks.say(sink);
  if (!is_folder) return;
  for (const auto& [folder, inbox] : inboxes) note_other_projects(inbox, folder, sink);
}

}  // namespace gainsay::importers
