#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "gainsay/report/audit_formats.h"

#include "finding_text.h"
#include "numbers.h"
#include "text_paragraph.h"
#include "text_table.h"

namespace gainsay::report {
namespace {

using audit::AuditReport;
using audit::ClaimEvaluation;
using audit::ClaimVerdict;
using audit::Comparison;
using audit::Finding;
using audit::FindingKind;
using audit::Severity;

constexpr int text_indent = 4;

std::string plural(std::int64_t n, std::string_view word) {
  return fmt::format("{} {}{}", n, word, n == 1 ? "" : "s");
}

Emphasis color_of(const Finding& finding) {
  if (finding.kind == FindingKind::open) return Emphasis::cyan;
  return finding.severity == Severity::error     ? Emphasis::red
         : finding.severity == Severity::warning ? Emphasis::yellow
                                                 : Emphasis::faint;
}

Emphasis color_of(ClaimVerdict verdict) {
  switch (verdict) {
    case ClaimVerdict::supported:
      return Emphasis::green;
    case ClaimVerdict::contradicted:
      return Emphasis::red;
    default:
      return Emphasis::yellow;
  }
}

std::string headline(const AuditReport& report, const TextStyle& style) {
  const auto& s = report.summary;
  const std::string counts = fmt::format(
      "{}, {}, {}, {} open{}", plural(s.errors, "error"), plural(s.warnings, "warning"),
      plural(s.notes, "note"), s.open, s.suppressed > 0 ? fmt::format(", {} suppressed", s.suppressed) : "");
  const Emphasis color = s.errors > 0              ? Emphasis::red
                         : s.warnings + s.open > 0 ? Emphasis::yellow
                                                   : Emphasis::green;
  return fmt::format("{}: {}\nstage {}, profile {}, alpha {}\n",
                     style.paint(Emphasis::bold, printable(report.study)), style.paint(color, counts),
                     to_string(report.stage), to_string(report.profile), report.alpha);
}

std::string finding_text(const Finding& finding, const TextStyle& style) {
  const std::string level = finding.kind == FindingKind::fail ? std::string(to_string(finding.severity))
                                                              : std::string(to_string(finding.kind));
  std::string out = fmt::format("  {} {} {}{}\n", style.paint(color_of(finding), level),
                                style.paint(Emphasis::bold, finding.rule), finding.name,
                                finding.claim.empty() ? "" : "  (claim " + printable(finding.claim) + ")");
  out += paragraph(finding.message, style, text_indent);
  if (!finding.remedy.text.empty()) out += paragraph("-> " + finding.remedy.text, style, text_indent);
  if (finding.suppressed) out += paragraph("suppressed: " + *finding.suppressed, style, text_indent);
  return out;
}

std::string section(const AuditReport& report, const TextStyle& style, std::string_view title,
                    const std::function<bool(const Finding&)>& belongs) {
  std::string out;
  for (const Finding& finding : report.findings) {
    if (belongs(finding)) out += finding_text(finding, style);
  }
  if (out.empty()) return "";
  return fmt::format("\n{}\n{}", style.paint(Emphasis::bold, title), out);
}

// The decimals in which the error's first digit, or the second one of an error that begins with 1, can be
// seen.
int row_decimals(const Comparison& c) {
  if (!c.standard_error) return 4;
  return std::max(decimals_for_error(*c.standard_error / 2.0) - 1, 0);
}

std::vector<std::string> comparison_row(const Comparison& c) {
  const std::string where =
      c.dataset.empty() ? fmt::format("all {}", c.datasets.size()) : printable(c.dataset.str());
  std::vector<std::string> row = {where, fmt::format("{}/{}", c.method_side.n, c.against_side.n)};
  if (!c.estimate) {
    row.insert(row.end(),
               {"", "", "", "", c.against_side.n == 0 || c.method_side.n == 0 ? "no runs" : "no test"});
    return row;
  }
  const int decimals = row_decimals(c);
  row.push_back((*c.estimate > 0 ? "+" : "") + fixed(*c.estimate, decimals));
  row.push_back(fmt::format("[{}, {}]", fixed(c.interval->low, decimals), fixed(c.interval->high, decimals)));
  row.push_back(p_text(*c.p));
  row.push_back(c.p_adjusted ? p_text(*c.p_adjusted) : "");
  row.emplace_back(to_string(c.verdict));
  return row;
}

// The comparisons with one comparator after another, those over several datasets last.
std::string comparisons_text(const ClaimEvaluation& evaluation, const AuditReport& report) {
  TextTable table(
      {Align::left, Align::right, Align::right, Align::left, Align::right, Align::right, Align::left});
  table.add(
      {"", "n", "gain", fmt::format("{:.3g} % interval", 100 * (1 - report.alpha)), "p", "Holm", "verdict"});
  for (const auto against : evaluation.claim.against) {
    table.add({"against " + printable(against.str())});
    for (const Comparison& comparison : evaluation.comparisons) {
      if (comparison.against == against) table.add(comparison_row(comparison));
    }
    for (const Comparison& comparison : evaluation.decisive) {
      if (comparison.against == against && comparison.datasets.size() > 1)
        table.add(comparison_row(comparison));
    }
  }
  return table.str(text_indent);
}

// Where the claim's plan stands, when it plans more than one look: the same for all of its comparisons.
std::string look_text(const ClaimEvaluation& evaluation) {
  for (const Comparison& c : evaluation.comparisons) {
    if (!c.sequential) continue;
    const audit::SequentialLook& look = *c.sequential;
    if (look.design == "anytime")
      return fmt::format(
          "anytime design: p and interval hold however often one looks; against {} on {} e = {}",
          c.against.str(), c.dataset.str(), significant(*look.e_value, 3));
    return fmt::format(
        "look {} of {} ({}): p and interval allow for all looks; against {} on {} p is {} at this look "
        "alone, "
        "and its level {}",
        look.look, look.looks, look.design, c.against.str(), c.dataset.str(), p_text(look.p_alone),
        significant(*look.level, 2));
  }
  return "";
}

std::string task_name(const Comparison& c, std::size_t comparators) {
  const std::string where =
      c.dataset.empty() ? fmt::format("all {}", c.datasets.size()) : printable(c.dataset.str());
  return comparators == 1 ? where : fmt::format("{} against {}", where, printable(c.against.str()));
}

// How many items each comparison rests on, and the gain that so many show; nothing where items are not
// paired.
std::string items_text(const ClaimEvaluation& evaluation, const AuditReport& report, const TextStyle& style) {
  std::vector<const Comparison*> comparisons;
  for (const Comparison& comparison : evaluation.comparisons) comparisons.push_back(&comparison);
  for (const Comparison& comparison : evaluation.decisive) {
    if (comparison.dataset.empty()) comparisons.push_back(&comparison);
  }
  std::string items;
  std::string visible;
  for (const Comparison* c : comparisons) {
    if (!c->items) continue;
    const std::string task = task_name(*c, evaluation.claim.against.size());
    items +=
        fmt::format("{}{} on {}{}", items.empty() ? "" : ", ", c->items->n, task,
                    c->items->n_clusters > 0 ? fmt::format(" in {} clusters", c->items->n_clusters) : "");
    const std::int64_t unpaired = c->items->only_method + c->items->only_against;
    if (unpaired > 0) items += fmt::format(" ({} scored by one method alone)", unpaired);
    if (c->minimum_detectable_effect)
      visible += fmt::format("{}{} on {}", visible.empty() ? "" : ", ",
                             significant(*c->minimum_detectable_effect, 2), task);
  }
  std::string out;
  if (!items.empty()) out += paragraph("items: " + items, style, text_indent);
  if (!visible.empty())
    out += paragraph(fmt::format("gains found in {:.3g} % of such studies: {}", 100 * report.power, visible),
                     style, text_indent);
  return out;
}

std::string claim_text(const ClaimEvaluation& evaluation, const AuditReport& report, const TextStyle& style) {
  const audit::Claim& claim = evaluation.claim;
  std::string out = fmt::format("  {} {}\n", style.paint(Emphasis::bold, printable(claim.id)),
                                style.paint(color_of(evaluation.verdict), to_string(evaluation.verdict)));
  if (!claim.text.empty()) out += paragraph(claim.text, style, text_indent);
  if (!evaluation.comparisons.empty()) out += comparisons_text(evaluation, report);
  if (const std::string look = look_text(evaluation); !look.empty())
    out += paragraph(look, style, text_indent);
  out += items_text(evaluation, report, style);
  if (evaluation.verdict != ClaimVerdict::supported && !evaluation.reason.empty()) {
    out += paragraph(evaluation.reason, style, text_indent);
  }
  if (evaluation.verdict_with_failures && *evaluation.verdict_with_failures != evaluation.verdict) {
    out += paragraph(fmt::format("with failed runs at the worst observed value: {}",
                                 to_string(*evaluation.verdict_with_failures)),
                     style, text_indent);
  }
  return out;
}

std::string claims_section(const AuditReport& report, const TextStyle& style) {
  if (report.claims.empty()) return "\nNo claim is declared and none could be inferred.\n";
  std::string out = fmt::format("\n{}\n", style.paint(Emphasis::bold, "Claims"));
  for (const ClaimEvaluation& evaluation : report.claims) out += claim_text(evaluation, report, style);
  return out;
}

std::string not_checked(const AuditReport& report, const TextStyle& style) {
  std::string out;
  for (const Finding& finding : report.findings) {
    if (finding.kind == FindingKind::not_applicable) {
      out += paragraph(fmt::format("{} {}: {}", finding.rule, finding.name, finding.message), style, 2);
    }
  }
  for (const std::string& fact : report.inferred) out += paragraph("inferred: " + fact, style, 2);
  return out.empty() ? ""
                     : fmt::format("\n{}\n{}", style.paint(Emphasis::bold, "Not checked, or inferred"), out);
}

std::string known_line(const AuditReport& report) {
  if (report.summary.known == 0) return "";
  return fmt::format("\n{} more {} known from the baseline.\n", report.summary.known,
                     report.summary.known == 1 ? "finding is" : "findings are");
}

}  // namespace

std::string audit_text(const AuditReport& report, const TextStyle& style) {
  const auto failed = [](Severity severity) {
    return [severity](const Finding& finding) {
      return finding.kind == FindingKind::fail && finding.severity == severity && !finding.suppressed &&
             !finding.known;
    };
  };
  const auto of_kind = [](FindingKind kind) {
    return [kind](const Finding& finding) {
      return finding.kind == kind && !finding.suppressed && !finding.known;
    };
  };
  return headline(report, style) + section(report, style, "What sinks the paper", failed(Severity::error)) +
         claims_section(report, style) + section(report, style, "Warnings", failed(Severity::warning)) +
         section(report, style, "Open: the records cannot decide yet", of_kind(FindingKind::open)) +
         section(report, style, "For a human to judge", of_kind(FindingKind::review)) +
         section(report, style, "Notes", failed(Severity::note)) + known_line(report) +
         section(report, style, "Suppressed",
                 [](const Finding& finding) { return finding.suppressed.has_value(); }) +
         not_checked(report, style);
}

std::string audit_concise(const AuditReport& report) {
  std::string out;
  for (const Finding& finding : report.findings) {
    const bool shown = finding.kind != FindingKind::pass && finding.kind != FindingKind::not_applicable;
    if (!shown || finding.suppressed || finding.known) continue;
    const auto level =
        finding.kind == FindingKind::fail ? to_string(finding.severity) : to_string(finding.kind);
    const std::string subject = subject_of(finding, "/");
    out += fmt::format("{}[{}]{}: {}\n", level, finding.rule, subject.empty() ? "" : " " + printable(subject),
                       printable(finding.message));
  }
  return out;
}

}  // namespace gainsay::report
