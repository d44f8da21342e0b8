#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "gainsay/audit/audit.h"
#include "gainsay/audit/rule.h"

#include "audit/fixture_study.h"

// fixtures/audit/<stem>/<case>/: a study of a few runs for each rule. The name of the case says what the rule
// owes it: fires-open*: at least one open finding; fires*: at least one failure; quiet*: no failure, open or
// review finding; suppressed*: findings, all of them suppressed. Every rule has fires*, quiet*,
// quiet-near-miss* (one fact away from firing), one whose name says missing-data (what the rule reads was not
// recorded or declared) and suppressed*.
namespace gainsay {
namespace {

namespace fs = std::filesystem;
using audit::FindingKind;

const fs::path fixture_root = fs::path(GAINSAY_SOURCE_DIR) / "fixtures/audit";

std::string stem_of(const audit::Rule& rule) {
  std::string stem(rule.name);
  std::ranges::replace(stem, '-', '_');
  return stem;
}

std::vector<fs::path> cases_of(const audit::Rule& rule) {
  std::vector<fs::path> cases;
  const fs::path folder = fixture_root / stem_of(rule);
  if (!fs::exists(folder)) return cases;
  for (const auto& entry : fs::directory_iterator(folder)) cases.push_back(entry.path());
  std::ranges::sort(cases);
  return cases;
}

std::int64_t count_of(const audit::AuditReport& report, FindingKind kind) {
  return std::ranges::count_if(report.findings, [kind](const audit::Finding& f) { return f.kind == kind; });
}

std::string messages(const audit::AuditReport& report) {
  std::string text;
  for (const audit::Finding& finding : report.findings) text += "\n" + finding.message;
  return text;
}

audit::AuditReport audit_of(const fs::path& folder, const audit::Rule& rule) {
  audit::AuditOptions options;
  options.stage = audit::Stage::submit;
  options.select = {std::string(rule.code)};
  return audit::run_audit(tests::load_fixture(folder), options);
}

TEST_CASE("every rule fires and keeps quiet where its fixtures say so") {
  for (const audit::Rule& rule : audit::all_rules()) {
    for (const fs::path& folder : cases_of(rule)) {
      const std::string name = folder.filename().string();
      CAPTURE(rule.code);
      CAPTURE(name);
      const audit::AuditReport report = audit_of(folder, rule);
      CAPTURE(messages(report));
      if (name.starts_with("fires-open")) {
        CHECK(count_of(report, FindingKind::open) > 0);
      } else if (name.starts_with("suppressed")) {
        CHECK(report.summary.suppressed > 0);
        CHECK(report.summary.errors + report.summary.warnings + report.summary.notes + report.summary.open ==
              0);
      } else if (name.starts_with("fires")) {
        CHECK(count_of(report, FindingKind::fail) > 0);
      } else {
        CHECK(name.starts_with("quiet"));
        CHECK(count_of(report, FindingKind::fail) == 0);
        CHECK(count_of(report, FindingKind::open) == 0);
        CHECK(count_of(report, FindingKind::review) == 0);
      }
    }
  }
}

TEST_CASE(
    "every rule has fixtures on which it fires and is quiet and just quiet and lacks data and is "
    "suppressed") {
  for (const audit::Rule& rule : audit::all_rules()) {
    CAPTURE(rule.code);
    const auto cases = cases_of(rule);
    const auto any_is = [&](std::string_view part) {
      return std::ranges::any_of(
          cases, [&](const fs::path& p) { return p.filename().string().find(part) != std::string::npos; });
    };
    const auto any_begins_with = [&](std::string_view prefix) {
      return std::ranges::any_of(
          cases, [&](const fs::path& p) { return p.filename().string().starts_with(prefix); });
    };
    CHECK(any_begins_with("fires"));
    CHECK(any_begins_with("quiet"));
    CHECK(any_begins_with("quiet-near-miss"));
    CHECK(any_is("missing-data"));
    CHECK(any_begins_with("suppressed"));
  }
}

TEST_CASE("every finding names its subject and its numbers and what would clear it") {
  for (const audit::Rule& rule : audit::all_rules()) {
    for (const fs::path& folder : cases_of(rule)) {
      CAPTURE(folder.string());
      for (const audit::Finding& finding : audit_of(folder, rule).findings) {
        CHECK(finding.rule == rule.code);
        CHECK(!finding.message.empty());
        CHECK(finding.fingerprint.size() == 16);
        if (finding.kind == FindingKind::fail) CHECK(!finding.remedy.text.empty());
      }
    }
  }
}

TEST_CASE("every rule page has the fixed headings in their order") {
  const std::vector<std::string> headings = {"## What it does",       "## Why it matters",   "## Example",
                                             "## What to do instead", "## When it is wrong", "## References"};
  for (const audit::Rule& rule : audit::all_rules()) {
    CAPTURE(rule.code);
    std::size_t at = 0;
    for (const std::string& heading : headings) {
      const std::size_t found = rule.explanation.find(heading, at);
      CHECK_MESSAGE(found != std::string_view::npos, heading);
      at = found == std::string_view::npos ? at : found;
    }
  }
}

}  // namespace
}  // namespace gainsay
