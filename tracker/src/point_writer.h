#pragma once

#include <cstdint>

#include <SQLiteCpp/SQLiteCpp.h>

#include "gainsay/tracker/model.h"

#include "rows.h"

namespace gainsay::tracker {

// Appends points to the stored curves: chunks, and the summary that stands for them. Inside a caller's
// transaction.
//
// Each append makes a chunk, and takes in the chunks before it while they are smaller than twice what it
// holds (up to max_chunk_points): a point is rewritten at most about log2(max_chunk_points) times, however
// small the appends are.
class PointWriter {
 public:
  explicit PointWriter(SQLite::Database& database);

  // points: at least one. A damaged chunk is not merged but left as it is, for Store::check to name.
  void append(std::int64_t run, std::int64_t metric, const Curve& points);

  // Packs what a finished run's curves have in small chunks at their ends.
  void compact(std::int64_t run);

  // Packs the small chunks at the end of one curve.
  void pack(std::int64_t curve);

 private:
  struct Stored {
    std::int64_t curve = 0;
    CurveSummary summary;
  };
  Stored load(std::int64_t run, std::int64_t metric);
  void save(const Stored& stored);
  void write_chunks(std::int64_t curve, const Curve& points, bool pack_fully);
  void insert_chunk(std::int64_t curve, std::int64_t position, const Curve& points, std::size_t from,
                    std::size_t n);

  Rows find_;
  SQLite::Statement insert_;
  SQLite::Statement update_;
  SQLite::Statement last_chunk_;
  SQLite::Statement delete_chunk_;
  SQLite::Statement insert_chunk_;
  SQLite::Statement scattered_;
};

// Reads the columns of a curve's summary, from `first` on: n, n_finite, first_step, last_step, min_step,
// max_step, exact, hash. The metric is left to the caller.
CurveSummary read_summary(const Rows& row, int first);
inline constexpr const char* summary_columns =
    "n, n_finite, first_step, last_step, min_step, max_step, exact, hash";

}  // namespace gainsay::tracker
