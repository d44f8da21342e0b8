#include <string>
#include <unordered_map>
#include <utility>

#include "gainsay/tracker/store.h"

#include "curve_chunk.h"
#include "rows.h"
#include "store_impl.h"

namespace gainsay::tracker {
namespace {

// Appends the chunk in column `points` to the curve. Throws StoreError.
void append_chunk(SQLite::Statement& row, int position, int points, std::string_view run_id, Curve& curve) {
  const auto blob = row.getColumn(points);
  const auto problem = decode_chunk(
      {static_cast<const char*>(blob.getBlob()), static_cast<std::size_t>(blob.getBytes())}, curve);
  if (problem.empty()) return;
  throw StoreError(
      "run " + std::string{run_id} + ", curve " + curve.metric.str(),
      "chunk " + std::to_string(row.getColumn(position).getInt64()) + " cannot be read: " + problem,
      "run `gainsay doctor`");
}

// The points of a curve whose chunks come as rows (position, points). Where only some chunks have times, the
// curve has none: a time that was not recorded is not made up.
Curve read_chunks(SQLite::Statement& chunks, Name metric, std::string_view run_id) {
  Curve curve;
  curve.metric = metric;
  while (chunks.executeStep()) append_chunk(chunks, 0, 1, run_id, curve);
  if (curve.time.size() != curve.step.size()) curve.time.clear();
  return curve;
}

// Rows are (run id, metric, position, points).
void give_pieces(SQLite::Statement& chunks,
                 const std::function<void(const std::string& run_id, const Curve& piece)>& sink) {
  while (chunks.executeStep()) {
    const auto run_id = chunks.getColumn(0).getString();
    Curve piece;
    piece.metric = Name{chunks.getColumn(1).getString()};
    append_chunk(chunks, 2, 3, run_id, piece);
    sink(run_id, piece);
  }
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
  Rows row{database,
           "SELECT s.item, i.text, s.score, s.special, c.text FROM item_scores AS s "
           "JOIN items AS i ON i.item = s.item LEFT JOIN items AS c ON c.item = s.cluster "
           "WHERE s.run = ? AND s.metric = (SELECT name FROM names WHERE text = ?) ORDER BY s.position"};
  row.bind(1, run);
  row.bind(2, metric.str());
  ItemScores items;
  items.metric = metric;
  bool any_cluster = false;
  std::unordered_map<std::int64_t, std::size_t> places;
  while (row.next()) {
    const auto [place, is_new] = places.try_emplace(row.integer(0), items.item.size());
    if (is_new) {
      items.item.push_back(row.text(1));
      items.score.emplace_back();
      items.cluster.emplace_back();
    }
    items.score[place->second] = read_double(row, 2, 3);
    items.cluster[place->second] = row.text(4);
    any_cluster = any_cluster || !row.is_null(4);
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

void Store::each_curve_piece(const CurveQuery& query,
                             const std::function<void(const std::string& run_id, const Curve& piece)>& sink) {
  guarded(impl_->file(), [&] {
    const ReadTransaction transaction{impl_->database};
    std::string sql =
        "SELECT runs.id, names.text, position, points FROM curves JOIN runs USING (run) "
        "JOIN names ON names.name = curves.metric JOIN curve_chunks USING (curve) WHERE 1";
    if (query.metric) sql += " AND curves.metric = (SELECT name FROM names WHERE text = ?1)";
    if (!query.run_ids.empty()) sql += " AND curves.run = ?2";
    SQLite::Statement chunks{impl_->database, sql + " ORDER BY curves.run, curves.curve, position"};
    if (query.metric) chunks.bind(1, query.metric->str());
    if (query.run_ids.empty()) return give_pieces(chunks, sink);
    for (const auto& run_id : query.run_ids) {
      chunks.bind(2, impl_->row_of(run_id));
      give_pieces(chunks, sink);
      chunks.reset();
    }
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
