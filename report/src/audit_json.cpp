
#include <nlohmann/json.hpp>

#include "gainsay/report/audit_formats.h"

#include "comparison_json.h"
#include "finding_json.h"
#include "json_values.h"
#include "runs_of_claim.h"

namespace gainsay::report {
namespace {

using nlohmann::ordered_json;

ordered_json claim_json(const audit::ClaimEvaluation& evaluation) {
  const audit::Claim& claim = evaluation.claim;
  ordered_json json;
  json["id"] = claim.id;
  json["text"] = claim.text;
  json["kind"] = to_string(claim.kind);
  json["verdict"] = to_string(evaluation.verdict);
  json["reason"] = evaluation.reason;
  json["verdict_with_failures"] = evaluation.verdict_with_failures
                                      ? ordered_json(to_string(*evaluation.verdict_with_failures))
                                      : ordered_json(nullptr);
  json["inferred"] = claim.inferred;
  json["quantifier"] = to_string(*claim.quantifier);
  json["scope"] = to_string(*claim.scope);
  json["aggregate"] = to_string(*claim.aggregate);
  json["pairing"] = to_string(*claim.pairing);
  json["smallest_effect"] = number(evaluation.smallest_effect);
  json["p"] = number(evaluation.p);
  json["p_adjusted"] = number(evaluation.p_adjusted);
  json["family"] = text_or_null(evaluation.family);
  json["family_size"] = evaluation.family_size;
  json["runs"] = runs_of(evaluation);
  json["comparisons"] = comparison_array(evaluation.comparisons);
  json["decisive"] = comparison_array(evaluation.decisive);
  return json;
}

ordered_json finding_json(const audit::Finding& finding) {
  ordered_json json;
  json["rule"] = finding.rule;
  json["name"] = finding.name;
  json["kind"] = to_string(finding.kind);
  json["severity"] = to_string(finding.severity);
  json["certainty"] = to_string(finding.certainty);
  json["claim"] = text_or_null(finding.claim);
  json["method"] = text_or_null(finding.method.str());
  json["against"] = text_or_null(finding.against.str());
  json["dataset"] = text_or_null(finding.dataset.str());
  json["metric"] = text_or_null(finding.metric.str());
  json["runs"] = finding.runs;
  json["message"] = finding.message;
  json["evidence"] = evidence_json(finding.evidence);
  json["remedy"] = remedy_json(finding.remedy);
  json["suppressed"] = finding.suppressed ? ordered_json(*finding.suppressed) : ordered_json(nullptr);
  json["known"] = finding.known;
  json["fingerprint"] = finding.fingerprint;
  return json;
}

}  // namespace

std::string audit_json(const audit::AuditReport& report, const std::string& version) {
  ordered_json json;
  json["gainsay"] = version;
  json["ruleset"] = report.ruleset;
  json["study"] = report.study;
  json["stage"] = to_string(report.stage);
  json["profile"] = to_string(report.profile);
  json["alpha"] = report.alpha;
  json["claims"] = ordered_json::array();
  for (const auto& claim : report.claims) json["claims"].push_back(claim_json(claim));
  json["findings"] = ordered_json::array();
  for (const auto& finding : report.findings) json["findings"].push_back(finding_json(finding));
  json["summary"] = {{"errors", report.summary.errors},         {"warnings", report.summary.warnings},
                     {"notes", report.summary.notes},           {"open", report.summary.open},
                     {"suppressed", report.summary.suppressed}, {"known", report.summary.known}};
  json["inferred"] = report.inferred;
  json["checks"] = ordered_json::array();
  for (const auto& check : report.checks) {
    json["checks"].push_back({{"rule", check.rule},
                              {"name", check.name},
                              {"state", to_string(check.state)},
                              {"findings", check.findings},
                              {"why", text_or_null(check.why)},
                              {"needed", text_or_null(check.needed)}});
  }
  return dump(json);
}

std::string rule_catalogue_json() {
  ordered_json json = ordered_json::array();
  for (const audit::Rule& rule : audit::all_rules()) {
    ordered_json options = ordered_json::array();
    for (const auto& option : rule.options) {
      options.push_back({{"name", option.name}, {"default", option.value}, {"meaning", option.meaning}});
    }
    json.push_back({{"code", rule.code},
                    {"name", rule.name},
                    {"summary", rule.summary},
                    {"group", rule.group},
                    {"severity", to_string(rule.severity)},
                    {"certainty", to_string(rule.certainty)},
                    {"since", rule.since},
                    {"options", options},
                    {"explanation", rule.explanation}});
  }
  return dump(json);
}

}  // namespace gainsay::report
