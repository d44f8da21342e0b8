#include "drain.h"

#include <algorithm>
#include <optional>
#include <system_error>

#include "database.h"
#include "file_system.h"
#include "journal_apply.h"
#include "journal_reader.h"
#include "journal_state.h"
#include "run_writer.h"

namespace gainsay::tracker {
namespace {

constexpr std::uint64_t batch_bytes = std::uint64_t{32} << 20;

// What one sitting over one journal came to.
struct Sitting {
  bool missing = false;    // the file is gone: another process drained and deleted it
  bool to_the_end = true;  // false: the batch was full
  std::string problem;     // why the bytes at `state.drained` cannot be read
};

JournalDamage describe(const std::filesystem::path& file, std::uint64_t byte, std::string problem) {
  const bool torn = byte != 0 && !journal::has_record_behind(file, byte);
  if (problem.empty()) problem = "zeros lie between records";
  return {file, byte, torn, std::move(problem)};
}

// Whether an ended writer's journal stops before its end, and where.
std::optional<JournalDamage> damage_at_end(const std::filesystem::path& file, std::uint64_t byte, bool closed,
                                           const std::string& problem) {
  if (problem.empty() && (closed || !journal::has_record_behind(file, byte))) return std::nullopt;
  return describe(file, byte, problem);
}

// Whether we may judge how a journal ends. A writer whose name is lost can still be alive, but none writes a
// record behind one that is incomplete, or a header other than ours.
bool can_be_judged(const JournalState& state, const std::filesystem::path& file, Writer writer,
                   const std::string& problem) {
  if (writer != Writer::writing || state.closed) return true;
  if (state.process.pid != 0 || problem.empty()) return false;
  return state.drained == 0 ? std::filesystem::file_size(file) >= journal::file_header_size
                            : journal::has_record_behind(file, state.drained);
}

class Drain {
 public:
  Drain(SQLite::Database& database, const StudyDirectory& study)
      : database_(database), study_(study), writer_(database) {}

  DrainReport run() {
    for (const auto& file : list_journals(study_)) drain_file(file);
    delete_finished();
    return std::move(report_);
  }

 private:
  void drain_file(const std::filesystem::path& file);
  bool has_news(const JournalState& state, const std::filesystem::path& file) const;
  Sitting sit(const std::filesystem::path& file, JournalState& state);
  void conclude(const std::filesystem::path& file, const JournalState& state, Writer writer,
                const std::string& problem);
  bool is_gone_on_with(std::int64_t run, std::int64_t journal);
  void mark_lost(std::int64_t journal);
  void delete_finished();
  bool checkpoint();

