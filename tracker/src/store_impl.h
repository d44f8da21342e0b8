#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <SQLiteCpp/SQLiteCpp.h>

#include "gainsay/tracker/store.h"

#include "database.h"

namespace gainsay::tracker {

struct Store::Impl {
  StudyDirectory study;
  Access access;
  SQLite::Database database;
  DrainReport opening_drain = {};

  std::filesystem::path file() const { return study.store(); }

  // The row of a run. Throws NotFoundError.
  std::int64_t row_of(std::string_view run_id);
};

// One read transaction: what is read in several statements is of one moment.
class ReadTransaction {
 public:
  explicit ReadTransaction(SQLite::Database& database)
      : transaction_(database, SQLite::TransactionBehavior::DEFERRED) {}

 private:
  SQLite::Transaction transaction_;  // rolled back at the end: nothing was written
};

// The item scores of a metric of a run, in the order first logged, each item's last score.
ItemScores read_items(SQLite::Database& database, std::int64_t run, Name metric);

std::string now_as_text();

}  // namespace gainsay::tracker
