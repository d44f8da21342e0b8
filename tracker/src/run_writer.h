#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "gainsay/tracker/model.h"

#include "point_writer.h"

namespace gainsay::tracker {

// What a start says of a run. Fields that it says nothing of are empty.
struct StartFields {
  Name method;
  Name dataset;
  Name split;
  std::optional<std::int64_t> seed;
  std::optional<std::int64_t> fold;
  std::optional<Purpose> purpose;
  std::optional<Role> role;
  std::string parent;
  std::string host;
  std::string device;
  std::optional<Git> git;
  std::optional<double> started_at;
};

// Writes runs and what belongs to them. Every call happens inside a transaction of the caller's; after a
// rollback the writer must be thrown away, for it remembers the numbers of names.
class RunWriter {
 public:
  explicit RunWriter(SQLite::Database& database);

  std::int64_t name(Name text);
  std::int64_t item(std::string_view text);

  // The row of a run, made if need be.
  std::int64_t row_of(std::string_view run_id);
  std::optional<std::int64_t> find_row(std::string_view run_id);

  // A run's own start fills in its fields (and makes a run that was taken for lost before it came a running
  // one). A second one is that of somebody who goes on with the run: it is running again. `joined`: the start
  // of a process that joined it only adds what is not known yet. Whichever comes first, what differs from the
  // own start is kept as tag `joined.<field>`.
  void start(std::int64_t run, const StartFields& fields, bool joined);
  // Of several ends the latest counts, whichever is drained first.
  void finish(std::int64_t run, Status status, std::string_view failure, std::optional<int> exit_code,
              std::optional<double> ended_at);
  void add_dropped(std::int64_t run, std::int64_t count);
  bool mark_lost(std::int64_t run);  // whether it was running

  void param(std::int64_t run, Name param, const ParamValue& value);
  void tag(std::int64_t run, Name tag, std::string_view value);
  void environment(std::int64_t run, Name variable, std::string_view value);
  void argument(std::int64_t run, std::string_view value);
  void result(std::int64_t run, Name metric, double value);
  void item_score(std::int64_t run, Name metric, std::string_view item, double score,
                  std::string_view cluster);
  // Item scores are counted in memory; this writes the counts. To be called before the commit.
  void write_item_counts();

  PointWriter& points() { return points_; }
  SQLite::Statement& statement(const char* sql);  // prepared once

 private:
  void write_git(std::int64_t run, const Git& git);
  void named_value(const char* sql, std::int64_t run, Name name, std::string_view value);
  std::int64_t next_item_position(std::int64_t run, std::int64_t metric);

  SQLite::Database& database_;
  PointWriter points_;
  std::unordered_map<const char*, SQLite::Statement> statements_;
  std::unordered_map<Name, std::int64_t> names_;
  std::unordered_map<std::string, std::int64_t> items_;
  std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> item_counts_;  // by run and metric
};

}  // namespace gainsay::tracker
