#include <algorithm>
#include <functional>
#include <string>
#include <unordered_map>
#include <utility>

#include "gainsay/tracker/store.h"

#include "point_writer.h"
#include "rows.h"
#include "store_impl.h"

namespace gainsay::tracker {
namespace {

constexpr std::size_t named_candidates = 5;

// A condition on runs, and what is bound to it.
struct Condition {
  std::string sql;  // "" or "WHERE ..."
  std::vector<std::string> texts;

  void add(const std::string& term) { sql += (sql.empty() ? "WHERE " : " AND ") + term; }
  void add_text(const std::string& term, std::string_view text) {
    add(term);
    texts.emplace_back(text);
  }
  void bind(Rows& statement) const {
    int index = 1;
    for (const auto& text : texts) statement.bind(index++, text);
  }
};

Condition condition_of(const RunQuery& query) {
  Condition condition;
  if (!query.ids.empty()) {
    std::string places;
    for (std::size_t i = 0; i < query.ids.size(); ++i) places += places.empty() ? "?" : ", ?";
    condition.add("id IN (" + places + ")");
    condition.texts = query.ids;
  }
  const std::string named = " = (SELECT name FROM names WHERE text = ?)";
  if (query.method) condition.add_text("method" + named, query.method->str());
  if (query.dataset) condition.add_text("dataset" + named, query.dataset->str());
  if (query.status) condition.add_text("status = ?", to_string(*query.status));
  if (query.purpose) condition.add_text("purpose = ?", to_string(*query.purpose));
  if (!query.include_excluded) condition.add("excluded_reason IS NULL");
  return condition;
}

template <typename T, typename Parse>
T parse_stored(Parse parse, std::string_view text, const char* what) {
  const auto value = parse(text);
  if (!value)
    throw StoreError("", std::string{"the store holds an unknown "} + what + " " + std::string{text},
                     "run `gainsay doctor`");
  return *value;
}

std::optional<double> optional_double(const Rows& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional{row.real(column)};
}

// Reads whole runs: one pass over each table in the order of the runs' rows, merged as they come. Its cost is
// that of the rows it returns, not of a query for each run.
class RunLoader {
 public:
  RunLoader(SQLite::Database& database, Condition condition)
      : database_(database), condition_(std::move(condition)) {}

  std::vector<Run> load() {
    load_names();
    load_runs();
    if (runs_.empty()) return {};
    row_filter_ = filter_by_rows();
    load_results();
    load_params();
    load_named("SELECT run, tag, value FROM tags", [](Run& run, Name name, std::string value) {
      run.tags.push_back({name, std::move(value)});
    });
    load_named("SELECT run, variable, value FROM environment", [](Run& run, Name name, std::string value) {
      run.environment.push_back({name, std::move(value)});
    });
    load_arguments();
    load_curves();
    load_item_metrics();
    for (auto& run : runs_) sort_entries(run);
    sort_by_id();
    return std::move(runs_);
  }

 private:
  using Row = const Rows&;

  void load_names() {
    Rows row{database_, "SELECT name, text FROM names"};
    while (row.next()) {
      const auto number = static_cast<std::size_t>(row.integer(0));
      if (number >= names_.size()) names_.resize(std::max(number + 1, names_.size() * 2));
      names_[number] = Name{row.bytes(1)};
    }
  }

  Name name(Row row, int column) const { return names_.at(static_cast<std::size_t>(row.integer(column))); }

  void load_runs() {
    Rows row{database_,
             "SELECT run, id, source_id, method, dataset, split, seed, fold, purpose, role, "
             "status, failure, parent, host, "
             "device, git_commit, git_branch, git_dirty, git_diff_stored, exit_code, "
             "started_at, ended_at, dropped_points, "
             "excluded_reason, excluded_at FROM runs " +
                 condition_.sql + " ORDER BY run"};
    condition_.bind(row);
    reserve();
    while (row.next()) {
      rows_.push_back(row.integer(0));
      runs_.push_back(run_of(row));
    }
  }

