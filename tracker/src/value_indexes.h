#pragma once

#include <string>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

namespace gainsay::tracker {

// The store's indexes by value. Keeping them while very many rows come in costs more than all the rest, and
// making them at once at the end costs little. Both within one transaction, so that nobody sees them missing.
class ValueIndexes {
 public:
  explicit ValueIndexes(SQLite::Database& database) : database_(database) {}

  void drop();
  // Makes what was dropped.
  void restore();

 private:
  SQLite::Database& database_;
  std::vector<std::string> dropped_;  // the statements that make them
};

}  // namespace gainsay::tracker
