#include "run_writer.h"

#include <array>
#include <utility>
#include <variant>

#include "database.h"

namespace gainsay::tracker {
namespace {

// A field of a run as it is merged: empty, a number or a text.
using Cell = std::variant<std::monostate, std::int64_t, std::string>;

struct Field {
  const char* name;
  Cell known;
  Cell said;
};

Cell cell_of(const std::string& text) { return text.empty() ? Cell{} : Cell{text}; }
Cell cell_of(const std::optional<std::int64_t>& number) { return number ? Cell{*number} : Cell{}; }

template <typename Enum>
Cell cell_of(const std::optional<Enum>& value) {
  return value ? Cell{std::string{to_string(*value)}} : Cell{};
}

Cell text_column(const SQLite::Statement& row, int column) {
  return cell_of(row.getColumn(column).getString());
}

Cell integer_column(const SQLite::Statement& row, int column) {
  const auto cell = row.getColumn(column);
  return cell.isNull() ? Cell{} : Cell{cell.getInt64()};
}

bool is_empty(const Cell& cell) { return std::holds_alternative<std::monostate>(cell); }

std::string as_text(const Cell& cell) {
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
  const auto* text = std::get_if<std::string>(&cell);
  return text == nullptr ? std::string{} : *text;
}

void bind_cell(SQLite::Statement& statement, int index, const Cell& cell, bool null_when_empty) {
  if (const auto* number = std::get_if<std::int64_t>(&cell)) {
    statement.bind(index, *number);
  } else if (const auto* text = std::get_if<std::string>(&cell)) {
    statement.bind(index, *text);
  } else if (null_when_empty) {
    statement.bind(index);
  } else {
    statement.bind(index, "");
  }
}

constexpr const char* select_fields =
    "SELECT m.text, d.text, s.text, seed, fold, purpose, role, parent, host, device, started FROM runs "
    "JOIN names AS m ON m.name = method JOIN names AS d ON d.name = dataset JOIN names AS s ON s.name = "
    "split "
    "WHERE run = ?";
// A start later than the one that is known is that of somebody who goes on with the run; an earlier one was
// only drained later.
constexpr const char* update_fields =
    "UPDATE runs SET method = ?, dataset = ?, split = ?, seed = ?, fold = ?, purpose = coalesce(?, 'final'), "
    "role = ?, parent = ?, host = ?, device = ?, started = max(started, ?11), "
    "started_at = iif(started = 1, min(coalesce(started_at, ?12), coalesce(?12, started_at)), coalesce(?12, "
    "started_at)), "
    "status = iif(?11 = 1 AND (status = 'lost' OR (started = 1 AND ?12 > started_at)), 'running', status), "
    "failure = iif(?11 = 1 AND started = 1 AND ?12 > started_at, '', failure), "
    "exit_code = iif(?11 = 1 AND started = 1 AND ?12 > started_at, NULL, exit_code), "
    "ended_at = iif(?11 = 1 AND started = 1 AND ?12 > started_at, NULL, ended_at) WHERE run = ?13";
constexpr std::size_t n_fields = 10;
constexpr std::size_t n_names = 3;  // the first fields are numbers of names in the table

std::array<Field, n_fields> pair_up(const SQLite::Statement& row, const StartFields& said) {
  const bool started = row.getColumn(10).getInt() != 0;
  const auto purpose = row.getColumn(5).getString();
  const auto known_purpose =
      started || purpose != "final" ? Cell{purpose} : Cell{};  // final is the default, too
  return {{{"method", text_column(row, 0), cell_of(said.method.str())},
           {"dataset", text_column(row, 1), cell_of(said.dataset.str())},
           {"split", text_column(row, 2), cell_of(said.split.str())},
           {"seed", integer_column(row, 3), cell_of(said.seed)},
           {"fold", integer_column(row, 4), cell_of(said.fold)},
           {"purpose", known_purpose, cell_of(said.purpose)},
           {"role", text_column(row, 6), cell_of(said.role)},
           {"parent", text_column(row, 7), cell_of(said.parent)},
           {"host", text_column(row, 8), cell_of(said.host)},
           {"device", text_column(row, 9), cell_of(said.device)}}};
}

}  // namespace

RunWriter::RunWriter(SQLite::Database& database) : database_(database), points_(database) {}

SQLite::Statement& RunWriter::statement(const char* sql) {
  const auto known = statements_.find(sql);
  if (known != statements_.end()) return known->second;
  return statements_.try_emplace(sql, database_, sql).first->second;
}

std::int64_t RunWriter::name(Name text) {
  const auto known = names_.find(text);
  if (known != names_.end()) return known->second;
  auto& insert = statement(
      "INSERT INTO names (text) VALUES (?) ON CONFLICT (text) DO UPDATE SET text = excluded.text RETURNING "
      "name");
  insert.bind(1, text.str());
  insert.executeStep();
  const auto number = insert.getColumn(0).getInt64();
  insert.reset();
  return names_[text] = number;
}

std::int64_t RunWriter::item(std::string_view text) {
  std::string key{text};
  const auto known = items_.find(key);
  if (known != items_.end()) return known->second;
  auto& insert = statement(
      "INSERT INTO items (text) VALUES (?) ON CONFLICT (text) DO UPDATE SET text = excluded.text RETURNING "
      "item");
  insert.bind(1, key);
  insert.executeStep();
  const auto number = insert.getColumn(0).getInt64();
  insert.reset();
  return items_[std::move(key)] = number;
}

std::optional<std::int64_t> RunWriter::find_row(std::string_view run_id) {
  auto& find = statement("SELECT run FROM runs WHERE id = ?");
  find.bind(1, std::string{run_id});
  std::optional<std::int64_t> row;
  if (find.executeStep()) row = find.getColumn(0).getInt64();
  find.reset();
  return row;
}

std::int64_t RunWriter::row_of(std::string_view run_id) {
  if (const auto row = find_row(run_id)) return *row;
  auto& insert = statement("INSERT INTO runs (id) VALUES (?)");
  insert.bind(1, std::string{run_id});
  run_once(insert);
  return database_.getLastInsertRowid();
}

void RunWriter::start(std::int64_t run, const StartFields& said, bool joined) {
  auto& row = statement(select_fields);
  row.bind(1, run);
  row.executeStep();
  const auto fields = pair_up(row, said);
  row.reset();
  auto& update = statement(update_fields);
  for (std::size_t i = 0; i < n_fields; ++i) {
    const auto& field = fields[i];
    const bool differs = !is_empty(field.known) && !is_empty(field.said) && field.known != field.said;
    const bool take = !is_empty(field.said) && (is_empty(field.known) || !joined);
    const auto& kept = take ? field.said : field.known;
    if (differs) tag(run, std::string{"joined."} + field.name, as_text(joined ? field.said : field.known));
    const auto index = static_cast<int>(i) + 1;
    if (i < n_names) {
      update.bind(index, name(as_text(kept)));
    } else {
      bind_cell(update, index, kept, i <= 6);
    }
  }
  update.bind(11, joined ? 0 : 1);
  bind_optional(update, 12, joined ? std::nullopt : said.started_at);
  update.bind(13, run);
  run_once(update);
  if (said.git) write_git(run, *said.git);
}

void RunWriter::write_git(std::int64_t run, const Git& git) {
  auto& update = statement(
      "UPDATE runs SET git_commit = ?, git_branch = ?, git_dirty = ?, git_diff_stored = ? WHERE run = ?");
  update.bind(1, git.commit);
  update.bind(2, git.branch);
  bind_optional(update, 3, git.dirty ? std::optional{static_cast<int>(*git.dirty)} : std::nullopt);
  update.bind(4, static_cast<int>(git.diff_stored));
  update.bind(5, run);
  run_once(update);
}

void RunWriter::finish(std::int64_t run, Status status, std::string_view failure,
                       std::optional<int> exit_code, std::optional<double> ended_at) {
  auto& update = statement(
      "UPDATE runs SET status = ?, failure = ?, exit_code = ?, ended_at = ?4 WHERE run = ? AND "
      "coalesce(ended_at <= ?4, 1)");
  update.bind(1, std::string{to_string(status)});
  update.bind(2, std::string{failure});
  bind_optional(update, 3, exit_code);
  bind_optional(update, 4, ended_at);
  update.bind(5, run);
  run_once(update);
}

void RunWriter::add_dropped(std::int64_t run, std::int64_t count) {
  auto& update = statement("UPDATE runs SET dropped_points = dropped_points + ? WHERE run = ?");
  update.bind(1, count);
  update.bind(2, run);
  run_once(update);
}

bool RunWriter::mark_lost(std::int64_t run) {
  auto& update = statement("UPDATE runs SET status = 'lost' WHERE run = ? AND status = 'running'");
  update.bind(1, run);
  const bool changed = update.exec() > 0;
  update.reset();
  return changed;
}

void RunWriter::param(std::int64_t run, Name param, const ParamValue& value) {
  auto& insert =
      statement("INSERT OR REPLACE INTO params (run, param, kind, value, special) VALUES (?, ?, ?, ?, ?)");
  insert.bind(1, run);
  insert.bind(2, name(param));
  insert.bind(5);
  if (const auto* flag = std::get_if<bool>(&value)) {
    insert.bind(3, "bool");
    insert.bind(4, static_cast<int>(*flag));
  } else if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    insert.bind(3, "int");
    insert.bind(4, *integer);
  } else if (const auto* real = std::get_if<double>(&value)) {
    insert.bind(3, "real");
    bind_double(insert, 4, *real);
  } else {
    insert.bind(3, "text");
    insert.bind(4, std::get<std::string>(value));
  }
  run_once(insert);
}

