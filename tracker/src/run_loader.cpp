#include "run_loader.h"

#include <algorithm>
#include <functional>
#include <string>
#include <unordered_map>
#include <utility>

#include "point_writer.h"
#include "rows.h"
#include "store_impl.h"

namespace gainsay::tracker {
namespace {

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

std::string where(const Sql& condition) { return condition.text.empty() ? "" : " WHERE " + condition.text; }

// "3, 5, 9": the numbers from one place up to another.
std::string numbers(const std::vector<std::int64_t>& all, std::size_t from, std::size_t to) {
  std::string text;
  for (std::size_t i = from; i < to; ++i) text.append(i == from ? "" : ", ").append(std::to_string(all[i]));
  return text;
}

class RunLoader {
 public:
  // few: an upper bound of how many runs there will be, where it is known that they are few.
  RunLoader(SQLite::Database& database, Sql condition, RunParts parts, std::optional<std::size_t> few = {})
      : database_(database), condition_(std::move(condition)), parts_(parts), few_(few) {}

  RunLoader& load() {
    load_total();
    load_names();
    load_rows();
    if (runs_.empty()) return *this;
    if (parts_.results) load_results();
    if (parts_.params) load_params();
    if (parts_.tags) load_tags();
    if (parts_.environment) load_environment();
    if (parts_.argv) load_arguments();
    if (parts_.curves) load_curves();
    if (parts_.item_metrics) load_item_metrics();
    for (auto& run : runs_) sort_entries(run);
    return *this;
  }

  std::vector<Run> by_id() {
    const auto by_id = [](const Run& a, const Run& b) { return a.id < b.id; };
    if (!std::is_sorted(runs_.begin(), runs_.end(), by_id)) std::sort(runs_.begin(), runs_.end(), by_id);
    return std::move(runs_);
  }

  // Those of `rows` that were loaded, in its order.
  std::vector<Run> in_order(const std::vector<std::int64_t>& rows) {
    std::unordered_map<std::int64_t, std::size_t> places;
    for (std::size_t i = 0; i < rows_.size(); ++i) places.emplace(rows_[i], i);
    std::vector<Run> ordered;
    ordered.reserve(rows.size());
    for (const auto row : rows) {
      const auto place = places.find(row);
      if (place != places.end()) ordered.push_back(std::move(runs_[place->second]));
    }
    return ordered;
  }

 private:
  using Row = const Rows&;

  // About how many runs there are, excluded ones too.
  void load_total() {
    Rows last{database_, "SELECT coalesce(max(run), 0) FROM runs"};
    last.next();
    total_rows_ = static_cast<std::size_t>(last.integer(0));
  }

  void load_names() {
    Rows row{database_, "SELECT name, text FROM names"};
    while (row.next()) {
      const auto number = static_cast<std::size_t>(row.integer(0));
      if (number >= names_.size()) names_.resize(std::max(number + 1, names_.size() * 2));
      names_[number] = Name{row.bytes(1)};
    }
  }

  Name name(Row row, int column) const { return names_.at(static_cast<std::size_t>(row.integer(column))); }

  void load_rows() {
    Rows row{
        database_,
        "SELECT run, id, source_id, method, dataset, split, seed, fold, purpose, role, status, failure, "
        "parent, "
        "host, device, git_commit, git_branch, git_dirty, git_diff_stored, exit_code, started_at, ended_at, "
        "dropped_points, excluded_reason, excluded_at FROM runs" +
            where(condition_) + " ORDER BY run"};
    condition_.bind_to(row);
    const std::size_t expected = few_ ? *few_ : condition_.bound.empty() ? total_rows_ : 0;
    rows_.reserve(expected);
    runs_.reserve(expected);
    while (row.next()) {
      rows_.push_back(row.integer(0));
      fill(runs_.emplace_back(), row);
    }
  }

  // Into the run where it stays: moving one costs more than reading it.
  void fill(Run& run, Row row) const {
    run.id.assign(row.bytes(1));
    run.source_id.assign(row.bytes(2));
    run.method = name(row, 3);
    run.dataset = name(row, 4);
    run.split = name(row, 5);
    if (!row.is_null(6)) run.seed = row.integer(6);
    if (!row.is_null(7)) run.fold = row.integer(7);
    run.purpose = parse_stored<Purpose>(parse_purpose, row.bytes(8), "purpose");
    if (!row.is_null(9)) run.role = parse_stored<Role>(parse_role, row.bytes(9), "role");
    run.status = parse_stored<Status>(parse_status, row.bytes(10), "status");
    run.failure = row.bytes(11);
    run.parent.assign(row.bytes(12));
    run.host = row.bytes(13);
    run.device = row.bytes(14);
    if (!row.is_null(15)) run.git = git_of(row);
    if (!row.is_null(19)) run.exit_code = static_cast<int>(row.integer(19));
    run.started_at = optional_double(row, 20);
    run.ended_at = optional_double(row, 21);
    run.dropped_points = row.integer(22);
    if (!row.is_null(23)) run.excluded = {row.bytes(23), row.bytes(24)};
  }

