#include <string>
#include <unordered_map>
#include <utility>

#include "gainsay/tracker/store.h"

#include "curve_chunk.h"
#include "store_impl.h"

namespace gainsay::tracker {
namespace {

// The points of a curve whose chunks come as rows (position, n, points). Where only some chunks have times,
// the curve has none: a time that was not recorded is not made up.
Curve read_chunks(SQLite::Statement& chunks, Name metric, std::string_view run_id) {
  Curve curve;
  curve.metric = metric;
  while (chunks.executeStep()) {
    const auto blob = chunks.getColumn(1);
    const auto problem = decode_chunk(
        {static_cast<const char*>(blob.getBlob()), static_cast<std::size_t>(blob.getBytes())}, curve);
    if (!problem.empty()) {
      throw StoreError(
          "run " + std::string{run_id} + ", curve " + metric.str(),
          "chunk " + std::to_string(chunks.getColumn(0).getInt64()) + " cannot be read: " + problem,
          "run `gainsay doctor`");
    }
  }
  if (curve.time.size() != curve.step.size()) curve.time.clear();
  return curve;
}

Curve read_curve(SQLite::Database& database, std::int64_t run, Name metric, std::string_view run_id) {
  SQLite::Statement chunks{
      database,
      "SELECT position, points FROM curve_chunks WHERE curve = (SELECT curve FROM curves WHERE "
      "run = ? AND metric = (SELECT name FROM names WHERE text = ?)) ORDER BY position"};
  chunks.bind(1, run);
  chunks.bind(2, metric.str());
  return read_chunks(chunks, metric, run_id);
}

}  // namespace

ItemScores read_items(SQLite::Database& database, std::int64_t run, Name metric) {
  SQLite::Statement row{
      database,
      "SELECT s.item, i.text, s.score, s.special, c.text FROM item_scores AS s "
      "JOIN items AS i ON i.item = s.item LEFT JOIN items AS c ON c.item = s.cluster "
      "WHERE s.run = ? AND s.metric = (SELECT name FROM names WHERE text = ?) ORDER BY s.position"};
  row.bind(1, run);
  row.bind(2, metric.str());
  ItemScores items;
  items.metric = metric;
  bool any_cluster = false;
  std::unordered_map<std::int64_t, std::size_t> places;
  while (row.executeStep()) {
    const auto [place, is_new] = places.try_emplace(row.getColumn(0).getInt64(), items.item.size());
    if (is_new) {
      items.item.push_back(row.getColumn(1).getString());
      items.score.emplace_back();
      items.cluster.emplace_back();
    }
    items.score[place->second] = read_double(row, 2, 3);
    items.cluster[place->second] = row.getColumn(4).getString();
    any_cluster = any_cluster || !row.isColumnNull(4);
  }
  if (!any_cluster) items.cluster.clear();
  return items;
}

Curve Store::curve(std::string_view run_id, Name metric) {
  return guarded(impl_->file(), [&] {
    const ReadTransaction transaction{impl_->database};
    return read_curve(impl_->database, impl_->row_of(run_id), metric, run_id);
  });
}

ItemScores Store::items(std::string_view run_id, Name metric) {
  return guarded(impl_->file(), [&] {
    const ReadTransaction transaction{impl_->database};
    return read_items(impl_->database, impl_->row_of(run_id), metric);
  });
}

WholeRun Store::whole_run(std::string_view run_id) {
  return guarded(impl_->file(), [&] {
    const auto row = impl_->row_of(run_id);
    WholeRun whole;
    whole.run = runs({.ids = {std::string{run_id}}, .include_excluded = true}).at(0);
    for (const auto& summary : whole.run.curves) {
      whole.curves.push_back(read_curve(impl_->database, row, summary.metric, run_id));
    }
    for (const auto metric : whole.run.item_metrics) {
      whole.items.push_back(read_items(impl_->database, row, metric));
    }
    return whole;
  });
}

}  // namespace gainsay::tracker