void RunWriter::named_value(const char* sql, std::int64_t run, Name key, std::string_view value) {
  auto& insert = statement(sql);
  insert.bind(1, run);
  insert.bind(2, name(key));
  insert.bind(3, std::string{value});
  run_once(insert);
}

void RunWriter::tag(std::int64_t run, Name tag, std::string_view value) {
  named_value("INSERT OR REPLACE INTO tags (run, tag, value) VALUES (?, ?, ?)", run, tag, value);
}

void RunWriter::environment(std::int64_t run, Name variable, std::string_view value) {
  named_value("INSERT OR REPLACE INTO environment (run, variable, value) VALUES (?, ?, ?)", run, variable,
              value);
}

void RunWriter::argument(std::int64_t run, std::string_view value) {
  auto& insert = statement(
      "INSERT INTO arguments (run, position, value) SELECT ?1, count(*), ?2 FROM arguments WHERE run = ?1");
  insert.bind(1, run);
  insert.bind(2, std::string{value});
  run_once(insert);
}

void RunWriter::result(std::int64_t run, Name metric, double value) {
  auto& insert =
      statement("INSERT OR REPLACE INTO results (run, metric, value, special) VALUES (?, ?, ?, ?)");
  insert.bind(1, run);
  insert.bind(2, name(metric));
  bind_double(insert, 3, value);
  run_once(insert);
}

