#include "journal_apply.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <string>

#include "gainsay/tracker/run_id.h"

#include "database.h"

namespace gainsay::tracker {
namespace {

using journal::Type;

template <typename Enum>
std::optional<Enum> enum_of(std::uint8_t number, Enum last) {
  if (number > static_cast<std::uint8_t>(last)) return std::nullopt;
  return static_cast<Enum>(number);
}

std::optional<std::int64_t> get_optional(ByteReader& in) {
  const bool has = in.get<std::uint8_t>() != 0;
  const auto value = in.get<std::int64_t>();
  return has ? std::optional{value} : std::nullopt;
}

std::optional<Git> get_git(ByteReader& in) {
  if (in.get<std::uint8_t>() == 0) return std::nullopt;
  Git git;
  git.commit = in.get_text();
  git.branch = in.get_text();
  const auto dirty = in.get<std::uint8_t>();
  if (dirty <= 1) git.dirty = dirty == 1;
  git.diff_stored = in.get<std::uint8_t>() != 0;
  return git;
}

// Journals count nanoseconds; the store keeps whole microseconds, which a double of seconds holds exactly.
double to_seconds(std::int64_t nanoseconds) {
  const std::int64_t microseconds = nanoseconds / 1000;
  return static_cast<double>(microseconds) / 1e6;
}

StartFields get_start(ByteReader& in) {
  StartFields start;
  start.started_at = to_seconds(in.get<std::int64_t>());
  start.method = in.get_text();
  start.dataset = in.get_text();
  start.split = in.get_text();
  start.parent = in.get_text();
  start.host = in.get_text();
  start.device = in.get_text();
  start.seed = get_optional(in);
  start.fold = get_optional(in);
  start.purpose = enum_of(in.get<std::uint8_t>(), Purpose::final);
  start.role = enum_of(in.get<std::uint8_t>(), Role::reported);
  start.git = get_git(in);
  return start;
}

ParamValue get_param(ByteReader& in, std::uint8_t kind) {
  if (kind == 0) return in.get<std::uint8_t>() != 0;
  if (kind == 1) return in.get<std::int64_t>();
  if (kind == 2) return in.get<double>();
  return std::string{in.get_text()};
}

}  // namespace

JournalApplier::JournalApplier(SQLite::Database& database, RunWriter& writer, JournalState& state)
    : database_(database), writer_(writer), state_(state) {
  if (state.drained > 0) load_numbers();
}

void JournalApplier::load_numbers() {
  SQLite::Statement runs{database_, "SELECT number, run, owner FROM journal_runs WHERE journal = ?"};
  runs.bind(1, state_.journal);
  while (runs.executeStep()) {
    runs_[runs.getColumn(0).getUInt()] = {runs.getColumn(1).getInt64(), runs.getColumn(2).getInt() != 0};
  }
  SQLite::Statement series{database_,
                           "SELECT number, run, text FROM journal_series JOIN names ON names.name = metric "
                           "WHERE journal = ?"};
  series.bind(1, state_.journal);
  while (series.executeStep()) {
    series_[series.getColumn(0).getUInt()] = {
        series.getColumn(1).getInt64(), Name{series.getColumn(2).getString()}, {}};
  }
}

bool JournalApplier::apply(const journal::Record& record) {
  if (record.type == Type::point) return apply_point(record.payload);
  ByteReader in{record.payload};
  switch (record.type) {
    case Type::process:
      state_.process = parse_process(record.payload);
      return state_.process.pid != 0;
    case Type::run:
      return apply_run(in);
    case Type::start:
      return apply_start(in);
    case Type::series:
      return apply_series(in);
    case Type::param:
      return apply_param(in);
    case Type::tag:
    case Type::environment:
    case Type::argument:
      return apply_text(record.type, in);
    case Type::result:
      return apply_result(in);
    case Type::item:
      return apply_item(in);
    case Type::finish:
      return apply_finish(in);
    case Type::dropped:
      return apply_dropped(in);
    case Type::close:
      state_.closed = true;
      return true;
    case Type::points:
      return apply_points(record.payload);
    case Type::point:
      break;
  }
  return false;
}

// The row of a run that the journal declared; 0 where it did not.
std::int64_t JournalApplier::run_of(std::uint32_t number) const {
  const auto known = runs_.find(number);
  return known == runs_.end() ? 0 : known->second.row;
}

bool JournalApplier::apply_run(ByteReader& in) {
  const auto number = in.get<std::uint32_t>();
  const bool owner = in.get<std::uint8_t>() == 0;
  const auto id = in.get_text();
  if (!in.ok() || !is_run_id(id)) return false;
  runs_[number] = {writer_.row_of(id), owner};
  auto& insert = writer_.statement(
      "INSERT OR REPLACE INTO journal_runs (journal, number, run, owner) VALUES (?, ?, ?, ?)");
  insert.bind(1, state_.journal);
  insert.bind(2, number);
  insert.bind(3, runs_[number].row);
  insert.bind(4, static_cast<int>(owner));
  run_once(insert);
  return true;
}

bool JournalApplier::apply_start(ByteReader& in) {
  const auto number = in.get<std::uint32_t>();
  const auto start = get_start(in);
  if (!in.ok() || run_of(number) == 0) return false;
  writer_.start(run_of(number), start, !runs_[number].owner);
  return true;
}

bool JournalApplier::apply_series(ByteReader& in) {
  const auto number = in.get<std::uint32_t>();
  const auto run = run_of(in.get<std::uint32_t>());
  const Name metric{in.get_text()};
  if (!in.ok() || run == 0) return false;
  series_[number] = {run, metric, {}};
  auto& insert = writer_.statement(
      "INSERT OR REPLACE INTO journal_series (journal, number, run, metric) VALUES (?, ?, ?, ?)");
  insert.bind(1, state_.journal);
  insert.bind(2, number);
  insert.bind(3, run);
  insert.bind(4, writer_.name(metric));
  run_once(insert);
  return true;
}

// Where points of that series wait to be written; null where the journal did not declare it.
Curve* JournalApplier::pending_points(std::uint32_t number) {
  if (last_series_ == nullptr || number != last_number_) {
    const auto known = series_.find(number);
    if (known == series_.end()) return nullptr;
    last_series_ = &known->second;
    last_number_ = number;
  }
  return &last_series_->pending;
}

bool JournalApplier::apply_points(std::string_view payload) {
  ByteReader head{payload};
  const auto number = head.get<std::uint32_t>();
  const std::size_t n = head.get<std::uint32_t>();
  const auto time = to_seconds(head.get<std::int64_t>());
  const auto columns = payload.size() - std::min(payload.size(), journal::points_head_size);
  const bool timed = columns == 24 * n;
  Curve* const pending = pending_points(number);
  if (!head.ok() || n == 0 || (!timed && columns != 16 * n) || pending == nullptr) return false;
  const auto copy = [&](auto& to, std::size_t column) {
    const auto before = to.size();
    to.resize(before + n);
    std::memcpy(to.data() + before, payload.data() + journal::points_head_size + 8 * n * column, 8 * n);
  };
  copy(pending->step, 0);
  copy(pending->value, 1);
  std::vector<std::int64_t> times;
  if (timed) copy(times, 2);
  for (std::size_t i = 0; i < n; ++i) pending->time.push_back(timed ? to_seconds(times[i]) : time);
  points_ += static_cast<std::int64_t>(n);
  return true;
}

bool JournalApplier::apply_point(std::string_view payload) {
  if (payload.size() != journal::point_payload_size) return false;
  ByteReader in{payload};
  const auto step = in.get<std::int64_t>();
  const auto value = in.get<double>();
  const auto time = in.get<std::int64_t>();
  const auto number = in.get<std::uint32_t>();
  Curve* const pending = pending_points(number);
  if (pending == nullptr) return false;
  pending->step.push_back(step);
  pending->value.push_back(value);
  pending->time.push_back(to_seconds(time));
  ++points_;
  return true;
}

bool JournalApplier::apply_param(ByteReader& in) {
  const auto run = run_of(in.get<std::uint32_t>());
  const Name name{in.get_text()};
  const auto kind = in.get<std::uint8_t>();
  const auto value = get_param(in, kind);
  if (!in.ok() || run == 0 || kind > 3) return false;
  writer_.param(run, name, value);
  return true;
}

bool JournalApplier::apply_text(Type type, ByteReader& in) {
  const auto run = run_of(in.get<std::uint32_t>());
  const Name name{type == Type::argument ? std::string_view{} : in.get_text()};
  const auto text = in.get_text();
  if (!in.ok() || run == 0) return false;
  if (type == Type::tag) writer_.tag(run, name, text);
  if (type == Type::environment) writer_.environment(run, name, text);
  if (type == Type::argument) writer_.argument(run, text);
  return true;
}

bool JournalApplier::apply_result(ByteReader& in) {
  const auto run = run_of(in.get<std::uint32_t>());
  const auto value = in.get<double>();
  const Name metric{in.get_text()};
  if (!in.ok() || run == 0) return false;
  writer_.result(run, metric, value);
  return true;
}

bool JournalApplier::apply_item(ByteReader& in) {
  const auto known = series_.find(in.get<std::uint32_t>());
  const auto score = in.get<double>();
  const auto item = in.get_text();
  const auto cluster = in.get_text();
  if (!in.ok() || known == series_.end()) return false;
  writer_.item_score(known->second.run, known->second.metric, item, score, cluster);
  return true;
}

bool JournalApplier::apply_finish(ByteReader& in) {
  const auto run = run_of(in.get<std::uint32_t>());
  const auto time = in.get<std::int64_t>();
  const auto status = enum_of(in.get<std::uint8_t>(), Status::lost);
  const bool has_exit_code = in.get<std::uint8_t>() != 0;
  const auto exit_code = in.get<std::int32_t>();
  const auto failure = in.get_text();
  if (!in.ok() || run == 0 || !status) return false;
  writer_.finish(run, *status, failure, has_exit_code ? std::optional{int{exit_code}} : std::nullopt,
                 to_seconds(time));
  finished_.push_back(run);
  return true;
}

bool JournalApplier::apply_dropped(ByteReader& in) {
  const auto run = run_of(in.get<std::uint32_t>());
  const auto count = in.get<std::int64_t>();
  if (!in.ok() || run == 0) return false;
  writer_.add_dropped(run, count);
  return true;
}

void JournalApplier::finish() {
  for (auto& [number, series] : series_) {
    if (series.pending.step.empty()) continue;
    writer_.points().append(series.run, writer_.name(series.metric), series.pending);
    series.pending = {};
  }
  for (const auto run : finished_) writer_.points().compact(run);
  finished_.clear();
  writer_.write_item_counts();
}

}  // namespace gainsay::tracker
