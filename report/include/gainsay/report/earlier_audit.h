#pragma once

#include <functional>
#include <map>
#include <set>
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
  std::set<std::string> runs;  // ids of those that it names
};

struct EarlierAudit {
  std::vector<EarlierFinding> findings;
  std::map<std::string, std::set<std::string>> runs;  // that a claim rested on, by its id
};

// What is in the JSON that `audit --format json` wrote; of an older Gainsay, which did not write them, the
// runs of claims are not known. place: where it is from, for errors. Throws tracker::FormatError where it is
// not such JSON.
EarlierAudit earlier_audit(const std::string& json, const std::string& place);

// What is known now of a run that had, or has, a part in a finding: "bn on digits, seed 3, excluded: ...";
// empty for one that is not there.
using RunLabel = std::function<std::string(const std::string& id)>;

// What changed since: findings that are new, that are gone, and that say something else, each with the runs
// that joined or left what it rests on. Findings that fail, are open or ask for a human count; suppressed
// ones do not.
std::string audit_difference_text(const EarlierAudit& before, const audit::AuditReport& now,
                                  const RunLabel& label, const TextStyle& style);

}  // namespace gainsay::report
