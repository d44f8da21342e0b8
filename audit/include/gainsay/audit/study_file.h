#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gainsay/tracker/model.h"
#include "gainsay/tracker/name.h"

// What `gainsay.toml` declares, as plain values. Nothing is inferred here: an absent key is an absent value.
namespace gainsay::audit {

using tracker::Name;

enum class Stage : std::uint8_t { explore, draft, submit };
enum class Profile : std::uint8_t { science, engineering };
enum class Direction : std::uint8_t { higher, lower };
enum class MetricKind : std::uint8_t { quality, resource, stability };
enum class MetricForm : std::uint8_t { proportion, integer_mean, continuous };
enum class ClaimKind : std::uint8_t {
  improves,
  matches,
  faster,
  cheaper,
  more_stable,
  converges_faster,
  generalises,
  scales,
  component_matters,
  new_dataset
};
enum class Quantifier : std::uint8_t { all, average, some };
enum class Scope : std::uint8_t { these_datasets, domain };
enum class Aggregate : std::uint8_t { mean, normalised, log_ratio, rank, iqm };
enum class Pairing : std::uint8_t { none, seed, fold, item };
enum class PainPoint : std::uint8_t {
  extreme_cases,
  bottleneck,
  unstable_training,
  slow_convergence,
  missing_function,
  poor_generalisation
};
enum class ErrorKind : std::uint8_t { sd, sem, ci95, range };

// The spelling of the study file: "these-datasets", "component-matters", "ci95", ...
std::string_view to_string(Stage value);
std::string_view to_string(Profile value);
std::string_view to_string(Direction value);
std::string_view to_string(MetricKind value);
std::string_view to_string(MetricForm value);
std::string_view to_string(ClaimKind value);
std::string_view to_string(Quantifier value);
std::string_view to_string(Scope value);
std::string_view to_string(Aggregate value);
std::string_view to_string(Pairing value);
std::string_view to_string(PainPoint value);
std::string_view to_string(ErrorKind value);
std::optional<Stage> parse_stage(std::string_view text);
std::optional<Profile> parse_profile(std::string_view text);

struct Range {
  double low = 0.0;
  double high = 0.0;
};

struct MetricDeclaration {
  Name name;
  std::optional<Direction> direction;
  std::optional<MetricKind> kind;
  std::optional<MetricForm> form;
  std::string unit;
  std::optional<Range> range;
  std::optional<double> smallest_effect;  // > 0, in the metric's unit
  Name alias_of;
};

struct SplitDeclaration {
  Name name;
  std::optional<std::int64_t> n_items;
  std::string content_hash;
  std::vector<std::string> groups;
  std::string from;
  std::string to;
};

struct DatasetDeclaration {
  Name name;
  Name domain;
  std::optional<std::int64_t> n_items;  // of the test split
  std::string content_hash;
  std::string version;
  bool introduced_here = false;
  bool smoke = false;
  std::string group_key;
  bool time_ordered = false;
  std::vector<SplitDeclaration> splits;
};

struct MethodDeclaration {
  Name name;
  tracker::Role role = tracker::Role::baseline;
  Name parent;
  std::vector<Name> components;
  std::vector<Name> removes;
  std::vector<Name> adds;
  std::vector<Name> inherited;
  bool trivial = false;
  bool deterministic = false;
  std::vector<std::vector<Name>> coupled;  // groups of parameters that change together on purpose
  std::string family;
  std::string source;
  std::optional<std::int64_t> n_parameters;
};

// What a paper prints. Numbers are the text that is printed, because trailing zeros matter.
struct ReportedValue {
  std::optional<std::string> mean;
  std::optional<std::string> error;
  std::optional<ErrorKind> error_kind;
  std::optional<std::int64_t> n;
  std::string unit;  // "percent": the recorded value is multiplied by 100 before it is compared
  std::optional<std::string> gain;
  bool gain_is_relative = false;
  std::optional<std::string> p;
  std::optional<bool> bold;
  std::optional<int> decimals;
  int line = 0;
};

// The printed mean in the unit of the recorded metric ("percent": divided by 100); nothing where none is
// printed.
std::optional<double> reported_mean(const ReportedValue& value);

// [[reported]]: a number copied from a paper.
struct ReportedResult {
  Name method;
  Name dataset;
  Name metric;
  ReportedValue value;
  std::string source;
  bool same_split = false;
};

struct Patch {
  Name method;
  PainPoint pain_point = PainPoint::extreme_cases;
  Name target;
  std::string change;
  std::string found_by;
  std::vector<Name> evidence;   // names of metrics, datasets or subsets that measure the pain
  std::optional<double> level;  // slow convergence: the value of the curve to reach; else 95 % of the way
};

struct Claim {
  std::string id;
  std::string text;
  ClaimKind kind = ClaimKind::improves;
  Name method;
  std::vector<Name> against;   // empty: every baseline
  std::vector<Name> datasets;  // empty: all but smoke
  Name metric;
  Name component;
  std::optional<Quantifier> quantifier;
  std::optional<Scope> scope;
  std::optional<Aggregate> aggregate;
  std::optional<Pairing> pairing;
  std::optional<double> smallest_effect;
  std::string test;
  std::string family;
  bool primary = false;
  bool specific = false;
  bool exploratory = false;
  bool inferred = false;  // made by Gainsay from the runs because none was declared
  std::optional<std::int64_t> planned_n;
  std::vector<std::int64_t> looks;  // runs of each arm at each planned look, rising
  std::string design;  // how level is shared among looks; empty: one look, or the default for looks
  std::vector<std::int64_t> seeds;  // fixed beforehand; empty: not said
  std::optional<ReportedValue> reported;
  std::map<Name, ReportedValue> against_reported;  // by comparator
  int line = 0;
};

struct NoveltyStatement {
  std::optional<int> score;  // 0 to 5
  std::string kind, nearest_prior, difference, argument, limitation_of;
};

struct ProblemSizeStatement {
  std::optional<int> score;  // 0 to 5
  std::string who_cares, how_common;
  std::vector<std::string> sources;
};

struct Suppression {
  std::string rule;
  std::string claim;
  Name method;
  Name dataset;
  std::string reason;
  std::string until;  // ISO date, empty: for ever
  int line = 0;
};

struct AuditSettings {
  std::vector<std::string> select;
  std::vector<std::string> ignore;
  std::string fail_on;
  std::map<std::string, std::map<std::string, double>> rule_options;  // by code, then option
};

struct StudyFile {
  std::string path;  // as shown in messages
  bool exists = false;
  std::string name;
  Stage stage = Stage::draft;
  Profile profile = Profile::science;
  double alpha = 0.05;
  double power = 0.8;
  std::string ruleset = "1";
  AuditSettings audit;
  std::vector<MetricDeclaration> metrics;
  std::vector<DatasetDeclaration> datasets;
  std::vector<MethodDeclaration> methods;
  std::vector<ReportedResult> reported;
  std::vector<Patch> patches;
  std::vector<Claim> claims;
  std::optional<NoveltyStatement> novelty;
  std::optional<ProblemSizeStatement> problem_size;
  std::vector<Suppression> suppressions;

  const MetricDeclaration* find_metric(Name name) const;
  const DatasetDeclaration* find_dataset(Name name) const;
  const MethodDeclaration* find_method(Name name) const;
};

// Reads a study file from its text. `path` is only used in messages.
// Throws tracker::FormatError with "path:line:column" for TOML that does not parse, an unknown key (naming
// the nearest known one), a value of the wrong type or outside its range, a missing obligatory key and a
// duplicate claim id. Whether the methods, metrics and datasets that claims name exist is for Study to say,
// which knows the runs.
StudyFile parse_study_file(std::string_view text, const std::string& path);

// Reads `file`; a file that does not exist gives StudyFile{exists = false} named after its folder.
// Throws tracker::FormatError as above, or when the file cannot be read.
StudyFile load_study_file(const std::filesystem::path& file);

}  // namespace gainsay::audit
