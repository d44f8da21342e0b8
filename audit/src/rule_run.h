#pragma once

#include <span>
#include <string>
#include <vector>

#include "gainsay/audit/finding.h"
#include "gainsay/audit/rule.h"
#include "gainsay/audit/study.h"

namespace gainsay::audit {

// What an audit is made under: its stage, and its date for what expires (ISO; empty: nothing does).
struct AuditOccasion {
  Stage stage = Stage::draft;
  std::string today;
};

// What one rule finds in the study under the study file's thresholds, with what the engine fills in, before
// anything is suppressed.
std::vector<Finding> findings_of(const Study& study, const Rule& rule, const AuditOccasion& occasion);

// The same of several rules, one after the other in their order; over a large study as many at a time as the
// machine has processors. Throws what the first of them throws.
std::vector<std::vector<Finding>> findings_of(const Study& study, std::span<const Rule* const> rules,
                                              const AuditOccasion& occasion);

}  // namespace gainsay::audit
