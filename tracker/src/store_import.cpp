#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>

#include "gainsay/tracker/run_id.h"
#include "gainsay/tracker/sha256.h"
#include "gainsay/tracker/store.h"

#include "imported_run.h"
#include "run_loader.h"
#include "run_writer.h"
#include "store_impl.h"
#include "value_indexes.h"

namespace gainsay::tracker {
namespace {

StartFields start_of(const Run& run) {
  StartFields start;
  start.method = run.method;
  start.dataset = run.dataset;
  start.split = run.split;
  start.seed = run.seed;
  start.fold = run.fold;
  start.purpose = run.purpose;
  start.role = run.role;
  start.parent = run.parent;
  start.host = run.host;
  start.device = run.device;
  start.git = run.git;
  start.started_at = run.started_at;
  return start;
}

// What follows the beginning of a run id, in its alphabet.
std::string successor(std::string id) {
  constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  for (auto digit = id.rbegin(); digit != id.rend(); ++digit) {
    const auto value = alphabet.find(*digit) + 1;
    *digit = value == alphabet.size() ? alphabet.front() : alphabet[value];
    if (value < alphabet.size()) return id;
  }
  throw std::logic_error("successor: there is no run id behind the last");
}

template <typename T>
std::vector<T> tail(const std::vector<T>& column, std::size_t from) {
  return from >= column.size()
             ? std::vector<T>{}
             : std::vector<T>(column.begin() + static_cast<std::ptrdiff_t>(from), column.end());
}

Curve points_after(const Curve& curve, std::size_t from) {
  return {curve.metric, tail(curve.step, from), tail(curve.value, from), tail(curve.time, from)};
}

template <typename Column>
const Column* column_of(const std::vector<Column>& columns, Name metric) {
  const auto found =
      std::find_if(columns.begin(), columns.end(), [&](const Column& c) { return c.metric == metric; });
  return found == columns.end() ? nullptr : &*found;
}

std::string title_of(const Run& run) {
  return run.source_id.empty() ? "run " + run.id : "run " + run.source_id;
}

// The source has lost or changed what was imported from it before.
[[noreturn]] void refuse_contradiction(const Run& run, Name metric, const std::string& problem) {
  throw StoreError(
      title_of(run) + ", metric " + metric.str(), problem,
      "nothing was imported, for what is here is never replaced; rename metrics as before, or, where "
      "it is another run or was rewritten, name its source (--source NAME)");
}

// Throws where the points that are here are not the first of the curve given now.
void check_extends(const Run& known, const CurveSummary& summary, const Curve* now) {
  const auto n = static_cast<std::size_t>(summary.n);
  const auto n_now = now == nullptr ? std::size_t{0} : now->step.size();
  if (n_now < n) {
    refuse_contradiction(known, summary.metric,
                         "the source has " + std::to_string(n_now) + " points where there were " +
                             std::to_string(n) + " before");
  }
  const Curve before{now->metric,
                     {now->step.begin(), now->step.begin() + static_cast<std::ptrdiff_t>(n)},
                     {now->value.begin(), now->value.begin() + static_cast<std::ptrdiff_t>(n)},
                     {}};
  if (summarize(before).hash == summary.hash) return;
  refuse_contradiction(
      known, summary.metric,
      "the first " + std::to_string(n) + " points of the source are not those that were imported before");
}

// Throws where the item scores that are here are not the first of those given now.
void check_extends(const Run& known, const ItemScores& before, const ItemScores* now) {
  const auto n = before.item.size();
  const auto same_start = [n](const auto& a, const auto& b) {
    return b.size() >= n && std::equal(a.begin(), a.end(), b.begin());
  };
  const bool extends = now != nullptr && same_start(before.item, now->item) &&
                       same_start(before.score, now->score) &&
                       (before.cluster.empty() || same_start(before.cluster, now->cluster));
  if (!extends) {
    refuse_contradiction(known, before.metric,
                         "the item scores of the source are not those that were imported before");
  }
}

// Whether the results of both were chosen in the same way, so that they can be held against each other.
bool are_chosen_alike(const Run& a, const Run& b) {
  const auto* way_a = find_tag(a, "selected_by");
  const auto* way_b = find_tag(b, "selected_by");
  return way_a == nullptr || way_b == nullptr ? way_a == way_b : *way_a == *way_b;
}

// Throws where a run that had ended, and has no new points, has other results now: then it is another run, or
// was changed by hand.
void check_results(const Run& known, const Run& now) {
  const bool has_ended = known.status != Status::running && known.status != Status::lost;
  if (!has_ended || !are_chosen_alike(known, now)) return;
  for (const auto& result : known.results) {
    const auto value = find_result(now, result.metric);
    const bool is_same =
        value && std::bit_cast<std::uint64_t>(*value) == std::bit_cast<std::uint64_t>(result.value);
    if (is_same) continue;
    refuse_contradiction(known, result.metric,
                         "the result was " + to_text(result.value) + " before and is " +
                             (value ? to_text(*value) : std::string{"missing"}) + " now");
  }
}

class Importer {
 public:
  Importer(SQLite::Database& database, std::string_view source_key)
      : database_(database),
        writer_(database),
        source_key_(source_key),
        indexes_(database),
        most_indexed_(most_indexed(database)) {}