std::int64_t RunWriter::next_item_position(std::int64_t run, std::int64_t metric) {
  const auto [known, is_new] = item_counts_.try_emplace({run, metric}, 0);
  if (is_new) {
    auto& find = statement("SELECT n FROM item_metrics WHERE run = ? AND metric = ?");
    find.bind(1, run);
    find.bind(2, metric);
    if (find.executeStep()) known->second = find.getColumn(0).getInt64();
    find.reset();
  }
  return known->second++;
}

void RunWriter::item_score(std::int64_t run, Name metric, std::string_view text, double score,
                           std::string_view cluster) {
  const auto metric_number = name(metric);
  auto& insert = statement(
      "INSERT INTO item_scores (run, metric, position, item, score, special, cluster) VALUES (?, ?, ?, ?, ?, "
      "?, ?)");
  insert.bind(1, run);
  insert.bind(2, metric_number);
  insert.bind(3, next_item_position(run, metric_number));
  insert.bind(4, item(text));
  bind_double(insert, 5, score);
  bind_optional(insert, 7, cluster.empty() ? std::nullopt : std::optional{item(cluster)});
  run_once(insert);
}

void RunWriter::write_item_counts() {
  auto& insert = statement("INSERT OR REPLACE INTO item_metrics (run, metric, n) VALUES (?, ?, ?)");
  for (const auto& [key, n] : item_counts_) {
    insert.bind(1, key.first);
    insert.bind(2, key.second);
    insert.bind(3, n);
    run_once(insert);
  }
  item_counts_.clear();
}

}  // namespace gainsay::tracker
