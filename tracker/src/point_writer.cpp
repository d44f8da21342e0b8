#include "point_writer.h"

#include <algorithm>
#include <string>
#include <vector>

#include "bytes.h"
#include "curve_chunk.h"
#include "database.h"
#include "summarize.h"

namespace gainsay::tracker {
namespace {

std::string exact_bytes(const CurveSummary& summary) {
  ByteWriter bytes;
  bytes.put(summary.first).put(summary.last).put(summary.min.value_or(0.0)).put(summary.max.value_or(0.0));
  return bytes.take();
}

// A double for people to read: NULL where SQLite has no such number.
void bind_readable(SQLite::Statement& statement, int index, const std::optional<double>& number) {
  bind_optional(statement, index, number ? to_columns(*number).value : std::nullopt);
}

template <typename T>
void prepend(std::vector<T>& to, const std::vector<T>& front) {
  to.insert(to.begin(), front.begin(), front.end());
}

// Chunks with and without times cannot become one: then the older one stays as it is.
bool fits_together(const Curve& older, const Curve& newer) {
  return older.time.empty() == newer.time.empty();
}

}  // namespace

CurveSummary read_summary(const Rows& row, int first) {
  CurveSummary summary;
  summary.n = row.integer(first);
  summary.n_finite = row.integer(first + 1);
  summary.first_step = row.integer(first + 2);
  summary.last_step = row.integer(first + 3);
  summary.min_step = row.integer(first + 4);
  summary.max_step = row.integer(first + 5);
  ByteReader bytes{row.bytes(first + 6)};
  summary.first = bytes.get<double>();
  summary.last = bytes.get<double>();
  const auto min = bytes.get<double>();
  const auto max = bytes.get<double>();
  if (summary.n_finite > 0) {
    summary.min = min;
    summary.max = max;
  }
  summary.hash = static_cast<std::uint64_t>(row.integer(first + 7));
  return summary;
}

PointWriter::PointWriter(SQLite::Database& database)
    : find_(database,
            std::string{"SELECT curve, "} + summary_columns + " FROM curves WHERE run = ? AND metric = ?"),
      insert_(database,
              "INSERT INTO curves (run, metric, n, n_finite, first_step, last_step, min_step, max_step, "
              "exact, hash) "
              "VALUES (?, ?, 0, 0, 0, 0, 0, 0, x'', 0) RETURNING curve"),
      update_(database,
              "UPDATE curves SET n = ?, n_finite = ?, first_step = ?, last_step = ?, first = ?, last = ?, "
              "min = ?, "
              "max = ?, min_step = ?, max_step = ?, exact = ?, hash = ? WHERE curve = ?"),
      last_chunk_(
          database,
          "SELECT position, n, points FROM curve_chunks WHERE curve = ? ORDER BY position DESC LIMIT 1"),
      delete_chunk_(database, "DELETE FROM curve_chunks WHERE curve = ? AND position = ?"),
      insert_chunk_(database, "INSERT INTO curve_chunks (curve, position, n, points) VALUES (?, ?, ?, ?)"),
      scattered_(database,
                 "SELECT curve FROM curves WHERE run = ? AND (n + ?) / ? < "
                 "(SELECT count(*) FROM curve_chunks AS c WHERE c.curve = curves.curve)") {}

PointWriter::Stored PointWriter::load(std::int64_t run, std::int64_t metric) {
  Stored stored;
  find_.bind(1, run);
  find_.bind(2, metric);
  if (find_.next()) {
    stored.curve = find_.integer(0);
    stored.summary = read_summary(find_, 1);
  } else {
    insert_.bind(1, run);
    insert_.bind(2, metric);
    insert_.executeStep();
    stored.curve = insert_.getColumn(0).getInt64();
    insert_.reset();
  }
  find_.reset();
  return stored;
}

void PointWriter::save(const Stored& stored) {
  const auto& summary = stored.summary;
  update_.bind(1, summary.n);
  update_.bind(2, summary.n_finite);
  update_.bind(3, summary.first_step);
  update_.bind(4, summary.last_step);
  bind_readable(update_, 5, summary.first);
  bind_readable(update_, 6, summary.last);
  bind_readable(update_, 7, summary.min);
  bind_readable(update_, 8, summary.max);
  update_.bind(9, summary.min_step);
  update_.bind(10, summary.max_step);
  const auto exact = exact_bytes(summary);
  update_.bind(11, exact.data(), static_cast<int>(exact.size()));
  update_.bind(12, static_cast<std::int64_t>(summary.hash));
  update_.bind(13, stored.curve);
  run_once(update_);
}

void PointWriter::append(std::int64_t run, std::int64_t metric, const Curve& points) {
  auto stored = load(run, metric);
  for (std::size_t i = 0; i < points.step.size(); ++i)
    add_point(stored.summary, points.step[i], points.value[i]);
  save(stored);
  write_chunks(stored.curve, points, false);
}

// Takes chunks off the end while they are worth merging, then writes them and the new points anew.
void PointWriter::write_chunks(std::int64_t curve, const Curve& points, bool pack_fully) {
  Curve merged = points;
  std::int64_t position = 0;
  while (true) {
    last_chunk_.bind(1, curve);
    if (!last_chunk_.executeStep()) {
      last_chunk_.reset();
      break;
    }
    const auto last_position = last_chunk_.getColumn(0).getInt64();
    const auto n = static_cast<std::size_t>(last_chunk_.getColumn(1).getInt64());
    const auto blob = last_chunk_.getColumn(2);
    Curve older;
    const auto wanted = n < max_chunk_points && (pack_fully || n < 2 * merged.step.size());
    const std::string problem = !wanted ? ""
                                        : decode_chunk({static_cast<const char*>(blob.getBlob()),
                                                        static_cast<std::size_t>(blob.getBytes())},
                                                       older);
    last_chunk_.reset();
    // A damaged chunk is left where it is, for `check` to name; what comes after it is kept all the same.
    const bool first_of_all = merged.step.empty();
    if (!wanted || !problem.empty() || (!first_of_all && !fits_together(older, merged))) {
      position = last_position + 1;
      break;
    }
    delete_chunk_.bind(1, curve);
    delete_chunk_.bind(2, last_position);
    run_once(delete_chunk_);
    prepend(merged.step, older.step);
    prepend(merged.value, older.value);
    prepend(merged.time, older.time);
  }
  for (std::size_t from = 0; from < merged.step.size(); from += max_chunk_points) {
    insert_chunk(curve, position++, merged, from, std::min(max_chunk_points, merged.step.size() - from));
  }
}

void PointWriter::insert_chunk(std::int64_t curve, std::int64_t position, const Curve& points,
                               std::size_t from, std::size_t n) {
  PointSpan span{std::span{points.step}.subspan(from, n), std::span{points.value}.subspan(from, n), {}};
  if (!points.time.empty()) span.time = std::span{points.time}.subspan(from, n);
  const auto chunk = encode_chunk(span);
  insert_chunk_.bind(1, curve);
  insert_chunk_.bind(2, position);
  insert_chunk_.bind(3, static_cast<std::int64_t>(n));
  insert_chunk_.bindNoCopy(4, chunk.data(), static_cast<int>(chunk.size()));
  run_once(insert_chunk_);
}

void PointWriter::compact(std::int64_t run) {
  std::vector<std::int64_t> curves;
  constexpr auto largest = static_cast<std::int64_t>(max_chunk_points);
  scattered_.bind(1, run);
  scattered_.bind(2, largest - 1);
  scattered_.bind(3, largest);
  while (scattered_.executeStep()) curves.push_back(scattered_.getColumn(0).getInt64());
  scattered_.reset();
  for (const auto curve : curves) pack(curve);
}

void PointWriter::pack(std::int64_t curve) { write_chunks(curve, {}, true); }

}  // namespace gainsay::tracker