  // Where all runs are wanted, their number is about that of the last row.
  void reserve() {
    if (!condition_.texts.empty()) return;
    Rows last{database_, "SELECT coalesce(max(run), 0) FROM runs"};
    last.next();
    runs_.reserve(static_cast<std::size_t>(last.integer(0)));
    rows_.reserve(static_cast<std::size_t>(last.integer(0)));
  }

  Run run_of(Row row) const {
    Run run;
    run.id = row.text(1);
    run.source_id = row.text(2);
    run.method = name(row, 3);
    run.dataset = name(row, 4);
    run.split = name(row, 5);
    if (!row.is_null(6)) run.seed = row.integer(6);
    if (!row.is_null(7)) run.fold = row.integer(7);
    run.purpose = parse_stored<Purpose>(parse_purpose, row.bytes(8), "purpose");
    if (!row.is_null(9)) run.role = parse_stored<Role>(parse_role, row.bytes(9), "role");
    run.status = parse_stored<Status>(parse_status, row.bytes(10), "status");
    run.failure = row.text(11);
    run.parent = row.text(12);
    run.host = row.text(13);
    run.device = row.text(14);
    if (!row.is_null(15)) run.git = git_of(row);
    if (!row.is_null(19)) run.exit_code = static_cast<int>(row.integer(19));
    run.started_at = optional_double(row, 20);
    run.ended_at = optional_double(row, 21);
    run.dropped_points = row.integer(22);
    if (!row.is_null(23)) run.excluded = {row.text(23), row.text(24)};
    return run;
  }

  static Git git_of(Row row) {
    Git git;
    git.commit = row.text(15);
    git.branch = row.text(16);
    if (!row.is_null(17)) git.dirty = row.integer(17) != 0;
    git.diff_stored = row.integer(18) != 0;
    return git;
  }

  // Few runs are looked up one by one; for many, reading a table once from end to end costs less.
  std::string filter_by_rows() const {
    constexpr std::size_t few = 10'000;
    if (rows_.size() > few) return {};
    std::string filter;
    for (const auto row : rows_) filter += (filter.empty() ? " WHERE run IN (" : ",") + std::to_string(row);
    return filter + ")";
  }

  // Calls `add(run, row)` for each row of `sql` that belongs to a loaded run. The table's key begins with
  // run, so that the order costs nothing.
  template <typename Add>
  void merge(const std::string& sql, Add add) {
    Rows row{database_, sql + row_filter_ + " ORDER BY run"};
    std::size_t at = 0;
    while (row.next()) {
      const auto run = row.integer(0);
      while (at < rows_.size() && rows_[at] < run) ++at;
      if (at < rows_.size() && rows_[at] == run) add(runs_[at], row);
    }
  }

  void load_results() {
    merge("SELECT run, metric, value, special FROM results", [this](Run& run, Row row) {
      run.results.push_back({name(row, 1), read_double(row, 2, 3)});
    });
  }

  void load_params() {
    merge("SELECT run, param, kind, value, special FROM params", [this](Run& run, Row row) {
      run.params.push_back({name(row, 1), param_value(row)});
    });
  }

  static ParamValue param_value(Row row) {
    const auto kind = row.bytes(2);
    if (kind == "bool") return row.integer(3) != 0;
    if (kind == "int") return std::int64_t{row.integer(3)};
    if (kind == "real") return read_double(row, 3, 4);
    return row.text(3);
  }

  template <typename Add>
  void load_named(const std::string& sql, Add add) {
    merge(sql, [this, add](Run& run, Row row) { add(run, name(row, 1), row.text(2)); });
  }

  void load_arguments() {
    merge("SELECT run, value FROM arguments", [](Run& run, Row row) { run.argv.push_back(row.text(1)); });
  }

  void load_curves() {
    merge(std::string{"SELECT run, metric, "} + summary_columns + " FROM curves", [this](Run& run, Row row) {
      run.curves.push_back(read_summary(row, 2));
      run.curves.back().metric = name(row, 1);
    });
  }

  void load_item_metrics() {
    merge("SELECT run, metric FROM item_metrics",
          [this](Run& run, Row row) { run.item_metrics.push_back(name(row, 1)); });
  }