  void add(const WholeRun& whole) {
    check_lengths(whole);
    const auto identity = identity_of(whole, source_key_);
    if (const auto known = id_of_identity(identity)) {
      const bool is_first = see(writer_.row_of(*known));
      outcome_.run_ids.push_back(*known);
      const bool changed = update(*known, whole);
      if (changed && !is_first) refuse_doubled_id(whole.run);
      ++(changed ? outcome_.updated : outcome_.unchanged);
      return;
    }
    const bool keep_id = is_run_id(whole.run.id) && !writer_.find_row(whole.run.id);
    const auto id = keep_id ? whole.run.id : fresh_id();
    const auto row = writer_.row_of(id);
    write_source(row, whole.run, identity);
    write_run(row, whole.run);
    for (const auto& curve : whole.curves) append_points(row, curve);
    for (const auto& items : whole.items) append_items(row, items, 0);
    writer_.write_item_counts();
    see(row);
    ++outcome_.added;
    outcome_.run_ids.push_back(id);
    if (outcome_.added == most_indexed_) indexes_.drop();
  }

  ImportOutcome finish() {
    indexes_.restore();
    return std::move(outcome_);
  }

 private:
  // So many runs come in one by one with their indexes; where more follow, these are made anew at the end.
  static std::int64_t most_indexed(SQLite::Database& database) {
    constexpr std::int64_t least = 20'000;
    return std::max(least, database.execAndGet("SELECT coalesce(max(run), 0) FROM runs").getInt64());
  }

  // Whether the run in this row is met for the first time in this import.
  bool see(std::int64_t row) {
    const auto place = static_cast<std::size_t>(row);
    if (place >= seen_.size()) seen_.resize(place + place / 2 + 64);
    const bool is_first = !seen_[place];
    seen_[place] = true;
    return is_first;
  }

  // In the order of their texts, so that imported runs are listed in the order in which they were given.
  // Within a millisecond the characters behind the time count, and the rest stays random: a beginning is
  // enough to name a run.
  static constexpr std::size_t counted = 14;  // 10 of the time and 4 more
  std::string fresh_id() {
    auto id = new_run_id();
    if (id <= last_id_) id = successor(last_id_.substr(0, counted)) + id.substr(counted);
    last_id_ = id;
    return id;
  }

  [[noreturn]] static void refuse_doubled_id(const Run& run) {
    throw StoreError(title_of(run), "two different runs of the source have this id",
                     "nothing was imported; give each run an id of its own");
  }

  std::optional<std::string> id_of_identity(const std::string& identity) {
    auto& find = writer_.statement("SELECT id FROM runs WHERE identity = ?");
    find.bind(1, identity);
    std::optional<std::string> id;
    if (find.executeStep()) id = find.getColumn(0).getString();
    find.reset();
    return id;
  }

  void write_source(std::int64_t row, const Run& run, const std::string& identity) {
    auto& set = writer_.statement(
        "UPDATE runs SET source_key = ?, source_id = ?, identity = ?, excluded_reason = ?, excluded_at = ? "
        "WHERE run = ?");
    set.bind(1, std::string{source_key_});
    set.bind(2, run.source_id);
    set.bind(3, identity);
    bind_optional(set, 4, run.excluded ? std::optional{run.excluded->reason} : std::nullopt);
    bind_optional(set, 5, run.excluded ? std::optional{run.excluded->at} : std::nullopt);
    set.bind(6, row);
    run_once(set);
    if (run.excluded) write_exclusion(row, *run.excluded);
  }

  void write_exclusion(std::int64_t row, const Exclusion& excluded) {
    auto& insert =
        writer_.statement("INSERT INTO exclusions (run, excluded, reason, at) VALUES (?, 1, ?, ?)");
    insert.bind(1, row);
    insert.bind(2, excluded.reason);
    insert.bind(3, excluded.at);
    run_once(insert);
  }

