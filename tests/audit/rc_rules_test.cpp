#include <string>

#include <doctest/doctest.h>

#include "audit/fixture_study.h"
#include "audit/rule_findings.h"

// Reference numbers: NumPy and SciPy 1.17.1, tests/oracles/audit_rules.py, which reads the same fixtures.
namespace gainsay {
namespace {

using audit::Finding;
using audit::Severity;
using doctest::Approx;
using tests::contains;
using tests::findings_in;
using tests::number;
using tests::study_of;
using tests::text;

// Two arms of two runs, 0.974 and 0.970 on average, and a claim with these keys.
audit::Study printed(const std::string& keys) {
  return study_of(
      R"(
[study]
name = "s"
[metrics.accuracy]
range = [0.0, 1.0]
[methods.sgd]
role = "baseline"
[methods.bn]
role = "variant"
[[claims]]
id = "C1"
kind = "improves"
method = "bn"
metric = "accuracy"
)" + keys,
      "method,dataset,seed,metric,value\n"
      "bn,d,0,accuracy,0.973\nbn,d,1,accuracy,0.975\nsgd,d,0,accuracy,0.969\nsgd,d,1,accuracy,0.971\n");
}

TEST_CASE("a standard error that is labelled sd is named with the true sd beside it") {
  // numpy std(ddof=1) 0.0031985, sem 0.0010115
  const Finding finding = findings_in("error_bar_kind/fires", "RC701").at(0);
  CHECK(finding.severity == Severity::error);
  CHECK(text(finding, "matches") == "sem");
  CHECK(number(finding, "recorded_value") == Approx(0.0031985100698085495).epsilon(1e-9));
  CHECK(contains(finding.remedy.text, "0.32"));
}

TEST_CASE("a standard deviation divided by n is recognised and only noted") {
  // numpy std(): 0.0030344, printed as 0.30
  const Finding finding = findings_in("error_bar_kind/fires-n-for-n-minus-1", "RC701").at(0);
  CHECK(finding.severity == Severity::note);
  CHECK(contains(finding.message, "n in place of n - 1"));
}

TEST_CASE("no standard deviation of shares exceeds the bound of their mean") {
  // the printed mean 0.97 may be 0.965: sqrt(0.965 x 0.035 x 10 / 9) = 0.193721
  const Finding finding = findings_in("impossible_value/fires-sd", "RC702").at(0);
  CHECK(number(finding, "sd_limit") == Approx(0.19372087594727053).epsilon(1e-9));
}

TEST_CASE("a printed number of 300 digits is impossible and does not end the audit") {
  const auto findings = findings_in(printed("reported = { mean = \"1e200\" }\n"), "RC702");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].severity == Severity::error);
  CHECK(findings_in(printed("reported = { mean = \"" + std::string(300, '9') + "\" }\n"), "RC702").size() ==
        1);
}

TEST_CASE("a share that no count gives names its two neighbours") {
  // 350 / 360 = 97.22 %, 351 / 360 = 97.50 %, no count of 360 rounds to 97.31 %
  const Finding finding = findings_in("granularity_mismatch/fires", "RC703").at(0);
  CHECK(contains(finding.message, "97.22 (350 of 360) and 97.50 (351 of 360)"));
}

TEST_CASE("a bold cell is judged by the direction of the metric") {
  CHECK(text(findings_in("wrong_bold/fires", "RC704").at(0), "best") == "sgd");
  CHECK(contains(findings_in("wrong_bold/fires-unprinted", "RC704").at(0).message, "sgd (97.8)"));
}

TEST_CASE("a p on the other side of alpha is an error and another one a warning") {
  // ttest_ind(equal_var=False): p = 0.608491
  const Finding finding = findings_in("reported_recorded_mismatch/fires-p", "RC705").at(0);
  CHECK(finding.severity == Severity::error);
  CHECK(number(finding, "recorded_p") == Approx(0.608490534348867).epsilon(1e-9));
  // Welch's t of 0.973, 0.975 against 0.969, 0.971: t = 2.8284, df = 2, p = 0.1056
  CHECK(findings_in(printed("reported = { mean = \"0.974\", p = \"0.11\" }\n"), "RC705").empty());
  const auto other = findings_in(printed("reported = { mean = \"0.974\", p = \"0.2\" }\n"), "RC705");
  REQUIRE(other.size() == 1);
  CHECK(other[0].severity == Severity::warning);
}

TEST_CASE("a relative gain that is printed as an absolute one is named as such") {
  const Finding finding = findings_in("reported_recorded_mismatch/fires-gain", "RC705").at(0);
  CHECK(number(finding, "gain_absolute") == Approx(0.2).epsilon(1e-9));
  CHECK(number(finding, "gain_relative") == Approx(0.5).epsilon(1e-9));
  CHECK(contains(finding.message, "relative"));
}

TEST_CASE("all that is wrong with a printed cell is one finding") {
  const auto findings =
      findings_in(printed("reported = { mean = \"0.980\", n = 3, p = \"0.9\" }\n"), "RC705");
  REQUIRE(findings.size() == 1);
  CHECK(number(findings[0], "recorded_mean") == Approx(0.974).epsilon(1e-12));
  CHECK(number(findings[0], "recorded_n") == 2);
}

TEST_CASE("printed numbers of a comparator are compared with its own runs") {
  const auto findings = findings_in(printed("against_reported.sgd = { mean = \"0.965\" }\n"), "RC705");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].against.str() == "sgd");
  CHECK(number(findings[0], "recorded_mean") == Approx(0.970).epsilon(1e-12));
}

}  // namespace
}  // namespace gainsay