  SQLite::Database& database_;
  const StudyDirectory& study_;
  RunWriter writer_;
  DrainReport report_;
  std::vector<JournalState> finished_;
};

bool Drain::has_news(const JournalState& state, const std::filesystem::path& file) const {
  if (state.closed) return false;
  journal::JournalReader reader{file, state.drained};
  return reader.next().has_value();
}

void Drain::drain_file(const std::filesystem::path& file) {
  auto state = load_journal_state(database_, file.filename().string()).value_or(JournalState{});
  if (state.journal == 0) {
    state.file = file.filename().string();
    state.process = read_process(file);
  }
  const auto writer = writer_of(state, file);
  std::string problem;
  const auto records_before = report_.records;
  if (state.journal == 0 || has_news(state, file)) {
    for (bool more = true; more;) {
      const auto sitting = sit(file, state);
      if (sitting.missing) return;
      problem = sitting.problem;
      more = !sitting.to_the_end;
    }
  } else if (!state.closed) {
    journal::JournalReader reader{file, state.drained};
    reader.next();
    problem = reader.problem();
  }
  if (report_.records > records_before) ++report_.journals;
  conclude(file, state, writer, problem);
}

// One transaction: reads from where the store says the journal was read to, which another process may have
// moved.
Sitting Drain::sit(const std::filesystem::path& file, JournalState& state) {
  Sitting sitting;
  WriteTransaction transaction{database_};
  if (auto stored = load_journal_state(database_, state.file)) state = *stored;
  // Opened under the lock: a file that is gone by now was drained, and its row deleted, by another process.
  journal::JournalReader reader{file, state.drained};
  if (!reader.problem().empty()) {
    sitting.missing = !std::filesystem::exists(file);
    sitting.problem = reader.problem();
    return sitting;
  }
  if (state.journal == 0) save_journal_state(database_, state);
  const auto began = state.drained;
  std::int64_t records = 0;
  JournalApplier applier{database_, writer_, state};
  while (const auto record = reader.next()) {
    if (!applier.apply(*record)) {
      sitting.problem = "a record does not say what a record of its type says";
      break;
    }
    state.drained = reader.offset();
    ++records;
    if (state.drained - began >= batch_bytes) {
      sitting.to_the_end = false;
      break;
    }
  }
  if (sitting.problem.empty()) {
    sitting.problem = reader.problem();
    state.drained = reader.offset();  // behind the file's header, at least
  }
  applier.finish();
  save_journal_state(database_, state);
  transaction.commit();
  report_.records += records;
  report_.points += applier.points();
  return sitting;
}

void Drain::conclude(const std::filesystem::path& file, const JournalState& state, Writer writer,
                     const std::string& problem) {
  const bool ended = writer == Writer::ended || state.closed;
  if (!can_be_judged(state, file, writer, problem)) return;
  const auto damage = damage_at_end(file, state.drained, state.closed, problem);
  if (damage) report_.damage.push_back(*damage);
  mark_lost(state.journal);
  if (ended && (!damage || damage->torn)) finished_.push_back(state);
}

// Whether another process, which is still there, has resumed the run.
bool Drain::is_gone_on_with(std::int64_t run, std::int64_t journal) {
  SQLite::Statement find{
      database_,
      "SELECT file FROM journal_runs JOIN journals USING (journal) WHERE run = ? AND owner = 1 "
      "AND journal <> ?"};
  find.bind(1, run);
  find.bind(2, journal);
  while (find.executeStep()) {
    const auto other = load_journal_state(database_, find.getColumn(0).getString());
    if (other && writer_of(*other, study_.journals() / other->file) == Writer::writing) return true;
  }
  return false;
}

void Drain::mark_lost(std::int64_t journal) {
  std::vector<std::pair<std::int64_t, std::string>> running;
  {
    SQLite::Statement find{database_,
                           "SELECT run, id FROM journal_runs JOIN runs USING (run) WHERE journal = ? AND "
                           "status = 'running' AND (owner = 1 OR started = 0) ORDER BY id"};
    find.bind(1, journal);
    while (find.executeStep())
      running.emplace_back(find.getColumn(0).getInt64(), find.getColumn(1).getString());
  }
  if (running.empty()) return;
  WriteTransaction transaction{database_};
  for (const auto& [run, id] : running) {
    if (is_gone_on_with(run, journal) || !writer_.mark_lost(run)) continue;
    writer_.points().compact(run);
    report_.lost_runs.push_back(id);
  }
  transaction.commit();
}

// Whether all that was committed is in the database file, and the file on disk. A reader may hold it up: then
// later.
bool Drain::checkpoint() {
  SQLite::Statement pragma{database_, "PRAGMA wal_checkpoint(PASSIVE)"};
  if (!pragma.executeStep()) return false;
  return pragma.getColumn(0).getInt() == 0 && pragma.getColumn(1).getInt() == pragma.getColumn(2).getInt();
}

// The file goes before its row does: were it the other way round, a process that still sees the file would
// drain it a second time.
void Drain::delete_finished() {
  if (finished_.empty() || !checkpoint()) return;
  for (const auto& state : finished_) {
    std::error_code error;
    if (std::filesystem::remove(study_.journals() / state.file, error)) ++report_.deleted_journals;
    if (error) return;
  }
  sync_folder(study_.journals());
  WriteTransaction transaction{database_};
  for (const auto& state : finished_) delete_journal_state(database_, state.journal);
  transaction.commit();
}

}  // namespace

std::vector<std::filesystem::path> list_journals(const StudyDirectory& study) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (std::filesystem::directory_iterator it{study.journals(), error}, end; !error && it != end;
       it.increment(error)) {
    if (it->path().extension() == journal::suffix) files.push_back(it->path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

DrainReport drain_journals(SQLite::Database& database, const StudyDirectory& study) {
  return Drain{database, study}.run();
}

std::vector<JournalDamage> find_journal_damage(SQLite::Database& database, const StudyDirectory& study) {
  std::vector<JournalDamage> found;
  for (const auto& file : list_journals(study)) {
    auto state = load_journal_state(database, file.filename().string()).value_or(JournalState{});
    if (state.journal == 0) state.process = read_process(file);
    const auto writer = writer_of(state, file);
    journal::JournalReader reader{file, state.drained};
    while (const auto record = reader.next())
      state.closed = state.closed || record->type == journal::Type::close;
    state.drained = reader.offset();
    if (!can_be_judged(state, file, writer, reader.problem())) continue;
    if (auto damage = damage_at_end(file, state.drained, state.closed, reader.problem()))
      found.push_back(*damage);
  }
  return found;
}

}  // namespace gainsay::tracker
