#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "gainsay/tracker/model.h"

// Recording runs from inside a program.
//
//   gainsay::tracker::Recorder recorder{"my-study"};
//   auto run = recorder.start({.method = "bn", .dataset = "digits", .seed = 3});
//   auto loss = run.curve("loss");
//   for (...) loss.log(step, value);
//   run.result("accuracy", 0.974);
//   run.finish();
//
// Everything is appended to a journal of this process under `.gainsay/journal/` (docs/formats/journal.md);
// whoever opens the store next moves it into the database. Recording takes no database lock and no network.
//
// What is promised: what a returned call logged is in the kernel and survives `kill -9` of the process; with
// `durable`, a power cut too. Logging never throws because of I/O: where nothing can be written (disk full,
// no permission) the recorder says so once (`warning()`, `on_warning`), counts what it drops, and the run is
// marked incomplete at its finish. A forked child that logs gets a journal of its own, and never ends its
// parent's run.
//
// Thread safety: every function of Recorder, ActiveRun and CurveRecorder may be called from any number of
// threads at once; the records of one thread keep their order. Moving and destroying a handle is the caller's
// to order. Handles keep the journal alive: they may outlive the Recorder.
namespace gainsay::tracker {

namespace detail {
class Session;   // the journal of one process
class RunState;  // one run of it
class CurveState;
}  // namespace detail

// An empty file of this name in the run's folder says that the program inside `gainsay run` records by
// itself, so that nothing need be picked out of its output. Recorder::start makes it when it joins a run.
inline constexpr std::string_view joined_marker = "joined";

struct RecorderOptions {
  // Wait for the disk (fdatasync) after every call: survives power loss, costs milliseconds a call.
  bool durable = false;
  // Called with the first problem that makes records drop, from the thread that logs. Must not throw or log.
  std::function<void(std::string_view)> on_warning = {};
};

// What is known of a run when it starts. All but `method` may be left out.
struct RunStart {
  Name method = {};
  Name dataset = {};
  Name split = {};
  std::optional<std::int64_t> seed = {};
  std::optional<std::int64_t> fold = {};
  Purpose purpose = Purpose::final;
  std::optional<Role> role = {};
  std::string parent = {};
  std::vector<Param> params = {};
  std::vector<Tag> tags = {};
  std::vector<std::string> argv = {};
  std::vector<EnvironmentEntry> environment = {};
  std::optional<Git> git = {};
  std::string host = {};  // empty: this host's name
  std::string device = {};
  std::string id = {};  // empty: a new id, or the run that GAINSAY_RUN names
};

// One metric of one run, its name resolved once. Copyable.
class CurveRecorder {
 public:
  // Appends a point with the current time. step: any integer, may repeat or go back. value: any double, kept
  // bit for bit (NaN payloads and -0.0 too). The hot path: two clock reads' worth of time, no allocation.
  void log(std::int64_t step, double value) noexcept;

  // Appends many points at once, in blocks of some thousand, each of which is kept whole or not at all.
  // steps, values: n each, kept as by log(step, value). times: seconds since the epoch, n of them, kept to
  // the microsecond; empty: the current time for all. Throws std::domain_error where the lengths differ or a
  // time is not finite or beyond the year 2262; then nothing is logged.
  void log(std::span<const std::int64_t> steps, std::span<const double> values,
           std::span<const double> times = {});

 private:
  friend class ActiveRun;
  explicit CurveRecorder(std::shared_ptr<detail::CurveState> state) : state_(std::move(state)) {}
  std::shared_ptr<detail::CurveState> state_;
};

// A run that is being recorded. Movable, not copyable.
//
// The destructor of an unfinished run records `failed` with failure `exception` when an exception is on its
// way (more uncaught exceptions than when the handle was made), and `finished` otherwise. A joined run
// (Recorder::join, or start under GAINSAY_RUN) is ended by whoever started it: here finish() only hands in
// the count of dropped records.
//
// Functions taking text throw std::domain_error where it is longer than 8 MiB, or a metric, param, tag or
// item name is empty, and std::logic_error after finish(). CurveRecorder::log after finish() is recorded as
// an ordinary point.
class ActiveRun {
 public:
  ActiveRun(ActiveRun&& other) noexcept;
  ActiveRun& operator=(ActiveRun&&) = delete;
  ActiveRun(const ActiveRun&) = delete;
  ActiveRun& operator=(const ActiveRun&) = delete;
  ~ActiveRun();

