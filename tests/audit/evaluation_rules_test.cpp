#include <string>

#include <doctest/doctest.h>

#include "audit/fixture_study.h"
#include "audit/rule_findings.h"
#include "audit/small_study.h"

// The numbers in findings of the rules on how results were evaluated and said: GE308, PR510, RC707, RP807,
// RP808, ST114 and VA906. Reference values: SciPy 1.17.1, tests/oracles/evaluation_rules.py, which reads the
// same fixtures.
namespace gainsay {
namespace {

using audit::Finding;
using audit::FindingKind;
using audit::Severity;
using tests::contains;
using tests::finding_on;
using tests::findings_in;
using tests::near;
using tests::number;

bool names_missing(const std::string& fixture, const std::string& code, const std::string& field) {
  const Finding finding = finding_on(fixture, code);
  return finding.kind == FindingKind::not_applicable && contains(finding.remedy.text, field);
}

TEST_CASE("a rule on evaluation without its inputs says once which field it lacks") {
  CHECK(names_missing("test_contamination/quiet-missing-data", "GE308", "trained_on"));
  CHECK(names_missing("early_stopping_on_test/quiet-missing-data", "PR510", "patience"));
  CHECK(names_missing("wrong_direction/quiet-missing-data", "RC707", "metrics.accuracy.direction"));
  CHECK(names_missing("metric_version_drift/quiet-missing-data", "RP807", "metric_version"));
  CHECK(names_missing("unreported_decoding/quiet-missing-data", "RP808", "prompt_hash"));
  CHECK(names_missing("unpaired_judge_scores/quiet-missing-data", "ST114", "judge_model"));
  CHECK(names_missing("text_differs_from_declaration/quiet-missing-data", "VA906", "claims.text"));
}

TEST_CASE("a judge's scores are compared by item where the claim did not") {
  const Finding finding = finding_on("unpaired_judge_scores/fires", "ST114");
  CHECK(number(finding, "paired_estimate") == near(0.3777777777777779));
  CHECK(number(finding, "paired_standard_error") == near(0.12037970294895015));
  CHECK(number(finding, "paired_p") == near(0.0038836670782790355));
  CHECK(number(finding, "correlation") == near(0.9259965168921745));
  CHECK(finding.severity == Severity::warning);
  CHECK(finding.remedy.runs == 0);
}

TEST_CASE("two judges are an error and unscored items cost the judging of their runs") {
  const Finding judges = finding_on("unpaired_judge_scores/fires-other-judge", "ST114");
  CHECK(judges.severity == Severity::error);
  CHECK(contains(judges.message, "judge-a and judge-b"));
  const Finding no_items = finding_on("unpaired_judge_scores/fires-no-items", "ST114");
  CHECK(number(no_items, "runs_without_items") == 3);
  CHECK(*no_items.remedy.cost_seconds == near(3 * 20.0));
}

TEST_CASE("the gain is given without the items that were seen in training") {
  const Finding finding = finding_on("test_contamination/fires-items", "GE308");
  CHECK(number(finding, "seen_items") == 8);
  CHECK(number(finding, "items") == 40);
  CHECK(number(finding, "gain") == near(0.075));
  CHECK(number(finding, "gain_unseen") == near(-0.0625));
  CHECK(finding.remedy.runs == 0);
  CHECK(finding_on("test_contamination/fires-every-item", "GE308").remedy.runs == 2);
}

TEST_CASE("a test set that was trained on under another name costs the runs of that method") {
  const Finding finding = finding_on("test_contamination/fires", "GE308");
  CHECK(contains(finding.message, "scans has the same content"));
  CHECK(finding.severity == Severity::error);
  CHECK(finding.remedy.runs == 5);
  CHECK(*finding.remedy.cost_seconds == near(5 * 41.0));
  CHECK(findings_in("test_contamination/fires-hash", "GE308").size() == 2);  // both methods saw it
}

TEST_CASE("endings at the patience after the best test point are no chance") {
  const auto findings = findings_in("early_stopping_on_test/fires", "PR510");
  REQUIRE(findings.size() == 2);
  CHECK(number(findings[0], "chance") == near(9.331700907787865e-08));  // of curves of 23, 28, 20, 32, 26
  CHECK(number(findings[1], "chance") == near(1.7638239703677574e-07));
  CHECK(number(findings[0], "patience") == 6);
  CHECK(*findings[0].remedy.cost_seconds == near(5 * 41.0));
  CHECK(contains(finding_on("early_stopping_on_test/fires-monitor", "PR510").message, "monitored accuracy"));
}

TEST_CASE("a validation metric that is monitored under the name of the claim's is not the test metric") {
  const auto findings_of = [](const std::string& monitored) {
    std::string lines;
    for (const char* method : {"sgd", "bn"}) {
      for (int seed = 0; seed < 3; ++seed) {
        lines += R"({"method": ")" + std::string(method) + R"(", "dataset": "digits", "seed": )" +
                 std::to_string(seed) + R"(, "params": {"monitor": )" + monitored +
                 R"(}, "results": {"accuracy": 0.9)" + std::to_string(seed) + "}}\n";
      }
    }
    return findings_in(
               tests::study_of_lines(tests::declarations + tests::claim("C1", tests::on_digits), lines),
               "PR510")
        .size();
  };
  CHECK(findings_of("\"accuracy\"") == 2);
  CHECK(findings_of("\"test_loss\"") == 2);  // whatever metric it is, the split is test
  CHECK(findings_of("\"valid_accuracy\"") == 0);
  CHECK(findings_of("\"loss\"") == 0);
  CHECK(findings_of("true") == 0);
}

TEST_CASE("each witness against a direction says what it knows") {
  const Finding by_name = finding_on("wrong_direction/fires", "RC707");
  CHECK(by_name.severity == Severity::error);
  CHECK(contains(by_name.message, "by its name lower is better"));
  CHECK(contains(by_name.message, "is superior and not inferior"));
  CHECK(contains(by_name.remedy.text, "metrics.test_error.direction = \"lower\""));
  CHECK(contains(finding_on("wrong_direction/fires-twin", "RC707").message,
                 "adds up to one number with accuracy in all 10 runs"));
  CHECK(finding_on("wrong_direction/fires-words", "RC707").severity == Severity::warning);
}

TEST_CASE("scores of two versions of the scorer are an error between arms and a warning within") {
  const Finding between = finding_on("metric_version_drift/fires", "RP807");
  CHECK(between.severity == Severity::error);
  CHECK(number(between, "runs_of_rarer_versions") == 5);
  CHECK(*between.remedy.cost_seconds == near(5 * 41.0));
  const auto within = findings_in("metric_version_drift/fires-within-arm", "RP807");
  REQUIRE(within.size() == 2);
  CHECK(within[0].severity == Severity::warning);
  CHECK(number(within[0], "runs_of_rarer_versions") == 2);
  CHECK(finding_on("metric_version_drift/fires-harness", "RP807").severity == Severity::warning);
}

TEST_CASE("what was not written down of a temperature or prompt is counted by run") {
  const Finding one = finding_on("unreported_decoding/fires", "RP808");
  CHECK(number(one, "without_temperature") == 5);
  CHECK(number(one, "runs") == 5);
  CHECK(one.remedy.runs_upper == 5);
  for (const Finding& both : findings_in("unreported_decoding/fires-nothing-said", "RP808")) {
    CHECK(number(both, "without_temperature") == 5);
    CHECK(number(both, "without_prompt") == 5);
  }
  CHECK(contains(finding_on("unreported_decoding/fires-other-prompt", "RP808").message, "prompt v3 and v1"));
}

TEST_CASE("each difference between a text and its declaration is named") {
  const Finding finding = finding_on("text_differs_from_declaration/fires", "VA906");
  CHECK(number(finding, "differences") == 3);
  CHECK(contains(finding.message, "names adam"));
  CHECK(contains(finding.message, "says 5 datasets, and there are 3"));
  CHECK(contains(finding.message, "quantifier is \"average\""));
  CHECK(contains(finding_on("text_differs_from_declaration/fires-left-out", "VA906").message,
                 "wine and moons"));
  CHECK(contains(finding_on("text_differs_from_declaration/fires-gain", "VA906").message, "says by 0.7"));
  CHECK(contains(finding_on("text_differs_from_declaration/fires-gain", "VA906").message,
                 "10 seeds, and there are 5"));
  CHECK(contains(finding_on("text_differs_from_declaration/fires-kind", "VA906").message, "\"faster\""));
  CHECK(contains(finding_on("text_differs_from_declaration/fires-metric", "VA906").message, "names loss"));
}

}  // namespace
}  // namespace gainsay
