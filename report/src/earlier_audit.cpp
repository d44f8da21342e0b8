#include "gainsay/report/earlier_audit.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "gainsay/tracker/error.h"

namespace gainsay::report {
namespace {

using audit::Finding;
using audit::FindingKind;

bool is_asked_about(std::string_view kind) { return kind == "fail" || kind == "open" || kind == "review"; }

// A finding of either audit, as it is shown.
struct Line {
  std::string level;
  std::string head;
  std::string message;
};

using Lines = std::map<std::string, Line>;  // by fingerprint

Line line(const std::string& kind, const std::string& severity, const std::string& rule,
          const std::string& name, const std::string& claim, const std::string& message) {
  const std::string about = claim.empty() ? "" : fmt::format("  (claim {})", printable(claim));
  return {kind == "fail" ? severity : kind, fmt::format("{} {}{}", rule, name, about), message};
}

Lines lines_before(const std::vector<EarlierFinding>& findings) {
  Lines lines;
  for (const auto& f : findings) {
    if (is_asked_about(f.kind) && !f.suppressed)
      lines.emplace(f.fingerprint, line(f.kind, f.severity, f.rule, f.name, f.claim, f.message));
  }
  return lines;
}

Lines lines_now(const std::vector<Finding>& findings) {
  Lines lines;
  for (const auto& f : findings) {
    const std::string kind{to_string(f.kind)};
    if (is_asked_about(kind) && !f.suppressed)
      lines.emplace(f.fingerprint,
                    line(kind, std::string{to_string(f.severity)}, f.rule, f.name, f.claim, f.message));
  }
  return lines;
}

std::string shown(const Line& line) {
  return fmt::format("  {} {}\n    {}\n", line.level, line.head, printable(line.message));
}

std::string section(std::string_view title, const std::string& body, const TextStyle& style) {
  return body.empty() ? "" : fmt::format("\n{}\n{}", style.paint(Emphasis::bold, title), body);
}

std::string text_of(const nlohmann::json& json, const char* key) {
  const auto& value = json.at(key);
  return value.is_null() ? "" : value.get<std::string>();
}

}  // namespace

std::vector<EarlierFinding> earlier_findings(const std::string& json, const std::string& place) {
  try {
    const nlohmann::json audit = nlohmann::json::parse(json);
    std::vector<EarlierFinding> findings;
    for (const auto& one : audit.at("findings")) {
      findings.push_back({text_of(one, "rule"), text_of(one, "name"), text_of(one, "kind"),
                          text_of(one, "severity"), text_of(one, "claim"), text_of(one, "message"),
                          text_of(one, "fingerprint"), !one.at("suppressed").is_null()});
    }
    return findings;
  } catch (const nlohmann::json::exception& error) {
    throw tracker::FormatError(place, std::string("this is no audit: ") + error.what(),
                               "give a file that `gainsay audit --format json` wrote");
  }
}

std::string audit_difference_text(const std::vector<EarlierFinding>& before, const audit::AuditReport& now,
                                  const TextStyle& style) {
  const Lines old_lines = lines_before(before);
  const Lines new_lines = lines_now(now.findings);
  std::string added;
  std::string changed;
  std::string gone;
  std::size_t unchanged = 0;
  for (const auto& [fingerprint, line] : new_lines) {
    const auto old = old_lines.find(fingerprint);
    if (old == old_lines.end()) {
      added += shown(line);
    } else if (old->second.level != line.level || old->second.message != line.message) {
      changed += fmt::format("{}    before, {}: {}\n", shown(line), old->second.level,
                             printable(old->second.message));
    } else {
      ++unchanged;
    }
  }
  for (const auto& [fingerprint, line] : old_lines) {
    if (!new_lines.contains(fingerprint)) gone += shown(line);
  }
  return fmt::format("{}: {} unchanged\n", printable(now.study), unchanged) + section("New", added, style) +
         section("Changed", changed, style) + section("Cleared", gone, style);
}

}  // namespace gainsay::report
