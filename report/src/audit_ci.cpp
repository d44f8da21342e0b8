#include <map>
#include <vector>

#include <fmt/format.h>

#include "gainsay/audit/rule.h"
#include "gainsay/report/audit_formats.h"

#include "finding_text.h"
#include "text_for_ci.h"

// Audits for machines that run checks: JUnit's XML and the annotations of GitHub Actions.
namespace gainsay::report {
namespace {

using audit::Finding;
using audit::FindingKind;
using audit::Severity;

bool counts(const Finding& finding) {
  return finding.kind == FindingKind::fail && !finding.suppressed && !finding.known;
}

std::string failure_xml(const Finding& finding) {
  return fmt::format("      <failure type=\"{}\" message=\"{}\">{}</failure>\n", to_string(finding.severity),
                     xml_escaped(finding.message), xml_escaped(message_with_remedy(finding)));
}

std::string case_xml(const audit::Rule& rule, const std::vector<const Finding*>& findings) {
  std::string body;
  bool looked = false;
  for (const Finding* const finding : findings) {
    if (counts(*finding)) {
      const std::string subject = subject_of(*finding, " ");
      body +=
          fmt::format("    <testcase classname=\"{}\" name=\"{}{}{}\">\n{}    </testcase>\n", rule.code,
                      rule.name, subject.empty() ? "" : ": ", xml_escaped(subject), failure_xml(*finding));
    }
    looked = looked || finding->kind != FindingKind::not_applicable;
  }
  if (!body.empty()) return body;
  const bool skipped = !findings.empty() && !looked;
  if (!skipped) return fmt::format("    <testcase classname=\"{}\" name=\"{}\"/>\n", rule.code, rule.name);
  return fmt::format(
      "    <testcase classname=\"{}\" name=\"{}\">\n      <skipped message=\"{}\"/>\n    </testcase>\n",
      rule.code, rule.name, xml_escaped(findings.front()->message));
}

std::size_t occurrences(const std::string& text, std::string_view what) {
  std::size_t n = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size())) ++n;
  return n;
}

}  // namespace

std::string audit_junit(const audit::AuditReport& report) {
  std::map<std::string_view, std::vector<const Finding*>> by_rule;
  for (const Finding& finding : report.findings) by_rule[finding.rule].push_back(&finding);
  std::string cases;
  for (const audit::Rule& rule : audit::all_rules()) cases += case_xml(rule, by_rule[rule.code]);
  const std::string totals =
      fmt::format("tests=\"{}\" failures=\"{}\" skipped=\"{}\" errors=\"0\"", occurrences(cases, "<testcase"),
                  occurrences(cases, "<failure"), occurrences(cases, "<skipped"));
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"gainsay\" {}>\n"
      "  <testsuite name=\"{}\" {}>\n{}  </testsuite>\n</testsuites>\n",
      totals, xml_escaped(report.study), totals, cases);
}

std::string audit_github(const audit::AuditReport& report) {
  std::string out;
  for (const Finding& finding : report.findings) {
    if (!counts(finding)) continue;
    const std::string_view command = finding.severity == Severity::error     ? "error"
                                     : finding.severity == Severity::warning ? "warning"
                                                                             : "notice";
    const std::string claim = finding.claim.empty() ? "" : fmt::format(" (claim {})", finding.claim);
    out += fmt::format("::{} file=gainsay.toml,title={}::{}\n", command,
                       github_property(fmt::format("{} {}{}", finding.rule, finding.name, claim)),
                       github_message(message_with_remedy(finding)));
  }
  return out;
}

}  // namespace gainsay::report