  const std::string& id() const;
  bool joined() const;  // whether somebody else ends this run

  CurveRecorder curve(Name metric);
  void log(std::int64_t step, Name metric,
           double value);  // curve(metric).log(step, value), looked up each time

  // A name logged again replaces the earlier value.
  void param(Name name, const ParamValue& value);
  void param(Name name, const char* value) { param(name, ParamValue{std::string{value}}); }
  template <typename Number>
  requires std::is_arithmetic_v<Number>
  void param(Name name, Number value) {
    if constexpr (std::is_same_v<Number, bool>) {
      param(name, ParamValue{value});
    } else if constexpr (std::is_integral_v<Number>) {
      param(name, ParamValue{static_cast<std::int64_t>(value)});
    } else {
      param(name, ParamValue{static_cast<double>(value)});
    }
  }
  void tag(Name name, std::string_view value);
  // What is known of the surroundings only after the start: a package's version, the state of git.
  void environment(Name variable, std::string_view value);
  void git(const Git& git);
  void result(Name metric, double value);
  // cluster: the group that the item belongs to (same patient, same document), or empty.
  void item_score(Name metric, std::string_view item, double score, std::string_view cluster = {});

  // Ends the run. failure: oom, preempted, timeout, diverged, crash, or empty. Calling it again does nothing.
  void finish(Status status = Status::finished, std::string_view failure = {},
              std::optional<int> exit_code = std::nullopt);

  // The same from within a signal handler: allocates nothing and waits for nobody. Returns whether the end
  // was recorded: not for a joined run, a finished one, in a forked child, or where the interrupted code was
  // in the middle of a record.
  bool finish_in_signal_handler(Status status) noexcept;

  // Records that this handle could not write, so far (all processes' counts are added up in
  // Run::dropped_points).
  std::int64_t dropped() const;

 private:
  friend class Recorder;
  explicit ActiveRun(std::shared_ptr<detail::RunState> state);
  detail::RunState& open_state() const;
  std::shared_ptr<detail::RunState> state_;
};

// The way into a study for one process. Cheap to make; the journal file is made by the first start() or
// join().
class Recorder {
 public:
  // study_directory: the study's folder; `.gainsay/journal/` is made in it when first needed.
  explicit Recorder(const std::filesystem::path& study_directory, RecorderOptions options = {});
  ~Recorder();
  Recorder(Recorder&&) noexcept;
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;
  Recorder& operator=(Recorder&&) = delete;

  // Starts a run; with the `id` of a run that is there already, goes on with that run: it is running again,
  // keeps the time of its first start, and fields that are given anew replace the old ones, which stay as
  // tags `joined.<field>`. Where the environment has GAINSAY_RUN and `start.id` is empty, joins that run
  // instead: fields that the run does not have yet are added; a field that differs from the run's own is kept
  // as tag `joined.<field>`. Throws std::domain_error where `start.id` or GAINSAY_RUN is not a run id, or a
  // text is too long.
  ActiveRun start(RunStart start);

  // Logs into a run that somebody else started and will end. Throws std::domain_error where `run_id` is not a
  // run id. Nothing checks here that the run exists; one that never gets a start has an empty method and ends
  // as lost.
  ActiveRun join(std::string_view run_id);

  // What stopped records from being written, or nothing.
  std::optional<std::string> warning() const;

 private:
  std::shared_ptr<detail::Session> session_;
};

}  // namespace gainsay::tracker
