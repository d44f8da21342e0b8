#include "gainsay/audit/audit.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "gainsay/audit/rule.h"
#include "gainsay/tracker/error.h"

#include "rule_run.h"
#include "suppressions.h"

namespace gainsay::audit {
namespace {

bool matches(const Rule& rule, const std::string& code) {
  return rule.code.starts_with(code) || rule.name == code;
}

void check_codes(const std::vector<std::string>& codes, std::string_view option) {
  for (const std::string& code : codes) {
    const bool known =
        !code.empty() && std::ranges::any_of(all_rules(), [&](const Rule& r) { return matches(r, code); });
    if (known) continue;
    throw tracker::FormatError(
        std::string(option), fmt::format("there is no rule `{}`", code),
        "give a code (ST103), a group (ST) or a name; `gainsay explain --all` lists them");
  }
}

bool is_selected(const Rule& rule, const AuditOptions& options, const AuditSettings& settings) {
  const auto& select = options.select.empty() ? settings.select : options.select;
  const auto names_it = [&](const std::string& code) { return matches(rule, code); };
  const bool selected = select.empty() || std::ranges::any_of(select, names_it);
  return selected && std::ranges::none_of(options.ignore, names_it) &&
         std::ranges::none_of(settings.ignore, names_it);
}

std::string why_not_asked(const Rule& rule, const AuditOptions& options, const AuditSettings& settings,
                          Stage stage) {
  if (!is_selected(rule, options, settings)) return "not selected, or ignored";
  if (rule.only_at_submit && stage != Stage::submit) return "asked at stage submit alone";
  return "";
}

RuleCheck check_of(const Rule& rule, const std::vector<Finding>& found) {
  RuleCheck check{std::string(rule.code), std::string(rule.name), CheckState::silent, 0, "", ""};
  for (const Finding& finding : found) {
    if (finding.kind == FindingKind::not_applicable) {
      check.why = finding.message;
      check.needed = finding.remedy.text;
    } else if (finding.kind != FindingKind::pass) {
      ++check.findings;
    }
  }
  if (!check.why.empty()) check.state = CheckState::could_not_look;
  if (check.findings > 0) check.state = CheckState::found;
  return check;
}

void suppress(const Study& study, const std::string& today, std::vector<Finding>& findings) {
  for (Finding& finding : findings) {
    for (const Suppression& suppression : study.file().suppressions) {
      if (!has_expired(suppression, today) && covers(suppression, finding))
        finding.suppressed = suppression.reason;
    }
  }
}

void mark_known(const std::vector<std::string>& known, std::vector<Finding>& findings) {
  const std::set<std::string_view> fingerprints(known.begin(), known.end());
  for (Finding& finding : findings) finding.known = fingerprints.contains(finding.fingerprint);
}

// What sinks the paper comes first.
void order(const Study& study, std::vector<Finding>& findings) {
  std::map<std::string, std::size_t> position;
  for (const ClaimEvaluation& evaluation : study.evaluations())
    position.emplace(evaluation.claim.id, position.size());
  const auto key = [&](const Finding& finding) {
    const auto claim = position.find(finding.claim);
    return std::tuple(finding.suppressed.has_value(), finding.known, static_cast<int>(finding.kind),
                      -static_cast<int>(finding.severity),
                      claim == position.end() ? position.size() : claim->second, finding.rule,
                      finding.method.str(), finding.against.str(), finding.dataset.str(),
                      finding.metric.str());
  };
  std::ranges::stable_sort(findings, {}, key);
}

AuditSummary summarise(const std::vector<Finding>& findings) {
  AuditSummary summary;
  for (const Finding& finding : findings) {
    if (finding.suppressed) {
      ++summary.suppressed;
    } else if (finding.known) {
      summary.known += finding.kind == FindingKind::open || finding.kind == FindingKind::fail ? 1 : 0;
    } else if (finding.kind == FindingKind::open) {
      ++summary.open;
    } else if (finding.kind == FindingKind::fail) {
      ++(finding.severity == Severity::error     ? summary.errors
         : finding.severity == Severity::warning ? summary.warnings
                                                 : summary.notes);
    }
  }
  return summary;
}

std::vector<std::string> inferred_facts(const Study& study) {
  std::vector<std::string> facts;
  std::set<std::string> metrics;
  if (!study.file().exists)
    facts.emplace_back("there is no gainsay.toml: roles, metrics and claims come from the runs");
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    if (evaluation.claim.inferred) {
      facts.push_back(fmt::format("claim {}: no claim is declared, so that {} is taken to claim a gain in {}",
                                  evaluation.claim.id, evaluation.claim.method.str(),
                                  evaluation.claim.metric.str()));
    }
    const Metric metric = study.metric(evaluation.claim.metric);
    if (metric.direction_inferred && metrics.insert(metric.name.str()).second) {
      facts.push_back(fmt::format("metric {}: {} is better, by its name", metric.name.str(),
                                  to_string(*metric.direction)));
    }
  }
  return facts;
}

void ask_rules(const Study& study, const AuditOptions& options, AuditReport& report) {
  std::vector<const Rule*> asked;
  for (const Rule& rule : all_rules()) {
    const std::string not_asked = why_not_asked(rule, options, study.file().audit, report.stage);
    if (not_asked.empty()) asked.push_back(&rule);
    report.checks.push_back(
        {std::string(rule.code), std::string(rule.name), CheckState::not_asked, 0, not_asked, ""});
  }
  auto found = findings_of(study, asked, {report.stage, options.today});
  for (std::size_t i = 0; i < asked.size(); ++i) {
    *std::ranges::find(report.checks, asked[i]->code, &RuleCheck::rule) = check_of(*asked[i], found[i]);
    std::ranges::move(found[i], std::back_inserter(report.findings));
  }
}

}  // namespace

AuditReport run_audit(const Study& study, const AuditOptions& options) {
  check_codes(options.select, "--select");
  check_codes(options.ignore, "--ignore");
  check_codes(study.file().audit.select, "[audit] select");
  check_codes(study.file().audit.ignore, "[audit] ignore");
  AuditReport report;
  report.study = study.file().name;
  report.stage = options.stage.value_or(study.file().stage);
  report.profile = options.profile.value_or(study.file().profile);
  report.alpha = study.file().alpha;
  report.power = study.file().power;
  report.ruleset = study.file().ruleset;
  report.claims = study.evaluations();
  report.records = study.shared_records();
  ask_rules(study, options, report);
  suppress(study, options.today, report.findings);
  report.has_baseline = options.known.has_value();
  if (options.known) mark_known(*options.known, report.findings);
  order(study, report.findings);
  report.summary = summarise(report.findings);
  report.inferred = inferred_facts(study);
  return report;
}

bool has_findings_at(const AuditReport& report, Severity level) {
  return std::ranges::any_of(report.findings, [&](const Finding& finding) {
    return finding.kind == FindingKind::fail && !finding.suppressed && !finding.known &&
           finding.severity >= level;
  });
}

}  // namespace gainsay::audit
