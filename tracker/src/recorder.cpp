#include "gainsay/tracker/recorder.h"

#include <cmath>
#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <utility>

#include "gainsay/tracker/run_id.h"

#include "bytes.h"
#include "clock.h"
#include "process_identity.h"
#include "session.h"

namespace gainsay::tracker {
namespace {

using detail::RunState;
using journal::Type;

constexpr std::uint8_t unset = 255;

std::string_view check_text(std::string_view function, std::string_view text) {
  if (text.size() <= journal::max_text) return text;
  throw std::domain_error(std::string{function} + ": text of " + std::to_string(text.size()) +
                          " bytes is longer than 8 MiB");
}

const std::string& check_name(std::string_view function, Name name) {
  if (name.empty()) throw std::domain_error(std::string{function} + ": name is empty");
  check_text(function, name.str());
  return name.str();
}

void check_run_id(std::string_view function, std::string_view id) {
  if (!is_run_id(id)) {
    throw std::domain_error(std::string{function} + ": not a run id: " + std::string{id.substr(0, 64)});
  }
}

void put_optional(ByteWriter& payload, const std::optional<std::int64_t>& value) {
  payload.put(static_cast<std::uint8_t>(value.has_value())).put(value.value_or(0));
}

void put_git(ByteWriter& payload, const std::optional<Git>& git) {
  payload.put(static_cast<std::uint8_t>(git.has_value()));
  if (!git) return;
  const std::uint8_t dirty = git->dirty ? static_cast<std::uint8_t>(*git->dirty) : unset;
  payload.put_text(git->commit.str())
      .put_text(git->branch.str())
      .put(dirty)
      .put(static_cast<std::uint8_t>(git->diff_stored));
}

// Through microseconds, which is what the store keeps.
std::vector<std::int64_t> to_nanoseconds(std::span<const double> seconds) {
  constexpr double latest = 9.2e9;
  std::vector<std::int64_t> nanoseconds;
  nanoseconds.reserve(seconds.size());
  for (const double time : seconds) {
    if (!(std::abs(time) < latest)) {
      throw std::domain_error("CurveRecorder::log: time " + std::to_string(time) + " is not a time");
    }
    nanoseconds.push_back(std::llround(time * 1e6) * 1000);
  }
  return nanoseconds;
}

std::string start_payload(const RunState& state, const RunStart& start) {
  const bool purpose_said = !state.joined || start.purpose != Purpose::final;
  const auto host = start.host.empty() && !state.joined ? host_name() : start.host;
  ByteWriter payload;
  payload.put(state.number).put(nanoseconds_since_epoch());
  for (const std::string* text :
       {&start.method.str(), &start.dataset.str(), &start.split.str(), &start.parent, &host, &start.device}) {
    payload.put_text(check_text("Recorder::start", *text));
  }
  put_optional(payload, start.seed);
  put_optional(payload, start.fold);
  payload.put(purpose_said ? static_cast<std::uint8_t>(start.purpose) : unset);
  payload.put(start.role ? static_cast<std::uint8_t>(*start.role) : unset);
  put_git(payload, start.git);
  return payload.take();
}

std::string param_payload(const RunState& state, Name name, const ParamValue& value) {
  ByteWriter payload;
  payload.put(state.number).put_text(check_name("ActiveRun::param", name));
  payload.put(static_cast<std::uint8_t>(value.index()));
  if (const auto* flag = std::get_if<bool>(&value)) payload.put(static_cast<std::uint8_t>(*flag));
  if (const auto* integer = std::get_if<std::int64_t>(&value)) payload.put(*integer);
  if (const auto* real = std::get_if<double>(&value)) payload.put(*real);
  if (const auto* text = std::get_if<std::string>(&value))
    payload.put_text(check_text("ActiveRun::param", *text));
  return payload.take();
}

std::string named_text_payload(const RunState& state, std::string_view function, Name name,
                               std::string_view text) {
  ByteWriter payload;
  payload.put(state.number).put_text(check_name(function, name)).put_text(check_text(function, text));
  return payload.take();
}

std::vector<detail::PendingRecord> opening_records(const RunState& state, const RunStart& start) {
  std::vector<detail::PendingRecord> records;
  records.push_back({Type::start, start_payload(state, start)});
  for (const auto& argument : start.argv) {
    if (state.joined) break;  // the command line of the run is the one that it was started with
    ByteWriter payload;
    payload.put(state.number).put_text(check_text("Recorder::start", argument));
    records.push_back({Type::argument, payload.take()});
  }
  for (const auto& entry : start.environment) {
    records.push_back(
        {Type::environment, named_text_payload(state, "Recorder::start", entry.name, entry.value.str())});
  }
  for (const auto& param : start.params)
    records.push_back({Type::param, param_payload(state, param.name, param.value)});
  for (const auto& tag : start.tags) {
    records.push_back({Type::tag, named_text_payload(state, "Recorder::start", tag.name, tag.value)});
  }
  return records;
}

}  // namespace

void CurveRecorder::log(std::int64_t step, double value) noexcept {
  state_->run->session->append_point(*state_, step, value);
}

void CurveRecorder::log(std::span<const std::int64_t> steps, std::span<const double> values,
                        std::span<const double> times) {
  if (steps.size() != values.size() || (!times.empty() && times.size() != steps.size())) {
    throw std::domain_error("CurveRecorder::log: " + std::to_string(steps.size()) + " steps, " +
                            std::to_string(values.size()) + " values, " + std::to_string(times.size()) +
                            " times");
  }
  const auto nanoseconds = to_nanoseconds(times);
  state_->run->session->append_points(*state_, {0, 0, steps, values, nanoseconds});
}

ActiveRun::ActiveRun(std::shared_ptr<RunState> state) : state_(std::move(state)) {}
ActiveRun::ActiveRun(ActiveRun&& other) noexcept = default;

ActiveRun::~ActiveRun() {
  if (!state_ || state_->finished) return;
  const bool unwinding = std::uncaught_exceptions() > state_->exceptions_when_made;
  unwinding ? finish(Status::failed, "exception") : finish();
}

const std::string& ActiveRun::id() const { return state_->id; }
bool ActiveRun::joined() const { return state_->joined; }
std::int64_t ActiveRun::dropped() const { return state_->dropped; }

detail::RunState& ActiveRun::open_state() const {
  if (state_->finished) throw std::logic_error("ActiveRun: run " + state_->id + " is finished");
  return *state_;
}

CurveRecorder ActiveRun::curve(Name metric) {
  check_name("ActiveRun::curve", metric);
  return CurveRecorder{open_state().session->series(state_, metric)};
}

void ActiveRun::log(std::int64_t step, Name metric, double value) { curve(metric).log(step, value); }

void ActiveRun::param(Name name, const ParamValue& value) {
  auto& state = open_state();
  state.session->append(state, Type::param, param_payload(state, name, value));
}

void ActiveRun::tag(Name name, std::string_view value) {
  auto& state = open_state();
  state.session->append(state, Type::tag, named_text_payload(state, "ActiveRun::tag", name, value));
}

void ActiveRun::environment(Name variable, std::string_view value) {
  auto& state = open_state();
  state.session->append(state, Type::environment,
                        named_text_payload(state, "ActiveRun::environment", variable, value));
}

// Goes into the journal as what a process that joined the run has to add to its start.
void ActiveRun::git(const Git& git) {
  const auto& state = open_state();
  RunState addition{state.session, state.id, true};
  addition.opening.push_back({Type::start, start_payload(addition, {.git = git})});
  state.session->append(addition, Type::start, {});
}

void ActiveRun::result(Name metric, double value) {
  auto& state = open_state();
  ByteWriter payload;
  payload.put(state.number).put(value).put_text(check_name("ActiveRun::result", metric));
  state.session->append(state, Type::result, payload.bytes());
}

void ActiveRun::item_score(Name metric, std::string_view item, double score, std::string_view cluster) {
  auto& state = open_state();
  check_name("ActiveRun::item_score", metric);
  if (item.empty()) throw std::domain_error("ActiveRun::item_score: item is empty");
  const auto series = state.session->series(state_, metric);
  ByteWriter payload;
  payload.put(series->number).put(score).put_text(check_text("ActiveRun::item_score", item));
  payload.put_text(check_text("ActiveRun::item_score", cluster));
  state.session->append_item(*series, payload.bytes());
}

void ActiveRun::finish(Status status, std::string_view failure, std::optional<int> exit_code) {
  check_text("ActiveRun::finish", failure);
  auto& state = *state_;
  if (state.finished.exchange(true)) return;
  const auto dropped = state.dropped.load();
  if (dropped > 0) {
    state.session->append(state, Type::dropped, ByteWriter{}.put(state.number).put(dropped).bytes());
  }
  if (state.joined || state.made_in != detail::Session::fork_generation()) return;
  ByteWriter payload;
  payload.put(state.number).put(nanoseconds_since_epoch()).put(static_cast<std::uint8_t>(status));
  payload.put(static_cast<std::uint8_t>(exit_code.has_value())).put(std::int32_t{exit_code.value_or(0)});
  state.session->append(state, Type::finish, payload.put_text(failure).bytes());
}

bool ActiveRun::finish_in_signal_handler(Status status) noexcept {
  auto& state = *state_;
  if (state.joined || state.made_in != detail::Session::fork_generation()) return false;
  if (state.finished.exchange(true)) return false;
#pragma pack(push, 1)
  const struct {
    std::uint32_t number;
    std::int64_t time_ns;
    std::uint8_t status;
    std::uint8_t has_exit_code;
    std::int32_t exit_code;
    std::uint32_t failure_length;
  } payload{state.number, nanoseconds_since_epoch(), static_cast<std::uint8_t>(status), 0, 0, 0};
  const struct {
    std::uint32_t number;
    std::int64_t count;
  } dropped{state.number, state.dropped.load()};
#pragma pack(pop)
  const auto bytes_of = [](const auto& record) {
    return std::string_view{reinterpret_cast<const char*>(&record), sizeof record};
  };
  if (dropped.count > 0) state.session->append_in_signal_handler(state, Type::dropped, bytes_of(dropped));
  const bool written = state.session->append_in_signal_handler(state, Type::finish, bytes_of(payload));
  if (!written) state.finished = false;
  return written;
}

Recorder::Recorder(const std::filesystem::path& study_directory, RecorderOptions options)
    : session_(std::make_shared<detail::Session>(StudyDirectory{std::filesystem::absolute(study_directory)},
                                                 std::move(options))) {}
Recorder::~Recorder() = default;
Recorder::Recorder(Recorder&&) noexcept = default;

ActiveRun Recorder::start(RunStart start) {
  const char* const open_run = std::getenv("GAINSAY_RUN");
  const bool under_a_run = open_run != nullptr && *open_run != '\0' && start.id.empty();
  if (under_a_run) check_run_id("Recorder::start: GAINSAY_RUN", open_run);
  const bool joins = under_a_run && session_->take_first_join();
  if (under_a_run && !joins && start.parent.empty()) start.parent = open_run;
  if (start.id.empty()) start.id = joins ? std::string{open_run} : new_run_id();
  check_run_id("Recorder::start", start.id);
  auto state = std::make_shared<RunState>(session_, start.id, joins);
  state->opening = opening_records(*state, start);
  session_->append(*state, Type::start, {});
  if (joins) session_->mark_joined(start.id);
  return ActiveRun{std::move(state)};
}

ActiveRun Recorder::join(std::string_view run_id) {
  check_run_id("Recorder::join", run_id);
  return ActiveRun{std::make_shared<RunState>(session_, std::string{run_id}, true)};
}

std::optional<std::string> Recorder::warning() const { return session_->warning(); }

}  // namespace gainsay::tracker
