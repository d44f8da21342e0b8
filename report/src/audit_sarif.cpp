#include <map>
#include <string>

#include <nlohmann/json.hpp>

#include "gainsay/audit/rule.h"
#include "gainsay/report/audit_formats.h"

#include "finding_json.h"
#include "finding_text.h"
#include "json_values.h"

namespace gainsay::report {
namespace {

using audit::Finding;
using audit::FindingKind;
using nlohmann::ordered_json;

constexpr std::string_view schema = "https://json.schemastore.org/sarif-2.1.0.json";

std::string level_of(audit::Severity severity) { return std::string{to_string(severity)}; }

std::string_view kind_of(FindingKind kind) {
  return kind == FindingKind::not_applicable ? "notApplicable" : to_string(kind);
}

ordered_json rule_json(const audit::Rule& rule) {
  return {{"id", rule.code},
          {"name", rule.name},
          {"shortDescription", {{"text", rule.summary}}},
          {"help", {{"text", rule.explanation}, {"markdown", rule.explanation}}},
          {"defaultConfiguration", {{"level", level_of(rule.severity)}}},
          {"properties", {{"group", rule.group}, {"certainty", to_string(rule.certainty)}}}};
}

// What the finding is about, from claim to dataset; there is no line of code to point at.
ordered_json logical_locations(const Finding& finding) {
  ordered_json locations = ordered_json::array();
  const auto add = [&locations](std::string_view kind, const std::string& name) {
    if (!name.empty()) locations.push_back({{"name", name}, {"kind", kind}});
  };
  add("claim", finding.claim);
  add("method", finding.method.str());
  add("against", finding.against.str());
  add("dataset", finding.dataset.str());
  add("metric", finding.metric.str());
  return locations;
}

ordered_json result_json(const Finding& finding, std::size_t rule_index) {
  const bool fails = finding.kind == FindingKind::fail;
  ordered_json location{{"physicalLocation", {{"artifactLocation", {{"uri", "gainsay.toml"}}}}}};
  const ordered_json about = logical_locations(finding);
  if (!about.empty()) location["logicalLocations"] = about;
  ordered_json json{{"ruleId", finding.rule},
                    {"ruleIndex", rule_index},
                    {"kind", kind_of(finding.kind)},
                    {"level", fails ? level_of(finding.severity) : "none"},
                    {"message", {{"text", message_with_remedy(finding)}}},
                    {"locations", ordered_json::array({location})},
                    {"partialFingerprints", {{"gainsay/v1", finding.fingerprint}}},
                    {"properties",
                     {{"evidence", evidence_json(finding.evidence)},
                      {"remedy", remedy_json(finding.remedy)},
                      {"runs", finding.runs}}}};
  if (finding.suppressed) {
    json["suppressions"] =
        ordered_json::array({{{"kind", "external"}, {"justification", *finding.suppressed}}});
  }
  return json;
}

}  // namespace

std::string audit_sarif(const audit::AuditReport& report, const std::string& version) {
  ordered_json rules = ordered_json::array();
  std::map<std::string_view, std::size_t> index;
  for (const audit::Rule& rule : audit::all_rules()) {
    index.emplace(rule.code, rules.size());
    rules.push_back(rule_json(rule));
  }
  ordered_json results = ordered_json::array();
  for (const Finding& finding : report.findings) {
    results.push_back(result_json(finding, index.at(finding.rule)));
    if (report.has_baseline) results.back()["baselineState"] = finding.known ? "unchanged" : "new";
  }
  const ordered_json driver{
      {"name", "Gainsay"}, {"version", version}, {"semanticVersion", version}, {"rules", rules}};
  const ordered_json run{{"tool", {{"driver", driver}}},
                         {"columnKind", "unicodeCodePoints"},
                         {"results", results},
                         {"properties",
                          {{"study", report.study},
                           {"stage", to_string(report.stage)},
                           {"profile", to_string(report.profile)},
                           {"alpha", report.alpha}}}};
  return dump({{"$schema", schema}, {"version", "2.1.0"}, {"runs", ordered_json::array({run})}});
}

}  // namespace gainsay::report
