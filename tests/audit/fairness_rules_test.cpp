#include <string>
#include <utility>

#include <doctest/doctest.h>

#include "audit/fixture_study.h"
#include "audit/rule_findings.h"
#include "audit/small_study.h"

// Whether the comparison was fair and is told whole: RS602, RS604, BA205, GE304, GE306 and RC706.
// Reference numbers: SciPy 1.17.1, tests/oracles/protocol_rules.py, which reads the same fixtures.
namespace gainsay {
namespace {

using audit::AuditOptions;
using audit::Finding;
using audit::FindingKind;
using audit::Name;
using audit::Severity;
using tests::contains;
using tests::finding_on;
using tests::findings_in;
using tests::near;
using tests::number;
using tests::study_of;
using tests::text;

TEST_CASE("three times the epochs are a warning that costs the baseline three times as long") {
  const Finding finding = finding_on("unequal_compute/fires", "RS604");
  CHECK(finding.severity == Severity::warning);
  CHECK(number(finding, "largest_ratio") == near(3));
  CHECK(text(finding, "budget") == "epochs");
  CHECK(finding.remedy.runs == 5);
  CHECK(*finding.remedy.cost_seconds ==
        near(5 * 20 * 60 * 3));  // five runs of 20 minutes, three times as long
  CHECK(finding_on("unequal_compute/fires-note", "RS604").severity == Severity::note);
  CHECK(text(finding_on("unequal_compute/fires-parameters", "RS604"), "budget") == "parameters");
}

TEST_CASE("curves show the gain at the training length of the baseline") {
  const Finding finding = finding_on("unequal_compute/fires-curves", "RS604");
  CHECK(number(finding, "gain_at_equal_length") == near(-0.01366));
  CHECK(number(finding, "gain_low") == near(-0.01713712484));
  CHECK(number(finding, "gain_high") == near(-0.01018287516));
}

TEST_CASE("a budget that one run does not record is not compared") {
  const std::string toml = tests::declarations + tests::claim("C1", tests::on_digits);
  const std::string csv =
      "method,dataset,seed,params.epochs,metric,value\n"
      "sgd,digits,0,10,accuracy,0.9\nsgd,digits,1,,accuracy,0.91\n"
      "bn,digits,0,90,accuracy,0.92\nbn,digits,1,90,accuracy,0.93\n";
  const auto findings = findings_in(study_of(toml, csv), "RS604");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].kind == FindingKind::not_applicable);
}

TEST_CASE("curves that were logged in different units are not read as lengths of training") {
  const std::string toml = tests::declarations + tests::claim("C1", tests::on_digits);
  const auto line = [](const std::string& method, int seed, const std::string& last_step, int epochs) {
    return "{\"method\": \"" + method + "\", \"dataset\": \"digits\", \"seed\": " + std::to_string(seed) +
           ", \"params\": {\"epochs\": " + std::to_string(epochs) + "}, \"results\": {\"accuracy\": 0.9" +
           std::to_string(seed) + "}, \"curves\": {\"accuracy\": {\"step\": [1, " + last_step +
           "], \"value\": [0.5, 0.9" + std::to_string(seed) + "]}}}\n";
  };
  const auto with = [&](int epochs) {
    return line("sgd", 1, "30", 30) + line("sgd", 2, "30", 30) + line("bn", 1, "9000", epochs) +
           line("bn", 2, "9000", epochs);
  };
  CHECK(findings_in(tests::study_of_lines(toml, with(30)), "RS604").empty());
  const auto findings = findings_in(tests::study_of_lines(toml, with(60)), "RS604");
  REQUIRE(findings.size() == 1);
  CHECK(number(findings[0], "largest_ratio") == near(2));
  CHECK(!contains(findings[0].message, "at the training length"));
}

TEST_CASE("a lone indicator is offered the wall time that the runs have") {
  const Finding finding = finding_on("lone_cost_indicator/fires", "RS602");
  CHECK(number(finding, "cost_indicators") == 1);
  CHECK(finding.remedy.runs == 0);
  CHECK(contains(finding.remedy.text, "28 min for bn and 20 min for sgd"));
}

TEST_CASE("a cost that is worse and not mentioned is named") {
  const Finding finding = finding_on("lone_cost_indicator/fires-disagreeing", "RS602");
  CHECK(text(finding, "worse_in") == "wall_seconds");
  CHECK(number(finding, "method") == near(56.066));   // numpy.mean
  CHECK(number(finding, "against") == near(40.038));  // numpy.mean
  CHECK(number(finding, "cost_indicators") == 2);
}

TEST_CASE("a published number beyond what the runs here reach makes the win hang on them") {
  const Finding finding = finding_on("baseline_below_reported/fires", "BA205");
  CHECK(finding.severity == Severity::error);
  CHECK(number(finding, "published") == near(0.962));
  CHECK(number(finding, "mean_here") == near(0.9433));
  CHECK(number(finding, "prediction_bound") == near(0.9458537259));
  CHECK(finding.remedy.runs == 10);
  CHECK(*finding.remedy.cost_seconds == near(10 * 20 * 60));
  CHECK(finding_on("baseline_below_reported/fires-other-split", "BA205").severity == Severity::warning);
}

