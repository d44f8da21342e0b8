#include "session.h"

#include <algorithm>
#include <ctime>
#include <exception>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <utility>

#include <pthread.h>
#include <unistd.h>

#include "gainsay/tracker/recorder.h"

#include "bytes.h"
#include "clock.h"
#include "process_identity.h"

namespace gainsay::tracker::detail {
namespace {

using journal::Type;

std::atomic<std::uint64_t> generation_of_process{1};
constexpr std::chrono::milliseconds pause_before_reopening{100};

std::string process_payload() {
  const auto process = this_process();
  ByteWriter payload;
  payload.put_text(process.host).put_text(process.boot_id).put(process.pid_namespace).put(process.pid);
  return payload.put(process.start_ticks).put(nanoseconds_since_epoch()).take();
}

}  // namespace

// Every session of the process; locked around a fork, so that a child never inherits a lock that nobody will
// release. Never destroyed: sessions may live in statics.
struct ForkHandlers {
  std::mutex mutex;
  std::vector<Session*> sessions;

  static ForkHandlers& instance() {
    static auto* handlers = [] {
      pthread_atfork(&before, &after_in_parent, &after_in_child);
      return new ForkHandlers;
    }();
    return *handlers;
  }

  static void before() {
    instance().mutex.lock();
    for (auto* session : instance().sessions) session->lock_.lock();
  }
  static void after_in_parent() {
    for (auto* session : instance().sessions) session->lock_.unlock();
    instance().mutex.unlock();
  }
  static void after_in_child() {
    generation_of_process.fetch_add(1);
    after_in_parent();
  }
};

RunState::RunState(std::shared_ptr<Session> in_session, std::string run_id, bool is_joined)
    : session(std::move(in_session)),
      id(std::move(run_id)),
      joined(is_joined),
      number(session->next_run_number()),
      made_in(Session::fork_generation()),
      exceptions_when_made(std::uncaught_exceptions()) {}

std::uint64_t Session::fork_generation() { return generation_of_process.load(std::memory_order_relaxed); }

Session::Session(StudyDirectory study, RecorderOptions options)
    : study_(std::move(study)), options_(std::move(options)) {
  auto& handlers = ForkHandlers::instance();
  const std::scoped_lock lock(handlers.mutex);
  handlers.sessions.push_back(this);
}

Session::~Session() {
  auto& handlers = ForkHandlers::instance();
  const std::scoped_lock lock(handlers.mutex);
  std::erase(handlers.sessions, this);
  // A journal inherited through a fork is the parent's to close.
  if (file_ && generation_ == fork_generation()) file_->close();
}

bool Session::open_journal() noexcept {
  const auto now = std::chrono::steady_clock::now();
  if (generation_ == fork_generation() && now < reopen_at_) return false;
  generation_ = fork_generation();
  file_ = std::make_unique<journal::JournalFile>(study_.journals(), options_.durable);
  if (file_->is_open() && file_->append(Type::process, process_payload())) return true;
  if (warning_.empty()) warning_ = file_->problem();
  if (file_->is_open()) file_->close();
  reopen_at_ = now + pause_before_reopening;
  return false;
}

// Sees to it that this process has a journal and that the journal knows the run. Called under the lock.
bool Session::prepare(RunState& run) noexcept {
  const bool has_journal = generation_ == fork_generation() && file_ && file_->is_open();
  if (!has_journal && !open_journal()) return false;
  if (run.declared_in != generation_) {
    const bool theirs = run.joined || run.made_in != generation_;
    ByteWriter payload;
    payload.put(run.number).put(static_cast<std::uint8_t>(theirs)).put_text(run.id);
    if (!file_->append(Type::run, payload.bytes())) return false;
    run.declared_in = generation_;
  }
  while (!run.opening.empty()) {
    if (!file_->append(run.opening.front().type, run.opening.front().payload)) return false;
    run.opening.erase(run.opening.begin());
  }
  return true;
}

bool Session::prepare(CurveState& series) noexcept {
  if (!prepare(*series.run)) return false;
  if (series.declared_in == generation_) return true;
  ByteWriter payload;
  payload.put(series.number).put(series.run->number).put_text(series.metric.str());
  if (!file_->append(Type::series, payload.bytes())) return false;
  series.declared_in = generation_;
  return true;
}

void Session::append(RunState& run, Type type, std::string_view payload) noexcept {
  bool written = false;
  {
    const std::scoped_lock lock(lock_);
    written = prepare(run) && (payload.empty() || file_->append(type, payload));
  }
  conclude(run, written);
}

void Session::append_item(CurveState& series, std::string_view payload) noexcept {
  bool written = false;
  {
    const std::scoped_lock lock(lock_);
    written = prepare(series) && file_->append(Type::item, payload);
  }
  conclude(*series.run, written);
}

void Session::append_point(CurveState& series, std::int64_t step, double value) noexcept {
  bool written = false;
  {
    const std::scoped_lock lock(lock_);
    const auto now = nanoseconds_since_epoch();  // under the lock, so that a journal's times do not go back
    const bool ready = series.declared_in == fork_generation() && generation_ == series.declared_in;
    written = (ready || prepare(series)) && file_->append_point(series.number, step, value, now);
  }
  if (!written || options_.durable) conclude(*series.run, written);
}

bool Session::append_block(CurveState& series, journal::PointBlock block) noexcept {
  const std::scoped_lock lock(lock_);
  block.time_ns = block.times.empty() ? nanoseconds_since_epoch() : 0;
  return prepare(series) && file_->append_points(block);
}

void Session::append_points(CurveState& series, const journal::PointBlock& points) noexcept {
  for (std::size_t from = 0; from < points.steps.size(); from += journal::max_block_points) {
    const auto n = std::min(journal::max_block_points, points.steps.size() - from);
    journal::PointBlock block{
        series.number, 0, points.steps.subspan(from, n), points.values.subspan(from, n), {}};
    if (!points.times.empty()) block.times = points.times.subspan(from, n);
    const bool written = append_block(series, block);
    if (!written || options_.durable) conclude(*series.run, written, static_cast<std::int64_t>(n));
  }
}

bool Session::append_in_signal_handler(RunState& run, Type type, std::string_view payload) noexcept {
  if (!lock_.lock_briefly()) return false;
  const bool known =
      generation_ == fork_generation() && run.declared_in == generation_ && run.opening.empty();
  const bool written = known && file_ && file_->append_in_signal_handler(type, payload);
  lock_.unlock();
  return written;
}

void Session::conclude(RunState& run, bool written, std::int64_t records) noexcept {
  if (written) {
    if (options_.durable) fdatasync(file_->descriptor());
    return;
  }
  run.dropped.fetch_add(records, std::memory_order_relaxed);
  std::string problem;
  {
    const std::scoped_lock lock(lock_);
    if (warning_.empty()) warning_ = file_ ? file_->problem() : "no journal";
    problem = warning_;
  }
  warn_once(problem);
}

void Session::warn_once(const std::string& problem) noexcept {
  if (warned_.exchange(true) || !options_.on_warning) return;
  options_.on_warning("run records are being lost: " + problem);
}

void Session::mark_joined(const std::string& run_id) noexcept {
  std::error_code error;
  const auto folder = study_.run(run_id);
  if (std::filesystem::is_directory(folder, error)) std::ofstream marker(folder / joined_marker);
}

std::optional<std::string> Session::warning() {
  const std::scoped_lock lock(lock_);
  return warning_.empty() ? std::nullopt : std::optional{warning_};
}

std::shared_ptr<CurveState> Session::series(const std::shared_ptr<RunState>& run, Name metric) {
  const std::scoped_lock lock(lock_);
  auto& known = run->series[metric];
  if (!known) known = std::make_unique<CurveState>(*run, metric, next_series_++);
  return {run, known.get()};  // shares the run's ownership
}

}  // namespace gainsay::tracker::detail