  static Git git_of(Row row) {
    Git git;
    git.commit = row.bytes(15);
    git.branch = row.bytes(16);
    if (!row.is_null(17)) git.dirty = row.integer(17) != 0;
    git.diff_stored = row.integer(18) != 0;
    return git;
  }

  // Calls `add(run, row)` for each row of `sql` that belongs to a loaded run. The tables' keys begin with
  // run, so that the order costs nothing. Few of many runs are looked up; else reading a table once from end
  // to end costs less.
  template <typename Add>
  void merge(const std::string& sql, Add add) {
    constexpr std::size_t few = 4;         // a part of so many
    constexpr std::size_t batch = 10'000;  // so that no statement grows without bound
    if (rows_.size() * few >= total_rows_) return merge_rows(sql + " ORDER BY run", 0, add);
    for (std::size_t from = 0; from < rows_.size(); from += batch) {
      const auto to = std::min(from + batch, rows_.size());
      merge_rows(sql + " WHERE run IN (" + numbers(rows_, from, to) + ") ORDER BY run", from, add);
    }
  }

  template <typename Add>
  void merge_rows(const std::string& sql, std::size_t at, Add add) {
    Rows row{database_, sql};
    while (row.next()) {
      const auto run = row.integer(0);
      while (at < rows_.size() && rows_[at] < run) ++at;
      if (at < rows_.size() && rows_[at] == run) add(runs_[at], row);
    }
  }

  void load_results() {
    std::size_t of_last_run = 0;  // runs of one study mostly have as many
    merge("SELECT run, metric, value, special FROM results", [this, &of_last_run](Run& run, Row row) {
      if (run.results.empty()) run.results.reserve(of_last_run);
      of_last_run = run.results.size() + 1;
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

  void load_tags() {
    merge("SELECT run, tag, value FROM tags", [this](Run& run, Row row) {
      run.tags.push_back({name(row, 1), row.text(2)});
    });
  }

  void load_environment() {
    merge("SELECT run, variable, value FROM environment", [this](Run& run, Row row) {
      run.environment.push_back({name(row, 1), row.bytes(2)});
    });
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

  SQLite::Database& database_;
  const Sql condition_;
  const RunParts parts_;
  const std::optional<std::size_t> few_;
  std::size_t total_rows_ = 0;
  std::vector<Name> names_;
  std::vector<std::int64_t> rows_;
  std::vector<Run> runs_;
};

std::vector<std::int64_t> rows_of(SQLite::Database& database, const Sql& sql) {
  Rows row{database, sql.text};
  sql.bind_to(row);
  std::vector<std::int64_t> rows;
  while (row.next()) rows.push_back(row.integer(0));
  return rows;
}

std::vector<std::int64_t> ordered_rows(SQLite::Database& database, const RunSelection& selection) {
  if (selection.limit) {
    if (const auto first = first_rows_sql(selection.sort, selection.condition, *selection.limit)) {
      auto rows = rows_of(database, *first);
      if (rows.size() == static_cast<std::size_t>(*selection.limit)) return rows;
    }
  }
  Sql sql{"SELECT run FROM runs" + where(selection.condition), selection.condition.bound};
  sql.text += " ORDER BY ";
  sql += order_sql(selection.sort);
  if (selection.limit) sql += {" LIMIT ?", {*selection.limit}};
  return rows_of(database, sql);
}

}  // namespace

std::vector<Run> load_runs(SQLite::Database& database, const RunSelection& selection, RunParts parts) {
  if (selection.sort.empty() && !selection.limit) {
    return RunLoader{database, selection.condition, parts}.load().by_id();
  }
  const auto order = ordered_rows(database, selection);
  if (order.empty()) return {};
  constexpr std::size_t named_rows = 10'000;  // beyond that, naming them costs more than finding them again
  const bool by_rows = selection.limit.has_value() && order.size() <= named_rows;
  if (!by_rows) return RunLoader{database, selection.condition, parts}.load().in_order(order);
  const Sql named{"runs.run IN (" + numbers(order, 0, order.size()) + ")"};
  return RunLoader{database, named, parts, order.size()}.load().in_order(order);
}

}  // namespace gainsay::tracker
