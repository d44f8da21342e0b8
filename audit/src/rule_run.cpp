#include "rule_run.h"

#include <algorithm>
#include <map>

#include "fingerprint.h"

namespace gainsay::audit {
namespace {

std::map<std::string, double> options_of(const Rule& rule, const AuditSettings& settings) {
  std::map<std::string, double> options;
  for (const RuleOption& option : rule.options) options[std::string(option.name)] = option.value;
  for (const std::string& key : {std::string(rule.code), std::string(rule.name)}) {
    const auto configured = settings.rule_options.find(key);
    if (configured == settings.rule_options.end()) continue;
    for (const auto& [name, value] : configured->second) options[name] = value;
  }
  return options;
}

// explore: an error is only a note, and so is a warning; draft: an error is a warning.
Severity at_stage(Severity severity, Stage stage) {
  if (stage == Stage::explore) return Severity::note;
  return stage == Stage::draft ? std::min(severity, Severity::warning) : severity;
}

}  // namespace

std::vector<Finding> findings_of(const Study& study, const Rule& rule, const AuditOccasion& occasion) {
  std::vector<Finding> found;
  const auto options = options_of(rule, study.file().audit);
  FindingSink sink(found, options, occasion.stage, occasion.today);
  rule.check(study, sink);
  for (Finding& finding : found) {
    finding.rule = rule.code;
    finding.name = rule.name;
    finding.certainty = rule.certainty;
    finding.severity = at_stage(finding.severity, occasion.stage);
    finding.fingerprint = fingerprint(finding);
  }
  return found;
}

}  // namespace gainsay::audit
