#include "gainsay/report/earlier_audit.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "gainsay/tracker/error.h"

#include "runs_of_claim.h"

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
  std::string claim;
  std::set<std::string> runs;  // that it names
};

using Lines = std::map<std::string, Line>;  // by fingerprint
using Runs = std::map<std::string, std::set<std::string>>;

std::string head_of(const std::string& rule, const std::string& name, const std::string& claim) {
  return fmt::format("{} {}{}", printable(rule), printable(name),
                     claim.empty() ? "" : fmt::format("  (claim {})", printable(claim)));
}

Lines lines_before(const EarlierAudit& before) {
  Lines lines;
  for (const auto& f : before.findings) {
    if (!is_asked_about(f.kind) || f.suppressed) continue;
    lines.emplace(f.fingerprint, Line{f.kind == "fail" ? f.severity : f.kind,
                                      head_of(f.rule, f.name, f.claim), f.message, f.claim, f.runs});
  }
  return lines;
}

Lines lines_now(const std::vector<Finding>& findings) {
  Lines lines;
  for (const auto& f : findings) {
    const std::string kind{to_string(f.kind)};
    if (!is_asked_about(kind) || f.suppressed) continue;
    const std::string level = kind == "fail" ? std::string{to_string(f.severity)} : kind;
    lines.emplace(
        f.fingerprint,
        Line{level, head_of(f.rule, f.name, f.claim), f.message, f.claim, {f.runs.begin(), f.runs.end()}});
  }
  return lines;
}

std::string shown(const Line& line) {
  return fmt::format("  {} {}\n    {}\n", printable(line.level), line.head, printable(line.message));
}

// What a finding rests on: the runs that it names, else those of its claim, else those of all claims.
std::set<std::string> rests_on(const Line* line, const std::string& claim, const Runs& of_claims) {
  if (line != nullptr && !line->runs.empty()) return line->runs;
  if (const auto found = of_claims.find(claim); found != of_claims.end()) return found->second;
  std::set<std::string> all;
  if (claim.empty()) {
    for (const auto& [id, runs] : of_claims) all.insert(runs.begin(), runs.end());
  }
  return all;
}

constexpr std::size_t most_runs_named = 5;

std::string named(const std::vector<std::string>& runs, const RunLabel& label, std::string_view what) {
  if (runs.empty()) return "";
  std::string text =
      fmt::format("    {} {}:", what, runs.size() == 1 ? "run" : fmt::format("{} runs", runs.size()));
  for (std::size_t i = 0; i < std::min(runs.size(), most_runs_named); ++i) {
    const std::string known = label(runs[i]);
    text += fmt::format("\n      {}  {}", printable(runs[i]),
                        known.empty() ? "not in the study any more" : printable(known));
  }
  if (runs.size() > most_runs_named)
    text += fmt::format("\n      and {} more", runs.size() - most_runs_named);
  return text + "\n";
}

// Which runs changed it. old, now: null where the finding is not in that audit.
std::string runs_text(const Line* old, const Line* now, const Runs& before, const Runs& after,
                      const RunLabel& label) {
  const std::string& claim = (now != nullptr ? now : old)->claim;
  const auto had = rests_on(old, claim, before);
  const auto has = rests_on(now, claim, after);
  if (had.empty()) return "";  // nothing says what it rested on
  std::vector<std::string> joined;
  std::vector<std::string> left;
  std::ranges::set_difference(has, had, std::back_inserter(joined));
  if (now == nullptr || old != nullptr) std::ranges::set_difference(had, has, std::back_inserter(left));
  if (joined.empty() && left.empty())
    return "    by no run: what is declared, or what was recorded of the same runs, changed\n";
  return named(joined, label, "by the new") + named(left, label, "without the");
}

std::string section(std::string_view title, const std::string& body, const TextStyle& style) {
  return body.empty() ? "" : fmt::format("\n{}\n{}", style.paint(Emphasis::bold, title), body);
}

std::string text_of(const nlohmann::json& json, const char* key) {
  const auto& value = json.at(key);
  return value.is_null() ? "" : value.get<std::string>();
}

}  // namespace

EarlierAudit earlier_audit(const std::string& json, const std::string& place) {
  try {
    const nlohmann::json audit = nlohmann::json::parse(json);
    EarlierAudit earlier;
    for (const auto& one : audit.at("findings")) {
      earlier.findings.push_back({text_of(one, "rule"), text_of(one, "name"), text_of(one, "kind"),
                                  text_of(one, "severity"), text_of(one, "claim"), text_of(one, "message"),
                                  text_of(one, "fingerprint"), !one.at("suppressed").is_null(),
                                  one.at("runs").get<std::set<std::string>>()});
    }
    for (const auto& claim : audit.at("claims")) {
      if (claim.contains("runs"))
        earlier.runs.emplace(text_of(claim, "id"), claim.at("runs").get<std::set<std::string>>());
    }
    return earlier;
  } catch (const nlohmann::json::exception& error) {
    throw tracker::FormatError(place, std::string("this is no audit: ") + error.what(),
                               "give a file that `gainsay audit --format json` wrote");
  }
}

std::string audit_difference_text(const EarlierAudit& before, const audit::AuditReport& now,
                                  const RunLabel& label, const TextStyle& style) {
  const Lines old_lines = lines_before(before);
  const Lines new_lines = lines_now(now.findings);
  Runs runs;
  for (const auto& evaluation : now.claims) runs.emplace(evaluation.claim.id, runs_of(evaluation));
  std::string added;
  std::string changed;
  std::string gone;
  std::size_t unchanged = 0;
  for (const auto& [fingerprint, line] : new_lines) {
    const auto old = old_lines.find(fingerprint);
    if (old == old_lines.end()) {
      added += shown(line) + runs_text(nullptr, &line, before.runs, runs, label);
    } else if (old->second.level != line.level || old->second.message != line.message) {
      changed += fmt::format("{}    before, {}: {}\n{}", shown(line), printable(old->second.level),
                             printable(old->second.message),
                             runs_text(&old->second, &line, before.runs, runs, label));
    } else {
      ++unchanged;
    }
  }
  for (const auto& [fingerprint, line] : old_lines) {
    if (!new_lines.contains(fingerprint))
      gone += shown(line) + runs_text(&line, nullptr, before.runs, runs, label);
  }
  return fmt::format("{}: {} unchanged\n", printable(now.study), unchanged) + section("New", added, style) +
         section("Changed", changed, style) + section("Cleared", gone, style);
}

}  // namespace gainsay::report
