#include <functional>

#include <fmt/format.h>

#include "gainsay/report/audit_formats.h"

#include "text_paragraph.h"

namespace gainsay::report {
namespace {

using audit::AuditReport;
using audit::CheckState;
using audit::RuleCheck;

std::string section(const AuditReport& report, const TextStyle& style, CheckState state,
                    std::string_view title, const std::function<std::string(const RuleCheck&)>& line) {
  std::string body;
  std::int64_t n = 0;
  for (const RuleCheck& check : report.checks) {
    if (check.state != state) continue;
    body += line(check);
    ++n;
  }
  if (n == 0) return "";
  return fmt::format("\n{}\n{}", style.paint(Emphasis::bold, fmt::format("{} ({})", title, n)), body);
}

std::string untested(const AuditReport& report, const TextStyle& style) {
  std::string body;
  for (const auto& evaluation : report.claims) {
    for (const auto& comparison : evaluation.comparisons) {
      if (comparison.p) continue;
      body += paragraph(fmt::format("{} against {} on {}: {}", evaluation.claim.id, comparison.against.str(),
                                    comparison.dataset.str(), comparison.reason),
                        style, 2);
    }
  }
  return body.empty()
             ? ""
             : fmt::format("\n{}\n{}", style.paint(Emphasis::bold, "Comparisons without a test"), body);
}

constexpr std::string_view beyond_the_records =
    "runs that were never recorded, and results that were seen elsewhere; whether the code computes what the "
    "method is said to be; leakage inside the data beyond the splits and groups that are declared; whether "
    "the "
    "paper says what the claims say; whether the question is worth asking.";

}  // namespace

std::string audit_clean_text(const AuditReport& report, const TextStyle& style) {
  const auto summary_of = [](const RuleCheck& check) {
    return std::string(audit::find_rule(check.rule)->summary);
  };
  std::string out =
      fmt::format("{}\n", style.paint(Emphasis::bold, printable(report.study) + ": what was checked"));
  out += paragraph(
      "A silent rule saw no sign of its trouble in what was recorded and declared. That is no proof that "
      "there is none.",
      style, 0);
  out += section(report, style, CheckState::found, "Found", [&](const RuleCheck& check) {
    std::string text = fmt::format("{} {}: {} finding{}", check.rule, check.name, check.findings,
                                   check.findings == 1 ? "" : "s");
    if (!check.why.empty()) text += "; not everywhere: " + check.why;
    return paragraph(text, style, 2);
  });
  out += section(report, style, CheckState::silent, "Silent: no sign of it", [&](const RuleCheck& check) {
    return paragraph(fmt::format("{} {}: {}", check.rule, check.name, summary_of(check)), style, 2);
  });
  out += section(report, style, CheckState::could_not_look, "Could not look", [&](const RuleCheck& check) {
    const std::string needed = check.needed.empty() ? "" : paragraph("-> " + check.needed, style, 4);
    return paragraph(fmt::format("{} {}: {}", check.rule, check.name, check.why), style, 2) + needed;
  });
  out += section(report, style, CheckState::not_asked, "Not asked", [&](const RuleCheck& check) {
    return paragraph(fmt::format("{} {}: {}", check.rule, check.name, check.why), style, 2);
  });
  out += untested(report, style);
  return out + fmt::format("\n{}\n", style.paint(Emphasis::bold, "What no rule can see")) +
         paragraph(std::string(beyond_the_records), style, 2);
}

}  // namespace gainsay::report