  void write_run(std::int64_t row, const Run& run) {
    writer_.start(row, start_of(run), false);
    writer_.finish(row, run.status, run.failure.str(), run.exit_code, run.ended_at);
    if (run.dropped_points > 0) writer_.add_dropped(row, run.dropped_points);
    for (const auto& param : run.params) writer_.param(row, param.name, param.value);
    for (const auto& tag : run.tags) writer_.tag(row, tag.name, tag.value);
    for (const auto& entry : run.environment) writer_.environment(row, entry.name, entry.value.str());
    for (const auto& argument : run.argv) writer_.argument(row, argument);
    for (const auto& result : run.results) writer_.result(row, result.metric, result.value);
  }

  void append_points(std::int64_t row, const Curve& curve) {
    if (!curve.step.empty()) writer_.points().append(row, writer_.name(curve.metric), curve);
  }

  void append_items(std::int64_t row, const ItemScores& items, std::size_t from) {
    for (std::size_t i = from; i < items.item.size(); ++i) {
      const std::string_view cluster = items.cluster.empty() ? std::string_view{} : items.cluster[i];
      writer_.item_score(row, items.metric, items.item[i], items.score[i], cluster);
    }
  }

  // Brings a run up to date; whether anything changed.
  bool update(const std::string& id, const WholeRun& whole) {
    const Run known = load_runs(database_, {.condition = {"id = ?", {id}}}, {}).at(0);
    const auto row = writer_.row_of(id);
    const bool says_other = content_of(known) != content_of(whole.run);
    const bool has_points = extend_curves(row, known, whole);
    const bool has_items = extend_items(row, known, whole);
    if (!has_points) check_results(known, whole.run);
    if (says_other) rewrite(row, whole.run);
    return says_other || has_points || has_items;
  }

  bool extend_curves(std::int64_t row, const Run& known, const WholeRun& whole) {
    for (const auto& summary : known.curves) {
      check_extends(known, summary, column_of(whole.curves, summary.metric));
    }
    bool grew = false;
    for (const auto& curve : whole.curves) {
      const auto* before = find_curve(known, curve.metric);
      const auto n = before == nullptr ? std::size_t{0} : static_cast<std::size_t>(before->n);
      if (curve.step.size() == n) continue;
      append_points(row, points_after(curve, n));
      grew = true;
    }
    return grew;
  }

  bool extend_items(std::int64_t row, const Run& known, const WholeRun& whole) {
    std::vector<ItemScores> before;
    for (const auto metric : known.item_metrics) {
      before.push_back(read_items(database_, row, metric));
      check_extends(known, before.back(), column_of(whole.items, metric));
    }
    bool grew = false;
    for (const auto& items : whole.items) {
      const auto* old = column_of(before, items.metric);
      const auto n = old == nullptr ? std::size_t{0} : old->item.size();
      append_items(row, items, n);
      grew = grew || items.item.size() > n;
    }
    writer_.write_item_counts();
    return grew;
  }

  void rewrite(std::int64_t row, const Run& run) {
    constexpr std::array forget{
        "DELETE FROM params WHERE run = ?",
        "DELETE FROM tags WHERE run = ?",
        "DELETE FROM results WHERE run = ?",
        "DELETE FROM environment WHERE run = ?",
        "DELETE FROM arguments WHERE run = ?",
        "UPDATE runs SET method = 0, dataset = 0, split = 0, seed = NULL, fold = NULL, purpose = 'final', "
        "role = "
        "NULL, parent = '', host = '', device = '', git_commit = NULL, git_branch = NULL, git_dirty = NULL, "
        "git_diff_stored = NULL, started_at = NULL, dropped_points = 0, started = 0 WHERE run = ?"};
    for (const char* sql : forget) {
      auto& statement = writer_.statement(sql);
      statement.bind(1, row);
      run_once(statement);
    }
    write_run(row, run);
  }

  SQLite::Database& database_;
  RunWriter writer_;
  std::string_view source_key_;
  std::string last_id_;
  std::vector<bool> seen_;  // by row
  ValueIndexes indexes_;
  const std::int64_t most_indexed_;
  ImportOutcome outcome_;
};

}  // namespace

ImportOutcome Store::import_runs(std::string_view source_key,
                                 const std::function<void(const AddRun&)>& producer) {
  return guarded(impl_->file(), [&] {
    WriteTransaction transaction{impl_->database};
    Importer importer{impl_->database, source_key};
    producer([&importer](const WholeRun& whole) { importer.add(whole); });
    auto outcome = importer.finish();
    transaction.commit();
    return outcome;
  });
}

ImportOutcome Store::add_runs(std::span<const WholeRun> runs, std::string_view source_key) {
  return import_runs(source_key, [runs](const AddRun& add) {
    for (const auto& whole : runs) add(whole);
  });
}

}  // namespace gainsay::tracker
