#include <string>

#include <doctest/doctest.h>

#include "gainsay/report/audit_formats.h"
#include "gainsay/report/edit_formats.h"

#include "audit/small_study.h"

namespace gainsay {
namespace {

using namespace tests;

std::string clean_text(const audit::AuditOptions& options, const std::string& csv) {
  return report::audit_clean_text(run_audit(study_of(declarations + claim("C1", on_wine), csv), options), {});
}

TEST_CASE("every rule stands once in what an audit says of itself") {
  const auto report = run_audit(study_of(declarations + claim("C1", on_wine), both_rows), {});
  CHECK(report.checks.size() == audit::all_rules().size());
  const std::string text = report::audit_clean_text(report, {});
  for (const audit::Rule& rule : audit::all_rules()) {
    const std::string line = "  " + std::string(rule.code) + " " + std::string(rule.name);
    const std::size_t first = text.find(line);
    CHECK_MESSAGE(first != std::string::npos, line);
    CHECK_MESSAGE(text.find(line + ":", first + 1) == std::string::npos, line);
  }
}

TEST_CASE("silence is said to be no proof and what no rule sees is named") {
  const std::string text = clean_text({}, both_rows);
  CHECK(text.find("That\nis no proof") != std::string::npos);
  CHECK(text.find("What no rule can see") != std::string::npos);
}

TEST_CASE("a rule that was not selected was not asked and a comparison without a test is named") {
  audit::AuditOptions options;
  options.select = {"ST101"};
  const std::string one = csv_head + rows("sgd,wine", {.90}) + rows("bn,wine", {.91});
  const std::string text = clean_text(options, one);
  CHECK(text.find("Found (1)") != std::string::npos);
  CHECK(text.find("ST103 gain-within-noise: not selected, or ignored") != std::string::npos);
  CHECK(text.find("Comparisons without a test\n  C1 against sgd on wine") != std::string::npos);
}

TEST_CASE("edits are shown as a unified diff with three lines around each") {
  const std::string text = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n";
  // As `diff -u` (GNU diffutils 3.8) prints it, without its times
  CHECK(report::edits_diff("f", text, {{5, 1, {"five"}, ""}, {17, 0, {"17"}, ""}}) ==
        "--- f\n+++ f\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n@@ -14,3 +14,4 @@\n 14\n 15\n "
        "16\n+17\n");
  CHECK(report::edits_diff("f", text, {{2, 2, {}, ""}, {6, 0, {"x"}, ""}}) ==
        "--- f\n+++ f\n@@ -1,8 +1,7 @@\n 1\n-2\n-3\n 4\n 5\n+x\n 6\n 7\n 8\n");
  CHECK(report::edits_diff("f", text, {}).empty());
}

}  // namespace
}  // namespace gainsay
