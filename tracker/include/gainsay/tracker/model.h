#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "gainsay/tracker/name.h"

// What is recorded, as plain values. The store reads and writes them, importers make them, the audit judges
// them.
namespace gainsay::tracker {

enum class Role : std::uint8_t { baseline, variant, ablation, reported };
enum class Purpose : std::uint8_t { tune, pilot, final };
enum class Status : std::uint8_t { running, finished, failed, killed, lost };

// The names used in files and on the command line ("baseline", "tune", "killed", ...), and back.
// parse_* return nothing for a text that names no such value.
std::string_view to_string(Role role);
std::string_view to_string(Purpose purpose);
std::string_view to_string(Status status);
std::optional<Role> parse_role(std::string_view text);
std::optional<Purpose> parse_purpose(std::string_view text);
std::optional<Status> parse_status(std::string_view text);

// A parameter keeps the type it was logged with: 1, 1.0, true and "1" are four different values.
using ParamValue = std::variant<bool, std::int64_t, double, std::string>;

// Shortest text that reads back as the same value: `0.1`, `3`, `true`, `adam`; NaN and infinities as nan,
// inf, -inf.
std::string to_text(const ParamValue& value);

struct Param {
  Name name;
  ParamValue value;
  friend bool operator==(const Param&, const Param&) = default;
};

struct Tag {
  Name name;
  std::string value;
  friend bool operator==(const Tag&, const Tag&) = default;
};

// The one value of a metric that stands for a run. NaN and infinities are values; a missing result has no
// entry.
struct Result {
  Name metric;
  double value = 0.0;
};

// The points of one metric of one run, in the order in which they were logged. Steps may repeat or go back.
struct Curve {
  Name metric;
  std::vector<std::int64_t> step;
  std::vector<double> value;  // same length as step
  std::vector<double> time;   // seconds since the epoch (imported: as given); empty, or same length as step
};

// What listings and audits read instead of a curve. Extremes are over the finite values; `hash` covers every
// bit of steps and values (not of times), so that two curves with equal hashes are taken to be the same
// numbers.
struct CurveSummary {
  Name metric;
  std::int64_t n = 0;
  std::int64_t n_finite = 0;
  std::int64_t first_step = 0;
  std::int64_t last_step = 0;
  double first = 0.0;
  double last = 0.0;
  std::optional<double> min;  // nothing when no value is finite
  std::optional<double> max;
  std::int64_t min_step = 0;  // of the first point that attains it
  std::int64_t max_step = 0;
  std::uint64_t hash = 0;
};

CurveSummary summarize(const Curve& curve);

// The score of each test example in one run.
struct ItemScores {
  Name metric;
  std::vector<std::string> item;
  std::vector<double> score;         // same length as item
  std::vector<std::string> cluster;  // empty, or same length as item
};

struct Git {
  Name commit;
  std::optional<bool> dirty;
  bool diff_stored = false;  // the uncommitted difference was kept beside the run
  Name branch;
};

struct Exclusion {
  Name reason;
  Name at;  // ISO 8601, UTC
};

struct EnvironmentEntry {
  Name name;
  Name value;
  friend bool operator==(const EnvironmentEntry&, const EnvironmentEntry&) = default;
};

// One run, without its points and item scores. Entries of params, tags, results, environment and curves are
// sorted by name and unique.
struct Run {
  std::string id;         // 26 characters, sorts by start time
  std::string source_id;  // the id that an imported run had where it came from
  Name method;
  Name dataset;
  Name split;  // empty: the dataset's test split
  std::optional<std::int64_t> seed;
  std::optional<std::int64_t> fold;
  Purpose purpose = Purpose::final;
  std::optional<Role> role;
  Status status = Status::running;
  Name failure;        // oom, preempted, timeout, diverged, crash, or empty
  std::string parent;  // id of the run this one was started under
  std::vector<Param> params;
  std::vector<Tag> tags;
  std::vector<Result> results;
  std::vector<CurveSummary> curves;
  std::vector<Name> item_metrics;  // metrics that have item scores
  std::vector<std::string> argv;
  std::vector<EnvironmentEntry> environment;
  std::optional<Git> git;
  Name host;
  Name device;
  std::optional<int> exit_code;
  std::optional<double> started_at;  // seconds since the epoch, UTC
  std::optional<double> ended_at;
  std::int64_t dropped_points = 0;  // what the recorder could not write; > 0 marks the run incomplete
  std::optional<Exclusion> excluded;
};

// Lookups in the sorted entries of a run; nothing where there is no such entry.
std::optional<double> find_result(const Run& run, Name metric);
const ParamValue* find_param(const Run& run, Name name);
const std::string* find_tag(const Run& run, Name name);
const CurveSummary* find_curve(const Run& run, Name metric);

// A run with everything it logged: what an importer makes and an exporter writes.
struct WholeRun {
  Run run;
  std::vector<Curve> curves;
  std::vector<ItemScores> items;
};

// Seconds since the epoch as ISO 8601 in UTC with milliseconds ("2026-11-24T10:00:00.000Z"), and back.
// parse_time accepts any number of fractional digits and a zone of Z or +hh:mm; nothing for any other text.
std::string format_time(double seconds_since_epoch);
std::optional<double> parse_time(std::string_view text);

}  // namespace gainsay::tracker
