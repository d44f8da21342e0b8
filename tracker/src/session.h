#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "gainsay/tracker/recorder.h"
#include "gainsay/tracker/study_directory.h"

#include "journal_file.h"
#include "spin_lock.h"

namespace gainsay::tracker::detail {

// One record that is ready to be appended.
struct PendingRecord {
  journal::Type type;
  std::string payload;
};

// A metric of a run: the points of its curve, or its item scores. Guarded by the session's lock.
class CurveState {
 public:
  CurveState(RunState& of_run, Name of_metric, std::uint32_t its_number)
      : run(&of_run), metric(of_metric), number(its_number) {}

  RunState* const run;  // which owns this
  const Name metric;
  const std::uint32_t number;
  std::uint64_t declared_in = 0;
};

// A run as this process records it. Everything but the atomics is guarded by the session's lock.
class RunState {
 public:
  RunState(std::shared_ptr<Session> in_session, std::string run_id, bool is_joined);

  const std::shared_ptr<Session> session;
  const std::string id;
  const bool joined;
  const std::uint32_t number;   // in the journal
  const std::uint64_t made_in;  // fork generation
  const int exceptions_when_made;
  std::atomic<bool> finished{false};
  std::atomic<std::int64_t> dropped{0};
  std::uint64_t declared_in = 0;       // the generation whose journal knows of this run
  std::vector<PendingRecord> opening;  // what start() has to say, until it is written
  std::unordered_map<Name, std::unique_ptr<CurveState>> series;
};

// The journal of this process, shared by its runs. A forked child finds its generation changed and opens its
// own.
class Session {
 public:
  Session(StudyDirectory study, RecorderOptions options);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  void append(RunState& run, journal::Type type, std::string_view payload) noexcept;
  void append_item(CurveState& series, std::string_view payload) noexcept;
  void append_point(CurveState& series, std::int64_t step, double value) noexcept;
  // points: its series and time are set here. Of any length.
  void append_points(CurveState& series, const journal::PointBlock& points) noexcept;
  bool append_in_signal_handler(RunState& run, journal::Type type, std::string_view payload) noexcept;

  std::shared_ptr<CurveState> series(const std::shared_ptr<RunState>& run, Name metric);
  std::uint32_t next_run_number() { return next_run_.fetch_add(1); }
  // Whether this session's join of GAINSAY_RUN is still to come; true once.
  bool take_first_join() { return !joined_before_.exchange(true); }
  // Makes the run's joined_marker where the run has a folder. Without one nobody looks for it.
  void mark_joined(const std::string& run_id) noexcept;
  std::optional<std::string> warning();

  static std::uint64_t fork_generation();

 private:
  friend struct ForkHandlers;
  bool prepare(RunState& run) noexcept;
  bool prepare(CurveState& series) noexcept;
  bool open_journal() noexcept;
  void conclude(RunState& run, bool written, std::int64_t records = 1) noexcept;
  bool append_block(CurveState& series, journal::PointBlock block) noexcept;
  void warn_once(const std::string& problem) noexcept;

  const StudyDirectory study_;
  const RecorderOptions options_;
  SpinLock lock_;
  std::unique_ptr<journal::JournalFile> file_;
  std::uint64_t generation_ = 0;  // in which file_ was made
  std::chrono::steady_clock::time_point reopen_at_{};
  std::string warning_;
  std::atomic<bool> warned_{false};
  std::atomic<bool> joined_before_{false};
  std::atomic<std::uint32_t> next_run_{0};
  std::uint32_t next_series_ = 0;
};

}  // namespace gainsay::tracker::detail
