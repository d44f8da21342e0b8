#include <stdexcept>
#include <string>

#include "gainsay/tracker/store.h"

#include "store_impl.h"

namespace gainsay::tracker {
namespace {

struct Tombstone {
  std::int64_t run;
  bool excluded;
  std::string reason;
};

void write(SQLite::Database& database, const Tombstone& tombstone) {
  const auto at = now_as_text();
  SQLite::Statement insert{database,
                           "INSERT INTO exclusions (run, excluded, reason, at) VALUES (?, ?, ?, ?)"};
  insert.bind(1, tombstone.run);
  insert.bind(2, static_cast<int>(tombstone.excluded));
  insert.bind(3, tombstone.reason);
  insert.bind(4, at);
  insert.exec();
  SQLite::Statement update{database, "UPDATE runs SET excluded_reason = ?, excluded_at = ? WHERE run = ?"};
  if (tombstone.excluded) {
    update.bind(1, tombstone.reason);
    update.bind(2, at);
  }
  update.bind(3, tombstone.run);
  update.exec();
}

}  // namespace

void Store::exclude(std::string_view run_id, std::string_view reason) {
  if (reason.empty()) throw std::domain_error("Store::exclude: reason is empty");
  guarded(impl_->file(), [&] {
    WriteTransaction transaction{impl_->database};
    write(impl_->database, {impl_->row_of(run_id), true, std::string{reason}});
    transaction.commit();
  });
}

void Store::restore(std::string_view run_id, std::string_view reason) {
  if (reason.empty()) throw std::domain_error("Store::restore: reason is empty");
  guarded(impl_->file(), [&] {
    WriteTransaction transaction{impl_->database};
    write(impl_->database, {impl_->row_of(run_id), false, std::string{reason}});
    transaction.commit();
  });
}

std::vector<ExclusionEvent> Store::exclusion_events() {
  return guarded(impl_->file(), [&] {
    SQLite::Statement row{
        impl_->database,
        "SELECT id, excluded, reason, at FROM exclusions JOIN runs USING (run) ORDER BY number"};
    std::vector<ExclusionEvent> events;
    while (row.executeStep()) {
      events.push_back({row.getColumn(0).getString(), row.getColumn(1).getInt() != 0,
                        row.getColumn(2).getString(), row.getColumn(3).getString()});
    }
    return events;
  });
}

}  // namespace gainsay::tracker
