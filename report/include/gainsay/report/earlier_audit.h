#pragma once

#include <string>
#include <vector>

#include "gainsay/audit/audit.h"
#include "gainsay/report/text_style.h"

// An audit that was kept as JSON, to hold a later one against.
namespace gainsay::report {

struct EarlierFinding {
  std::string rule;
  std::string name;
  std::string kind;
  std::string severity;
  std::string claim;  // or empty
  std::string message;
  std::string fingerprint;
  bool suppressed;
};

// The findings in the JSON that `audit --format json` wrote. place: where it is from, for errors. Throws
// tracker::FormatError where it is not such JSON.
std::vector<EarlierFinding> earlier_findings(const std::string& json, const std::string& place);

// What changed since: findings that are new, that are gone, and that say something else. Findings that fail,
// are open or ask for a human count; suppressed ones do not.
std::string audit_difference_text(const std::vector<EarlierFinding>& before, const audit::AuditReport& now,
                                  const TextStyle& style);

}  // namespace gainsay::report
