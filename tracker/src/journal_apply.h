#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "bytes.h"
#include "journal_reader.h"
#include "journal_state.h"
#include "run_writer.h"

namespace gainsay::tracker {

// Applies the records of one journal to the database, in a transaction of the caller's. Points are gathered
// and written by finish().
class JournalApplier {
 public:
  // state: saved, so that it has a row; updated by the records (process, closed).
  JournalApplier(SQLite::Database& database, RunWriter& writer, JournalState& state);

  // False where the record does not say what a record of its type says.
  bool apply(const journal::Record& record);
  void finish();

  std::int64_t points() const { return points_; }

 private:
  struct Series {
    std::int64_t run = 0;
    Name metric;
    Curve pending;
  };

  void load_numbers();
  std::int64_t run_of(std::uint32_t number) const;
  bool apply_run(ByteReader& in);
  bool apply_start(ByteReader& in);
  bool apply_series(ByteReader& in);
  Curve* pending_points(std::uint32_t series);
  bool apply_point(std::string_view payload);
  bool apply_points(std::string_view payload);
  bool apply_param(ByteReader& in);
  bool apply_text(journal::Type type, ByteReader& in);
  bool apply_result(ByteReader& in);
  bool apply_item(ByteReader& in);
  bool apply_finish(ByteReader& in);
  bool apply_dropped(ByteReader& in);

  SQLite::Database& database_;
  RunWriter& writer_;
  JournalState& state_;
  struct DeclaredRun {
    std::int64_t row = 0;
    bool owner = false;
  };
  std::unordered_map<std::uint32_t, DeclaredRun> runs_;
  std::unordered_map<std::uint32_t, Series> series_;
  Series* last_series_ = nullptr;
  std::uint32_t last_number_ = 0;
  std::vector<std::int64_t> finished_;
  std::int64_t points_ = 0;
};

}  // namespace gainsay::tracker
