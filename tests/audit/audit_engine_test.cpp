#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "gainsay/audit/audit.h"
#include "gainsay/audit/rule.h"
#include "gainsay/tracker/error.h"

#include "audit/small_study.h"

namespace gainsay {
namespace {

using audit::AuditOptions;
using audit::AuditReport;
using audit::Finding;
using audit::FindingKind;
using audit::Severity;
using audit::Stage;
using namespace tests;

// ST103 fails (p = 0.08 on wine), BA202 warns of the lone baseline and GE301 of the one dataset.
const std::string noisy_claim = claim("C1", on_wine);
const std::vector<std::string> three_rules = {"ST103", "BA202", "GE301"};

AuditReport audited(const std::string& keys = "", AuditOptions options = {}) {
  if (options.select.empty()) options.select = three_rules;
  if (!options.stage) options.stage = Stage::submit;
  return run_audit(study_of(declarations + noisy_claim + keys, both_rows), options);
}

std::vector<std::string> rules_of(const AuditReport& report) {
  std::vector<std::string> rules;
  for (const Finding& finding : report.findings) rules.push_back(finding.rule);
  return rules;
}

Finding finding_of(const AuditReport& report, const std::string& rule) {
  const auto found = std::ranges::find(report.findings, rule, &Finding::rule);
  REQUIRE(found != report.findings.end());
  return *found;
}

AuditReport at_stage(Stage stage) {
  AuditOptions options;
  options.stage = stage;
  return audited("", options);
}

AuditReport selected(std::vector<std::string> select, std::vector<std::string> ignore = {}) {
  AuditOptions options;
  options.select = std::move(select);
  options.ignore = std::move(ignore);
  return audited("", options);
}

std::string suppression(const std::string& rule, const std::string& keys = "") {
  return "[[suppress]]\nrule = \"" + rule + "\"\nreason = \"a pilot\"\n" + keys;
}

AuditReport audited_on(const std::string& today, const std::string& keys) {
  AuditOptions options;
  options.today = today;
  return audited(keys, options);
}

TEST_CASE("at stage submit an error stays an error") {
  const AuditReport report = at_stage(Stage::submit);
  CHECK(report.summary.errors == 1);
  CHECK(report.summary.warnings == 2);
  CHECK(has_findings_at(report, Severity::error));
}

TEST_CASE("at stage draft an error is a warning") {
  const AuditReport report = at_stage(Stage::draft);
  CHECK(report.summary.errors == 0);
  CHECK(report.summary.warnings == 3);
  CHECK_FALSE(has_findings_at(report, Severity::error));
  CHECK(has_findings_at(report, Severity::warning));
}

TEST_CASE("at stage explore everything is a note") {
  const AuditReport report = at_stage(Stage::explore);
  CHECK(report.summary.notes == 3);
  CHECK_FALSE(has_findings_at(report, Severity::warning));
}

TEST_CASE("the stage of the study file holds where none is asked for") {
  const auto study = study_of(declarations + noisy_claim, both_rows);
  CHECK(run_audit(study, {}).stage == Stage::draft);
  CHECK(run_audit(study, {.stage = Stage::submit, .profile = {}, .select = {}, .ignore = {}, .today = ""})
            .stage == Stage::submit);
}

TEST_CASE("rules are selected by code and by group and by name") {
  CHECK(rules_of(selected({"ST103"})) == std::vector<std::string>{"ST103"});
  CHECK(rules_of(selected({"gain-within-noise"})) == std::vector<std::string>{"ST103"});
  for (const std::string& rule : rules_of(selected({"BA"}))) CHECK(rule.starts_with("BA"));
}

TEST_CASE("an ignored rule is not run even when it is selected") {
  CHECK(rules_of(selected({"ST103", "BA202"}, {"BA"})) == std::vector<std::string>{"ST103"});
}

TEST_CASE("the study file selects and ignores and the options select instead of it") {
  const auto study = study_of(
      declarations + noisy_claim + "[audit]\nselect = [\"ST103\", \"BA202\"]\n" + "ignore = [\"BA202\"]\n",
      both_rows);
  CHECK(rules_of(run_audit(study, {})) == std::vector<std::string>{"ST103"});
  AuditOptions options;
  options.select = {"GE301", "BA202"};
  CHECK(rules_of(run_audit(study, options)) == std::vector<std::string>{"GE301"});
}

TEST_CASE("an unknown code is refused wherever it stands") {
  CHECK_THROWS_WITH_AS(selected({"XX1"}), doctest::Contains("no rule `XX1`"), tracker::FormatError);
  CHECK_THROWS_AS(selected({"ST103"}, {"nonsense"}), tracker::FormatError);
  CHECK_THROWS_AS(selected({""}), tracker::FormatError);
  const auto study = study_of(declarations + "[audit]\nignore = [\"XX1\"]\n", both_rows);
  CHECK_THROWS_WITH_AS(run_audit(study, {}), doctest::Contains("[audit] ignore"), tracker::FormatError);
  CHECK_THROWS_AS(study_of(declarations + "[audit.rules.XX1]\nminimum = 1\n", both_rows),
                  tracker::FormatError);
}

TEST_CASE("an option of a rule changes its threshold") {
  const auto rules = rules_of(audited("[audit.rules.BA202]\nminimum = 1\n"));
  CHECK(std::ranges::find(rules, "BA202") == rules.end());
  const auto by_name = rules_of(audited("[audit.rules.lone-baseline]\nminimum = 1\n"));
  CHECK(std::ranges::find(by_name, "BA202") == by_name.end());
}

TEST_CASE("an option that a rule does not have is refused") {
  CHECK_THROWS_AS(audited("[audit.rules.BA202]\nminimun = 1\n"), tracker::FormatError);
}

TEST_CASE("a suppressed finding is kept with its reason and counts for nothing") {
  const AuditReport report = audited(suppression("ST103"));
  CHECK(report.summary.errors == 0);
  CHECK(report.summary.suppressed == 1);
  CHECK(finding_of(report, "ST103").suppressed == "a pilot");
  CHECK_FALSE(has_findings_at(report, Severity::error));
  CHECK(report.findings.back().rule == "ST103");
}

TEST_CASE("a suppression by the name of the rule holds too") {
  CHECK(audited(suppression("gain-within-noise")).summary.suppressed == 1);
}

TEST_CASE("a suppression holds to the end of its last day") {
  const std::string until = suppression("ST103", "until = 2027-03-01\n");
  CHECK(audited_on("2027-03-01", until).summary.suppressed == 1);
  CHECK(audited_on("2027-03-02", until).summary.suppressed == 0);
  CHECK(audited_on("", until).summary.suppressed == 1);
}

TEST_CASE("a suppression of another claim or method or dataset does nothing") {
  CHECK(audited(suppression("ST103", "claim = \"C2\"\n")).summary.suppressed == 0);
  CHECK(audited(suppression("ST103", "method = \"sgd\"\n")).summary.suppressed == 0);
  CHECK(audited(suppression("ST103", "dataset = \"digits\"\n")).summary.suppressed == 0);
  CHECK(audited(suppression("ST103", "claim = \"C1\"\nmethod = \"bn\"\ndataset = \"wine\"\n"))
            .summary.suppressed == 1);
}

Finding stale_on(const std::string& today, const std::string& keys) {
  AuditOptions options;
  options.today = today;
  options.select = {"PR511"};
  const AuditReport report = audited(keys, options);
  REQUIRE(report.findings.size() == 1);
  return report.findings.front();
}

TEST_CASE("a suppression whose last day is over says how many findings count again") {
  const Finding stale = stale_on("2027-03-02", suppression("ST103", "until = 2027-03-01\n"));
  CHECK(stale.severity == Severity::warning);
  CHECK(stale.message.find("ended on 2027-03-01, and 1 finding that it covered counts again") !=
        stale.message.npos);
}

TEST_CASE("an expired suppression that covers nothing can be removed") {
  const Finding stale = stale_on("2027-03-02", suppression("ST103", "claim = \"C2\"\nuntil = 2027-03-01\n"));
  CHECK(stale.message.find("nothing is left that it covered") != stale.message.npos);
}

TEST_CASE("a suppression of a claim that is not there says so") {
  const Finding stale = stale_on("", suppression("ST103", "claim = \"C2\"\n"));
  CHECK(stale.message.find("there is no claim C2") != stale.message.npos);
  CHECK(stale.claim == "C2");
}

TEST_CASE("stale suppressions of two rules are two findings") {
  AuditOptions options;
  options.select = {"PR511"};
  const std::string other_claim = "claim = \"C2\"\n";
  const auto report = audited(suppression("ST103", other_claim) + suppression("BA202", other_claim), options);
  REQUIRE(report.findings.size() == 2);
  CHECK(report.findings[0].fingerprint != report.findings[1].fingerprint);
}

TEST_CASE("a suppression of what is asked at stage submit alone is not stale earlier") {
  AuditOptions options;
  options.select = {"PR511"};
  options.stage = Stage::draft;
  const auto submit_only = std::ranges::find_if(audit::all_rules(), &audit::Rule::only_at_submit);
  REQUIRE(submit_only != audit::all_rules().end());
  CHECK(audited(suppression(std::string(submit_only->code)), options).findings.empty());
}

TEST_CASE("fails come before what is open and errors before warnings") {
  const AuditReport report = audited();
  CHECK(report.findings.front().rule == "ST103");
  const bool ordered = std::ranges::is_sorted(report.findings, [](const Finding& a, const Finding& b) {
    return std::pair(a.kind, -static_cast<int>(a.severity)) <
           std::pair(b.kind, -static_cast<int>(b.severity));
  });
  CHECK(ordered);
}

TEST_CASE("findings of one severity stand in the order of the claims in the file") {
  const std::string toml = declarations + claim("Z", on_wine) + claim("A", on_wine);
  AuditOptions options;
  options.select = {"ST103"};
  const AuditReport report = run_audit(study_of(toml, both_rows), options);
  REQUIRE(report.findings.size() == 2);
  CHECK(report.findings[0].claim == "Z");
  CHECK(report.findings[1].claim == "A");
}

TEST_CASE("a fingerprint stays when the numbers change") {
  const std::string other_numbers =
      csv_head + rows("sgd,wine", {.90, .92, .88, .91, .90}) + rows("bn,wine", bn_on_wine);
  AuditOptions options;
  options.select = three_rules;
  const AuditReport before = audited();
  const AuditReport after = run_audit(study_of(declarations + noisy_claim, other_numbers), options);
  CHECK(finding_of(before, "ST103").message != finding_of(after, "ST103").message);
  CHECK(finding_of(before, "ST103").fingerprint == finding_of(after, "ST103").fingerprint);
}

TEST_CASE("findings about different subjects have different fingerprints") {
  const std::string toml = declarations + claim("C1", on_wine) + claim("C2", on_wine);
  AuditOptions options;
  options.select = three_rules;
  const AuditReport report = run_audit(study_of(toml, both_rows), options);
  std::set<std::string> fingerprints;
  for (const Finding& finding : report.findings) fingerprints.insert(finding.fingerprint);
  CHECK(fingerprints.size() == report.findings.size());
}

TEST_CASE("the engine fills in what the rule is") {
  const Finding finding = finding_of(audited(), "ST103");
  const audit::Rule* rule = audit::find_rule("ST103");
  REQUIRE(rule != nullptr);
  CHECK(rule == audit::find_rule("gain-within-noise"));
  CHECK(finding.name == rule->name);
  CHECK(finding.certainty == rule->certainty);
  CHECK(audit::find_rule("ST") == nullptr);
}

TEST_CASE("the report says what it inferred") {
  const AuditReport report = audited();
  REQUIRE(report.inferred.size() == 1);
  CHECK(report.inferred.front() == "metric accuracy: higher is better, by its name");
}

TEST_CASE("the same study gives the same report whatever the order of its runs") {
  const std::string turned = csv_head + wine_rows + digits_rows;
  AuditOptions options;
  options.stage = Stage::submit;
  options.select = three_rules;
  const AuditReport a = audited();
  const AuditReport b = run_audit(study_of(declarations + noisy_claim, turned), options);
  REQUIRE(a.findings.size() == b.findings.size());
  for (std::size_t i = 0; i < a.findings.size(); ++i) CHECK(a.findings[i].message == b.findings[i].message);
}

// Large enough that its rules are asked by several threads.
audit::Study large_study() {
  std::vector<double> values;
  for (int i = 0; i < 2600; ++i) values.push_back(.9 + .001 * ((i * 7919) % 101));
  std::string csv = csv_head;
  for (const char* const arm : {"sgd,digits", "sgd,wine", "bn,digits", "bn,wine"}) csv += rows(arm, values);
  return study_of(declarations + claim("C1"), csv);
}

TEST_CASE("rules that are asked by several threads say what they say alone") {
  const audit::Study study = large_study();
  REQUIRE(study.runs().size() > 10'000);
  std::multiset<std::string> together;
  for (const Finding& finding : run_audit(study, {}).findings)
    together.insert(finding.rule + finding.fingerprint + finding.message);
  std::multiset<std::string> alone;
  for (const audit::Rule& rule : audit::all_rules()) {
    AuditOptions options;
    options.select = {std::string(rule.code)};
    for (const Finding& finding : run_audit(study, options).findings)
      alone.insert(finding.rule + finding.fingerprint + finding.message);
  }
  CHECK(together.size() > 5);
  CHECK(together == alone);
}

}  // namespace
}  // namespace gainsay
