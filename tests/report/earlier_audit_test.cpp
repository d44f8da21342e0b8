#include "gainsay/report/earlier_audit.h"

#include <string>

#include <doctest/doctest.h>

#include "gainsay/report/audit_formats.h"
#include "gainsay/tracker/error.h"

#include "audit/small_study.h"

namespace gainsay {
namespace {

using namespace tests;

audit::AuditReport audited(const std::string& csv, const std::string& keys = "") {
  audit::AuditOptions options;
  options.select = {"ST103", "BA202"};
  options.stage = audit::Stage::submit;
  return run_audit(study_of(declarations + claim("C1", on_wine + keys), csv), options);
}

report::EarlierAudit kept(const audit::AuditReport& report) {
  return report::earlier_audit(report::audit_json(report, "0.1.0"), "old.json");
}

std::string label(const std::string& id) {
  return id.ends_with("9") ? "" : "run " + id.substr(id.size() - 2);
}

const std::string four =
    csv_head + rows("sgd,wine", {.90, .92, .88, .91}) + rows("bn,wine", {.91, .90, .93, .92});

TEST_CASE("an audit that is kept comes back with the runs of its claims") {
  const report::EarlierAudit earlier = kept(audited(four));
  REQUIRE(earlier.runs.contains("C1"));
  CHECK(earlier.runs.at("C1").size() == 8);
  CHECK(earlier.findings.size() == 2);
}

TEST_CASE("a changed finding names the runs that joined and left it") {
  // Ids are given in the order of the rows: 8 and 9 are new, and the last of the earlier ones are gone.
  const std::string more =
      csv_head + rows("sgd,wine", {.90, .92, .88, .91, .89}) + rows("bn,wine", {.91, .90, .93, .92, .94});
  const std::string grown = audit_difference_text(kept(audited(four)), audited(more), label, {});
  CHECK(grown.find("by the new 2 runs:\n      01FIXTURE00000000000000008  run 08\n") != std::string::npos);
  CHECK(grown.find("without the") == std::string::npos);
  const std::string shrunk = audit_difference_text(kept(audited(more)), audited(four), label, {});
  CHECK(shrunk.find("without the 2 runs:") != std::string::npos);
  CHECK(shrunk.find("01FIXTURE00000000000000009  not in the study any more") != std::string::npos);
}

TEST_CASE("a finding that changed without runs says so") {
  const std::string other =
      csv_head + rows("sgd,wine", {.90, .92, .88, .90}) + rows("bn,wine", {.91, .90, .93, .92});
  const std::string text = audit_difference_text(kept(audited(four)), audited(other), label, {});
  CHECK(text.find("by no run: what is declared, or what was recorded of the same runs, changed") !=
        std::string::npos);
}

TEST_CASE("an audit of an older Gainsay has no runs of claims and says nothing of them") {
  report::EarlierAudit earlier = kept(audited(four));
  earlier.runs.clear();
  for (auto& finding : earlier.findings) {
    finding.runs.clear();
    finding.message = "before";
  }
  const std::string text = audit_difference_text(earlier, audited(four), label, {});
  CHECK(text.find("before, error: before") != std::string::npos);
  CHECK(text.find("by ") == std::string::npos);
}

TEST_CASE("what is no audit is refused with its place") {
  for (const std::string& json : {std::string("{"), std::string("[]"), std::string("{\"findings\": [{}]}")}) {
    CHECK_THROWS_WITH_AS(report::earlier_audit(json, "old.json"), doctest::Contains("old.json"),
                         tracker::FormatError);
  }
}

}  // namespace
}  // namespace gainsay