  static void sort_entries(Run& run) {
    const auto sort = [](auto& entries, auto key) {
      const auto by_name = [key](const auto& a, const auto& b) {
        return std::invoke(key, a) < std::invoke(key, b);
      };
      if (!std::is_sorted(entries.begin(), entries.end(), by_name)) {
        std::sort(entries.begin(), entries.end(), by_name);
      }
    };
    sort(run.results, &Result::metric);
    sort(run.params, &Param::name);
    sort(run.tags, &Tag::name);
    sort(run.environment, &EnvironmentEntry::name);
    sort(run.curves, &CurveSummary::metric);
    std::sort(run.item_metrics.begin(), run.item_metrics.end());
  }

  void sort_by_id() {
    const auto by_id = [](const Run& a, const Run& b) { return a.id < b.id; };
    if (!std::is_sorted(runs_.begin(), runs_.end(), by_id)) std::sort(runs_.begin(), runs_.end(), by_id);
  }

  SQLite::Database& database_;
  const Condition condition_;
  std::vector<Name> names_;
  std::vector<std::int64_t> rows_;
  std::string row_filter_;
  std::vector<Run> runs_;
};

// The first text that is not below any text that begins with `prefix`: its last byte, one higher.
std::string behind_prefix(std::string_view prefix) { return std::string{prefix} + "\xff\xff\xff\xff"; }

std::vector<std::string> ids_beginning_with(SQLite::Database& database, std::string_view prefix) {
  SQLite::Statement find{database,
                         "SELECT id FROM runs WHERE id >= ?1 AND id < ?2 UNION SELECT id FROM runs WHERE "
                         "source_id <> '' AND source_id >= ?1 AND source_id < ?2 ORDER BY id LIMIT ?3"};
  find.bind(1, std::string{prefix});
  find.bind(2, behind_prefix(prefix));
  find.bind(3, static_cast<int>(named_candidates) + 1);
  std::vector<std::string> ids;
  while (find.executeStep()) ids.push_back(find.getColumn(0).getString());
  return ids;
}

std::vector<std::string> ids_equal_to(SQLite::Database& database, std::string_view text) {
  SQLite::Statement find{database,
                         "SELECT id FROM runs WHERE id = ?1 UNION SELECT id FROM runs WHERE source_id = ?1 "
                         "AND source_id <> '' ORDER BY id LIMIT ?2"};
  find.bind(1, std::string{text});
  find.bind(2, static_cast<int>(named_candidates) + 1);
  std::vector<std::string> ids;
  while (find.executeStep()) ids.push_back(find.getColumn(0).getString());
  return ids;
}

[[noreturn]] void throw_ambiguous(std::string_view text, const std::vector<std::string>& ids) {
  std::string list;
  for (std::size_t i = 0; i < ids.size() && i < named_candidates; ++i) list += (i == 0 ? "" : ", ") + ids[i];
  if (ids.size() > named_candidates) list += ", ...";
  throw NotFoundError("", "several runs begin with \"" + std::string{text} + "\": " + list,
                      "give more characters");
}

}  // namespace

std::vector<Run> load_runs(SQLite::Database& database, const RunQuery& query) {
  return RunLoader{database, condition_of(query)}.load();
}

std::vector<Run> Store::runs(const RunQuery& query) {
  return guarded(impl_->file(), [&] {
    const ReadTransaction transaction{impl_->database};
    return load_runs(impl_->database, query);
  });
}

std::optional<Run> Store::find_run(std::string_view id_or_unique_prefix) {
  if (id_or_unique_prefix.empty()) return std::nullopt;
  return guarded(impl_->file(), [&]() -> std::optional<Run> {
    auto ids = ids_equal_to(impl_->database, id_or_unique_prefix);
    if (ids.empty()) ids = ids_beginning_with(impl_->database, id_or_unique_prefix);
    if (ids.size() > 1) throw_ambiguous(id_or_unique_prefix, ids);
    if (ids.empty()) return std::nullopt;
    auto found = runs({.ids = ids, .include_excluded = true});
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
  });
}

}  // namespace gainsay::tracker
