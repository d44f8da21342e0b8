#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gainsay/audit/claim_evaluation.h"
#include "gainsay/audit/finding.h"
#include "gainsay/audit/study.h"

namespace gainsay::audit {

struct AuditOptions {
  std::optional<Stage> stage;       // else the study file's
  std::optional<Profile> profile;   // else the study file's
  std::vector<std::string> select;  // codes or prefixes ("ST", "ST103"); empty: all
  std::vector<std::string> ignore;
  std::string today;  // ISO date, for suppressions that expire; empty: none expires
  // Fingerprints of an earlier audit, the baseline: these findings are known and do not count.
  std::optional<std::vector<std::string>> known = std::nullopt;
};

struct AuditSummary {
  std::int64_t errors = 0;  // fail findings that are not suppressed, by severity after the stage
  std::int64_t warnings = 0;
  std::int64_t notes = 0;
  std::int64_t open = 0;  // open findings that are not suppressed
  std::int64_t suppressed = 0;
  std::int64_t known = 0;  // fail or open in the baseline already, and counted here alone
};

// What came of one rule. `silent` is no proof: the rule saw no sign of its trouble in what was recorded.
enum class CheckState : std::uint8_t { found, silent, could_not_look, not_asked };

std::string_view to_string(CheckState state);  // "found", "silent", "could-not-look", "not-asked"

struct RuleCheck {
  std::string rule;  // code
  std::string name;
  CheckState state = CheckState::silent;
  std::int64_t findings = 0;  // that fail, are open or ask for a human, suppressed ones too
  std::string why;            // why it could not look, or not everywhere, or was not asked; else empty
  std::string needed;         // what would let it look
};

// The outcome of all selected rules over a study. Findings are ordered by what sinks the paper first: fails
// before opens before reviews, errors before warnings before notes, then claim in file order, code, subject.
struct AuditReport {
  std::string study;
  Stage stage = Stage::draft;
  Profile profile = Profile::science;
  double alpha = 0.05;
  double power = 0.8;  // what minimum detectable effects are given at
  std::string ruleset;
  std::vector<ClaimEvaluation> claims;
  std::shared_ptr<const Records> records;  // keeps the runs that the claims point to
  std::vector<Finding> findings;
  std::vector<RuleCheck> checks;  // every rule, by code
  AuditSummary summary;
  bool has_baseline = false;
  std::vector<std::string> inferred;  // what was inferred because it was not declared, one sentence each
};

// Runs every selected rule. Throws tracker::FormatError for a code in select, ignore or rule options that no
// rule has.
AuditReport run_audit(const Study& study, const AuditOptions& options);

// True when a fail finding that is neither suppressed nor known is at `level` or above.
bool has_findings_at(const AuditReport& report, Severity level);

}  // namespace gainsay::audit
