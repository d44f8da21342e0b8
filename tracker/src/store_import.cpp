#include <algorithm>
#include <functional>
#include <stdexcept>
#include <string>
#include <utility>

#include "gainsay/tracker/run_id.h"
#include "gainsay/tracker/sha256.h"
#include "gainsay/tracker/store.h"

#include "bytes.h"
#include "run_writer.h"
#include "store_impl.h"

namespace gainsay::tracker {
namespace {

void check_lengths(const WholeRun& whole) {
  const auto refuse = [](Name metric) {
    throw std::domain_error("Store::add_runs: columns of " + metric.str() + " differ in length");
  };
  for (const auto& curve : whole.curves) {
    const bool times_fit = curve.time.empty() || curve.time.size() == curve.step.size();
    if (curve.value.size() != curve.step.size() || !times_fit) refuse(curve.metric);
  }
  for (const auto& items : whole.items) {
    const bool clusters_fit = items.cluster.empty() || items.cluster.size() == items.item.size();
    if (items.score.size() != items.item.size() || !clusters_fit) refuse(items.metric);
  }
}

void put_run(ByteWriter& out, const Run& run) {
  for (const std::string* text : {&run.method.str(), &run.dataset.str(), &run.split.str(), &run.failure,
                                  &run.parent, &run.host, &run.device}) {
    out.put_text(*text);
  }
  out.put(run.seed.has_value()).put(run.seed.value_or(0)).put(run.fold.has_value()).put(run.fold.value_or(0));
  out.put(static_cast<std::uint8_t>(run.purpose)).put(static_cast<std::uint8_t>(run.status));
  out.put(run.role ? static_cast<int>(*run.role) : -1);
  out.put(run.started_at.value_or(0.0)).put(run.ended_at.value_or(0.0));
  for (const auto& param : run.params) {
    out.put_text(param.name.str()).put(param.value.index()).put_text(to_text(param.value));
  }
  for (const auto& tag : run.tags) out.put_text(tag.name.str()).put_text(tag.value);
  for (const auto& result : run.results) out.put_text(result.metric.str()).put(result.value);
}

// What an import of the same run has in common with this one and no other run has.
std::string identity_of(const WholeRun& whole, std::string_view source_key) {
  ByteWriter out;
  out.put_text(source_key).put_text(whole.run.source_id);
  if (!whole.run.source_id.empty()) return sha256(out.bytes());
  put_run(out, whole.run);
  for (const auto& curve : whole.curves) {
    const auto summary = summarize(curve);
    out.put_text(curve.metric.str()).put(summary.n).put(summary.hash);
  }
  for (const auto& items : whole.items) {
    out.put_text(items.metric.str());
    for (std::size_t i = 0; i < items.item.size(); ++i) out.put_text(items.item[i]).put(items.score[i]);
  }
  return sha256(out.bytes());
}

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

class Importer {
 public:
  // runs: how many are to be added at most.
  Importer(SQLite::Database& database, std::string_view source_key, std::size_t runs)
      : writer_(database), source_key_(source_key), fresh_ids_(runs) {
    for (auto& id : fresh_ids_) id = new_run_id();
    std::sort(fresh_ids_.begin(), fresh_ids_.end(), std::greater<>{});
  }

  void add(const WholeRun& whole, ImportOutcome& outcome) {
    const auto identity = identity_of(whole, source_key_);
    if (auto known = id_of_identity(identity)) {
      ++outcome.unchanged;
      outcome.run_ids.push_back(std::move(*known));
      return;
    }
    const bool keep_id = is_run_id(whole.run.id) && !writer_.find_row(whole.run.id);
    const auto id = keep_id ? whole.run.id : take_fresh_id();
    const auto row = writer_.row_of(id);
    write_source(row, whole.run, identity);
    write_run(row, whole.run);
    write_columns(row, whole);
    ++outcome.added;
    outcome.run_ids.push_back(id);
  }

 private:
  // In the order of their texts, so that imported runs are listed in the order in which they were given.
  std::string take_fresh_id() {
    auto id = std::move(fresh_ids_.back());
    fresh_ids_.pop_back();
    return id;
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
    auto& update = writer_.statement(
        "UPDATE runs SET source_key = ?, source_id = ?, identity = ?, excluded_reason = ?, excluded_at = ? "
        "WHERE run = ?");
    update.bind(1, std::string{source_key_});
    update.bind(2, run.source_id);
    update.bind(3, identity);
    bind_optional(update, 4, run.excluded ? std::optional{run.excluded->reason} : std::nullopt);
    bind_optional(update, 5, run.excluded ? std::optional{run.excluded->at} : std::nullopt);
    update.bind(6, row);
    run_once(update);
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
    writer_.finish(row, run.status, run.failure, run.exit_code, run.ended_at);
    if (run.dropped_points > 0) writer_.add_dropped(row, run.dropped_points);
    for (const auto& param : run.params) writer_.param(row, param.name, param.value);
    for (const auto& tag : run.tags) writer_.tag(row, tag.name, tag.value);
    for (const auto& entry : run.environment) writer_.environment(row, entry.name, entry.value);
    for (const auto& argument : run.argv) writer_.argument(row, argument);
    for (const auto& result : run.results) writer_.result(row, result.metric, result.value);
  }

  void write_columns(std::int64_t row, const WholeRun& whole) {
    for (const auto& curve : whole.curves) {
      if (!curve.step.empty()) writer_.points().append(row, writer_.name(curve.metric), curve);
    }
    for (const auto& items : whole.items) {
      for (std::size_t i = 0; i < items.item.size(); ++i) {
        const std::string_view cluster = items.cluster.empty() ? std::string_view{} : items.cluster[i];
        writer_.item_score(row, items.metric, items.item[i], items.score[i], cluster);
      }
    }
    writer_.write_item_counts();
  }

  RunWriter writer_;
  std::string_view source_key_;
  std::vector<std::string> fresh_ids_;  // the smallest last
};

}  // namespace

ImportOutcome Store::add_runs(std::span<const WholeRun> runs, std::string_view source_key) {
  for (const auto& whole : runs) check_lengths(whole);
  return guarded(impl_->file(), [&] {
    ImportOutcome outcome;
    WriteTransaction transaction{impl_->database};
    Importer importer{impl_->database, source_key, runs.size()};
    for (const auto& whole : runs) importer.add(whole, outcome);
    transaction.commit();
    return outcome;
  });
}

}  // namespace gainsay::tracker
