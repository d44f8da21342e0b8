#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include <SQLiteCpp/SQLiteCpp.h>

#include "process_identity.h"

namespace gainsay::tracker {

// What the store knows of a journal.
struct JournalState {
  std::int64_t journal = 0;  // row; 0: not stored yet
  std::string file;          // name in the journal folder
  std::uint64_t drained = 0;
  bool closed = false;
  ProcessIdentity process;
};

// What has become of the process that writes a journal.
enum class Writer : std::uint8_t {
  writing,  // may append more
  silent,   // somewhere we cannot look, and has not written for silence_limit: its runs count as lost
  ended     // will never append again
};

std::optional<JournalState> load_journal_state(SQLite::Database& database, const std::string& file);
void save_journal_state(SQLite::Database& database, JournalState& state);
void delete_journal_state(SQLite::Database& database, std::int64_t journal);

// To be asked before the journal is read: what an ended writer wrote is then all there.
Writer writer_of(const JournalState& state, const std::filesystem::path& file);

// The process that a journal's first record names; an empty one where there is no such record yet.
ProcessIdentity read_process(const std::filesystem::path& file);
ProcessIdentity parse_process(std::string_view payload);

}  // namespace gainsay::tracker
