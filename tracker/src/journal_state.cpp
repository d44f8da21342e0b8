#include "journal_state.h"

#include <chrono>
#include <system_error>

#include "gainsay/tracker/store.h"

#include "bytes.h"
#include "database.h"
#include "journal_reader.h"

namespace gainsay::tracker {
namespace {

bool is_silent(const std::filesystem::path& file) {
  std::error_code error;
  const auto written = std::filesystem::last_write_time(file, error);
  return !error && std::filesystem::file_time_type::clock::now() - written > silence_limit;
}

}  // namespace

std::optional<JournalState> load_journal_state(SQLite::Database& database, const std::string& file) {
  SQLite::Statement find{
      database,
      "SELECT journal, drained, closed, host, boot_id, pid_namespace, pid, start_ticks FROM journals "
      "WHERE file = ?"};
  find.bind(1, file);
  if (!find.executeStep()) return std::nullopt;
  JournalState state;
  state.journal = find.getColumn(0).getInt64();
  state.file = file;
  state.drained = static_cast<std::uint64_t>(find.getColumn(1).getInt64());
  state.closed = find.getColumn(2).getInt() != 0;
  state.process = {find.getColumn(3).getString(), find.getColumn(4).getString(),
                   static_cast<std::uint64_t>(find.getColumn(5).getInt64()), find.getColumn(6).getInt64(),
                   static_cast<std::uint64_t>(find.getColumn(7).getInt64())};
  return state;
}

void save_journal_state(SQLite::Database& database, JournalState& state) {
  SQLite::Statement save{
      database,
      "INSERT INTO journals (file, drained, closed, host, boot_id, pid_namespace, pid, start_ticks) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (file) DO UPDATE SET drained = excluded.drained, closed = "
      "excluded.closed, host = excluded.host, boot_id = excluded.boot_id, pid_namespace = "
      "excluded.pid_namespace, "
      "pid = excluded.pid, start_ticks = excluded.start_ticks RETURNING journal"};
  save.bind(1, state.file);
  save.bind(2, static_cast<std::int64_t>(state.drained));
  save.bind(3, static_cast<int>(state.closed));
  save.bind(4, state.process.host);
  save.bind(5, state.process.boot_id);
  save.bind(6, static_cast<std::int64_t>(state.process.pid_namespace));
  save.bind(7, state.process.pid);
  save.bind(8, static_cast<std::int64_t>(state.process.start_ticks));
  save.executeStep();
  state.journal = save.getColumn(0).getInt64();
}

void delete_journal_state(SQLite::Database& database, std::int64_t journal) {
  for (const char* sql :
       {"DELETE FROM journal_runs WHERE journal = ?", "DELETE FROM journal_series WHERE journal = ?",
        "DELETE FROM journals WHERE journal = ?"}) {
    SQLite::Statement remove{database, sql};
    remove.bind(1, journal);
    remove.exec();
  }
}

Writer writer_of(const JournalState& state, const std::filesystem::path& file) {
  if (state.closed) return Writer::ended;
  const bool named = state.process.pid != 0;
  switch (named ? liveness(state.process) : Liveness::unknown) {
    case Liveness::alive:
      return Writer::writing;
    case Liveness::gone:
      return Writer::ended;
    case Liveness::unknown:
      break;
  }
  return is_silent(file) ? Writer::silent : Writer::writing;
}

ProcessIdentity parse_process(std::string_view payload) {
  ByteReader in{payload};
  ProcessIdentity process;
  process.host = in.get_text();
  process.boot_id = in.get_text();
  process.pid_namespace = in.get<std::uint64_t>();
  process.pid = in.get<std::int64_t>();
  process.start_ticks = in.get<std::uint64_t>();
  return in.ok() ? process : ProcessIdentity{};
}

ProcessIdentity read_process(const std::filesystem::path& file) {
  journal::JournalReader reader{file, 0};
  const auto record = reader.next();
  return record && record->type == journal::Type::process ? parse_process(record->payload)
                                                          : ProcessIdentity{};
}

}  // namespace gainsay::tracker
