#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "gainsay/tracker/name.h"

namespace gainsay::audit {

using tracker::Name;

enum class FindingKind : std::uint8_t { fail, open, review, pass, not_applicable };
enum class Severity : std::uint8_t { note, warning, error };
enum class Certainty : std::uint8_t { deterministic, statistical, heuristic };

std::string_view to_string(FindingKind kind);
std::string_view to_string(Severity severity);
std::string_view to_string(Certainty certainty);
std::optional<Severity> parse_severity(std::string_view text);

// What would settle a finding. `runs` is the number of runs at what the pilot shows, `runs_upper` allows for
// how uncertain the pilot's spread is; cost is `runs` times the recorded duration of like runs. Absent: not
// known.
struct Remedy {
  std::string text;
  std::optional<std::int64_t> runs;
  std::optional<std::int64_t> runs_upper;
  std::optional<double> cost_seconds;
};

using EvidenceValue = std::variant<double, std::int64_t, bool, std::string>;

// A number a rule saw, under a snake_case key; order is kept.
struct EvidenceEntry {
  std::string key;
  EvidenceValue value;
};

// What one rule says about one subject. A finding is data: nothing throws because of one.
struct Finding {
  std::string rule;  // code, filled in by the engine
  std::string name;
  FindingKind kind = FindingKind::fail;
  Severity severity = Severity::warning;  // after the stage has been applied
  Certainty certainty = Certainty::deterministic;
  std::string claim;  // id, or empty
  Name method;
  Name against;
  Name dataset;
  Name metric;
  std::string topic;              // what tells it from others of the rule with the same subject, or empty
  std::vector<std::string> runs;  // ids
  std::string message;            // what is wrong, with its numbers, in one sentence first
  std::vector<EvidenceEntry> evidence;
  Remedy remedy;
  std::optional<std::string> suppressed;  // the reason, when it is suppressed
  bool known = false;                     // it stood in the audit that is the baseline: it does not count
  std::string fingerprint;                // same rule, same subject: same text, whatever the numbers are
};

}  // namespace gainsay::audit
