#pragma once

#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "gainsay/tracker/store.h"
#include "gainsay/tracker/study_directory.h"

namespace gainsay::tracker {

// What Store::drain promises. Throws SQLite::Exception.
DrainReport drain_journals(SQLite::Database& database, const StudyDirectory& study);

// Where the journals that wait are damaged, without draining them.
std::vector<JournalDamage> find_journal_damage(SQLite::Database& database, const StudyDirectory& study);

// The journals that wait, in the order in which they were made.
std::vector<std::filesystem::path> list_journals(const StudyDirectory& study);

}  // namespace gainsay::tracker