TEST_CASE("where lower is better a published number is out of reach below") {
  const std::string toml = R"([study]
name = "errors"
[metrics.rmse]
direction = "lower"
[methods.sgd]
role = "baseline"
[methods.bn]
role = "variant"
[[reported]]
method = "sgd"
dataset = "digits"
metric = "rmse"
mean = "MEAN"
same_split = true
[[claims]]
id = "C1"
kind = "improves"
method = "bn"
against = ["sgd"]
metric = "rmse"
)";
  const std::string csv =
      "method,dataset,seed,metric,value\n"
      "sgd,digits,0,rmse,2\nsgd,digits,1,rmse,2.1\nsgd,digits,2,rmse,2.05\n"
      "bn,digits,0,rmse,1.8\nbn,digits,1,rmse,1.82\nbn,digits,2,rmse,1.81\n";
  const auto with = [&](const std::string& mean) {
    std::string file = toml;
    file.replace(file.find("MEAN"), 4, mean);
    return findings_in(study_of(file, csv), "BA205");
  };
  // 2.05 - scipy.stats.t.ppf(.975, 2) * 0.05 * sqrt(4/3) = 1.8015862288
  REQUIRE(with("1.75").size() == 1);
  CHECK(number(with("1.75")[0], "prediction_bound") == near(1.8015862288));
  CHECK(with("1.80").empty());  // may stand for 1.805
  CHECK(with("2.30").empty());  // worse than here
}

TEST_CASE("one dataset of four carries the average") {
  const Finding finding = finding_on("one_dataset_carries/fires", "GE304");
  CHECK(finding.dataset == Name("digits"));
  CHECK(number(finding, "gain_there") == near(0.0586));
  CHECK(number(finding, "share_of_gain") == near(1.013139696));
  CHECK(number(finding, "average_without") == near(-0.0002533333333));
  CHECK(number(finding, "p_stands_out") == near(1.669561311e-14, 1e-6));
  CHECK(finding.remedy.runs == 20);  // two more datasets of five runs an arm
  CHECK(*finding.remedy.cost_seconds == near(20 * 20 * 60));
}

TEST_CASE("from six datasets on the signed-rank test stands beside the average") {
  const Finding finding = finding_on("one_dataset_carries/fires-six-datasets", "GE304");
  CHECK(number(finding, "signed_rank_p") == near(1));
  CHECK(number(finding, "datasets_without_gain") == 3);
  CHECK(finding.remedy.runs == 0);
}

TEST_CASE("a metric that is worse is told with its interval and Holm's p") {
  const Finding finding = finding_on("metric_conflict/fires", "GE306");
  CHECK(finding.severity == Severity::warning);
  CHECK(text(finding, "worse_in") == "ece");
  CHECK(number(finding, "gain_other") == near(-0.02755));
  CHECK(number(finding, "p_adjusted") == near(1.103694648e-06));
  CHECK(contains(finding.message, "-0.0275 [-0.0314, -0.0237] (95 % interval)"));
  CHECK(finding_on("metric_conflict/fires-primary", "GE306").severity == Severity::note);
}

TEST_CASE("other metrics are adjusted together and validation metrics are none of them") {
  const std::string toml = tests::declarations + tests::claim("C1", tests::on_digits);
  std::string csv = "method,dataset,seed,metric,value\n" + tests::digits_rows;
  csv += tests::rows("sgd,digits", {.5, .6, .55, .52, .58}, "f1") +
         tests::rows("bn,digits", {.4, .45, .41, .43, .42}, "f1") +
         tests::rows("sgd,digits", {.5, .6, .55, .52, .58}, "auc") +
         tests::rows("bn,digits", {.5, .6, .55, .52, .59}, "auc") +
         tests::rows("sgd,digits", {.5, .6, .55, .52, .58}, "val_f1") +
         tests::rows("bn,digits", {.4, .45, .41, .43, .42}, "val_f1");
  const auto findings = findings_in(study_of(toml, csv), "GE306");
  REQUIRE(findings.size() == 1);
  CHECK(text(findings[0], "worse_in") == "f1");
  CHECK(number(findings[0], "comparisons") == 2);
  // 2 x scipy.stats.ttest_ind(f1 of bn, f1 of sgd, equal_var=False).pvalue
  CHECK(number(findings[0], "p_adjusted") == near(0.001876874969));
}

TEST_CASE("digits that the standard error does not carry are rounded") {
  const Finding finding = finding_on("false_precision/fires", "RC706");
  CHECK(finding.severity == Severity::note);
  CHECK(number(finding, "limit") == near(0.001321211565));
  CHECK(number(finding, "decimals_supported") == 1);
  CHECK(text(finding, "rounded") == "96.8");
  const Finding items = finding_on("false_precision/fires-items", "RC706");
  CHECK(number(items, "limit") == near(1.0 / 360.0));
  CHECK(text(items, "rounded") == "97.2");
}

TEST_CASE("precision is asked about at stage submit only") {
  const auto study =
      tests::load_fixture(std::string(GAINSAY_SOURCE_DIR) + "/fixtures/audit/false_precision/fires");
  AuditOptions options;
  options.select = {"RC706"};
  options.stage = audit::Stage::submit;
  CHECK(audit::run_audit(study, options).summary.notes == 1);
  options.stage = audit::Stage::draft;
  CHECK(audit::run_audit(study, options).findings.empty());
}

TEST_CASE("these rules say once what would let them look") {
  for (const auto& [fixture, code] :
       {std::pair{"unequal_compute", "RS604"}, std::pair{"lone_cost_indicator", "RS602"},
        std::pair{"baseline_below_reported", "BA205"}, std::pair{"one_dataset_carries", "GE304"},
        std::pair{"metric_conflict", "GE306"}, std::pair{"false_precision", "RC706"}}) {
    CAPTURE(code);
    const Finding finding = finding_on(std::string(fixture) + "/quiet-missing-data", code);
    CHECK(finding.kind == FindingKind::not_applicable);
    CHECK(!finding.remedy.text.empty());
  }
}

}  // namespace
}  // namespace gainsay
