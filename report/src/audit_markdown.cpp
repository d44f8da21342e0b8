#include <fmt/format.h>

#include "gainsay/report/audit_formats.h"

#include "markdown.h"
#include "numbers.h"

namespace gainsay::report {
namespace {

using audit::Comparison;
using audit::Finding;
using audit::FindingKind;

std::string row(const Comparison& c) {
  const std::string where = c.dataset.empty() ? fmt::format("all {}", c.datasets.size()) : c.dataset.str();
  const std::string names = fmt::format("| {} | {} | {}/{} ", markdown_escaped(c.against.str()),
                                        markdown_escaped(where), c.method_side.n, c.against_side.n);
  if (!c.estimate) return fmt::format("{}| | | | | {} |\n", names, markdown_escaped(c.reason));
  return fmt::format("{}| {}{} | [{}, {}] | {} | {} | {} |\n", names, *c.estimate > 0 ? "+" : "",
                     significant(*c.estimate), significant(c.interval->low), significant(c.interval->high),
                     p_text(*c.p), c.p_adjusted ? p_text(*c.p_adjusted) : "", to_string(c.verdict));
}

std::string claim_markdown(const audit::ClaimEvaluation& evaluation) {
  std::string out = fmt::format("\n### {}: {}\n{}\n", markdown_escaped(evaluation.claim.id),
                                to_string(evaluation.verdict), markdown_escaped(evaluation.claim.text));
  if (!evaluation.reason.empty()) out += fmt::format("\n{}\n", markdown_escaped(evaluation.reason));
  if (evaluation.comparisons.empty()) return out;
  out +=
      "\n| against | dataset | n | gain | interval | p | Holm | verdict "
      "|\n|---|---|---|---|---|---|---|---|\n";
  for (const Comparison& comparison : evaluation.comparisons) out += row(comparison);
  for (const Comparison& comparison : evaluation.decisive) {
    if (comparison.datasets.size() > 1) out += row(comparison);
  }
  return out;
}

std::string finding_markdown(const Finding& finding) {
  const auto level =
      finding.kind == FindingKind::fail ? to_string(finding.severity) : to_string(finding.kind);
  std::string out = fmt::format("- **{} {}** {}{}: {}", level, finding.rule, finding.name,
                                finding.claim.empty() ? "" : " (" + markdown_escaped(finding.claim) + ")",
                                markdown_escaped(finding.message));
  if (!finding.remedy.text.empty()) out += "\n  - " + markdown_escaped(finding.remedy.text);
  if (finding.suppressed) out += "\n  - suppressed: " + markdown_escaped(*finding.suppressed);
  return out + "\n";
}

}  // namespace

std::string audit_markdown(const audit::AuditReport& report) {
  const auto& s = report.summary;
  std::string out = fmt::format(
      "# Audit of {}\n\n{} errors, {} warnings, {} notes, {} open, {} suppressed "
      "(stage {}, profile {}, alpha {})\n\n## Findings\n\n",
      markdown_escaped(report.study), s.errors, s.warnings, s.notes, s.open, s.suppressed,
      to_string(report.stage), to_string(report.profile), report.alpha);
  for (const Finding& finding : report.findings) {
    const bool shown = finding.kind != FindingKind::pass && finding.kind != FindingKind::not_applicable;
    if (shown) out += finding_markdown(finding);
  }
  out += "\n## Claims\n";
  for (const auto& evaluation : report.claims) out += claim_markdown(evaluation);
  return out;
}

}  // namespace gainsay::report
