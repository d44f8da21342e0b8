#include <algorithm>
#include <string>
#include <utility>

#include <doctest/doctest.h>

#include "gainsay/audit/rule.h"

#include "audit/fixture_study.h"
#include "audit/rule_findings.h"
#include "audit/small_study.h"

// What was run beside the runs of the claim: PR504, PR506, PR507, PR509 and BA208.
// Reference numbers: SciPy 1.17.1, tests/oracles/protocol_rules.py, which reads the same fixtures.
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
using tests::study_of;
using tests::study_of_lines;
using tests::text;

TEST_CASE("a failed run is told of with the rates and the worst case") {
  const Finding finding = finding_on("unreported_runs/fires", "PR504");
  CHECK(finding.severity == Severity::warning);
  CHECK(number(finding, "failed_method") == 1);
  CHECK(number(finding, "runs_method") == 10);
  CHECK(number(finding, "failed_against") == 0);
  CHECK(number(finding, "runs_against") == 10);
  CHECK(number(finding, "p_of_rates") == near(1));
  CHECK(number(finding, "gain_at_worst") == near(0.01178));
  CHECK(
      contains(finding.message, "10 % [0.253, 44.5]"));  // binomtest(1, 10).proportion_ci: 0.002528, 0.445016
  CHECK(finding.remedy.runs == 1);
  CHECK(*finding.remedy.cost_seconds == near(20 * 60));  // one run of 20 minutes
  CHECK(finding.runs.size() == 1);
}

TEST_CASE("arms that fail at different rates are an error") {
  const Finding finding = finding_on("unreported_runs/fires-rates-differ", "PR504");
  CHECK(finding.severity == Severity::error);
  CHECK(number(finding, "p_of_rates") == near(0.001032893691));
  CHECK(contains(finding.message, "the rates differ"));
}

TEST_CASE("a verdict that failed runs at the worst value change is an error") {
  const Finding finding = finding_on("unreported_runs/fires-verdict-flips", "PR504");
  CHECK(finding.severity == Severity::error);
  CHECK(number(finding, "p_of_rates") == near(0.09316770186));
  CHECK(number(finding, "gain_at_worst") == near(0.0017));
  CHECK(contains(finding.message, "the verdict goes from superior to equivalent"));
}

TEST_CASE("diagnostic rules share 5 % and divide their part by their tests") {
  const auto rules = std::ranges::count_if(audit::all_rules(), &audit::Rule::diagnostic);
  REQUIRE(rules >= 2);  // PR504 and GE304 at least
  const Finding one_test = finding_on("unreported_runs/fires", "PR504");
  CHECK(number(one_test, "diagnostic_alpha") == near(0.05 / static_cast<double>(rules)));
  const std::string toml = tests::declarations + tests::claim("C1") + tests::claim("C2", tests::on_digits);
  const std::string csv =
      "method,dataset,seed,status,metric,value\n"
      "sgd,digits,0,finished,accuracy,0.9\nsgd,digits,1,finished,accuracy,0.91\n"
      "bn,digits,0,finished,accuracy,0.92\nbn,digits,1,finished,accuracy,0.93\nbn,digits,2,failed,accuracy,"
      "nan\n"
      "sgd,wine,0,finished,accuracy,0.9\nsgd,wine,1,finished,accuracy,0.91\n"
      "bn,wine,0,finished,accuracy,0.92\nbn,wine,1,finished,accuracy,0.93\n";
  const auto findings = findings_in(study_of(toml, csv), "PR504");
  REQUIRE(findings.size() == 2);  // C1 and C2 on digits; the two datasets are two tests, whoever asks
  CHECK(number(findings[0], "diagnostic_alpha") == near(0.05 / static_cast<double>(rules) / 2.0));
}

TEST_CASE("the best of four variants is told with what luck gives") {
  const Finding finding = finding_on("best_of_k/fires", "PR506");
  CHECK(finding.severity == Severity::warning);
  CHECK(number(finding, "variants") == 4);
  CHECK(number(finding, "fresh_seeds") == 0);
  CHECK(number(finding, "gain") == near(0.01164));
  CHECK(number(finding, "standard_error") == near(0.001374990909));
  CHECK(number(finding, "gain_by_luck") == near(0.00141538178));
  CHECK(finding.remedy.runs == 5);
  CHECK(*finding.remedy.cost_seconds == near(5 * 20 * 60));
}

TEST_CASE("a gain that the largest of four reaches by luck is an error") {
  const Finding finding = finding_on("best_of_k/fires-gain-is-luck", "PR506");
  CHECK(finding.severity == Severity::error);
  CHECK(number(finding, "gain") == near(0.00076));
  CHECK(number(finding, "gain_by_luck") == near(0.002179263274));
}

TEST_CASE("variants of another parent and a claim about the second best are no choice of the best") {
  const std::string head = R"([study]
name = "choice"
[methods.sgd]
role = "baseline"
[methods.adam]
role = "baseline"
[methods.bn]
role = "variant"
parent = "sgd"
[methods.ln]
role = "variant"
parent = "sgd"
[methods.gn]
role = "variant"
parent = ")";
  const auto line = [](const std::string& method, int seed, double value) {
    return "{\"method\": \"" + method + "\", \"dataset\": \"digits\", \"seed\": " + std::to_string(seed) +
           ", \"started_at\": \"2026-01-05T10:00:00Z\", \"results\": {\"accuracy\": " +
           std::to_string(value + 0.001 * seed) + "}}\n";
  };
  const auto runs = [&](double bn, double others) {
    std::string lines;
    for (const int seed : {0, 1, 2}) {
      lines += line("sgd", seed, 0.90) + line("bn", seed, bn) + line("ln", seed, others) +
               line("gn", seed, others);
    }
    return lines;
  };
  const std::string claim = tests::claim("C1", tests::on_digits);
  const std::string siblings = head + "sgd\"\n" + claim;
  const std::string cousins = head + "adam\"\n" + claim;
  CHECK(findings_in(study_of_lines(siblings, runs(0.95, 0.92)), "PR506").size() == 1);
  CHECK(findings_in(study_of_lines(siblings, runs(0.92, 0.95)), "PR506").empty());
  CHECK(findings_in(study_of_lines(cousins, runs(0.95, 0.92)), "PR506").empty());
}

TEST_CASE("a reused seed is told with its lift and the gain without it") {
  const Finding finding = finding_on("tuning_seeds_reused/fires", "PR507");
  CHECK(finding.severity == Severity::warning);
  CHECK(number(finding, "reused_seeds") == 1);
  CHECK(number(finding, "seeds") == 5);
  CHECK(number(finding, "lift") == near(0.001123548352));
  CHECK(number(finding, "gain_without") == near(0.002455));
  CHECK(contains(finding.message, "+0.00246 [-0.00306, 0.00797] (95 % interval)"));
  CHECK(finding.runs.size() == 1);
  CHECK(finding.remedy.runs == 1);
  CHECK(*finding.remedy.cost_seconds == near(20 * 60));
}

TEST_CASE("a baseline's reused seed is the baseline's") {
  const Finding finding = finding_on("tuning_seeds_reused/fires-baseline", "PR507");
  CHECK(finding.against == audit::Name("sgd"));
  CHECK(finding.runs.size() == 1);
}

TEST_CASE("a claim that was inferred from the reused runs alone is told without what remains") {
  const std::string lines =
      "{\"method\": \"bn\", \"role\": \"variant\", \"dataset\": \"digits\", \"seed\": 0, \"purpose\": "
      "\"tune\", "
      "\"params\": {\"lr\": 0.1}, \"results\": {\"val_accuracy\": 0.9}}\n"
      "{\"method\": \"bn\", \"role\": \"variant\", \"dataset\": \"digits\", \"seed\": 0, "
      "\"params\": {\"lr\": 0.1}, \"results\": {\"accuracy\": 0.9}}\n"
      "{\"method\": \"sgd\", \"role\": \"baseline\", \"dataset\": \"digits\", \"seed\": 0, "
      "\"results\": {\"accuracy\": 0.8}}\n";
  const auto findings = findings_in(study_of_lines("", lines), "PR507");
  REQUIRE(findings.size() == 1);
  CHECK(number(findings[0], "reused_seeds") == 1);
  CHECK(!contains(findings[0].message, "without reused seeds"));
}

TEST_CASE("failed runs are told of beside a number copied from a paper, too") {
  const std::string toml = R"([study]
name = "copied"
[methods.sgd]
role = "reported"
[methods.bn]
role = "variant"
[[reported]]
method = "sgd"
dataset = "digits"
metric = "accuracy"
mean = "0.90"
)" + tests::claim("C1", tests::on_digits);
  const std::string csv =
      "method,dataset,seed,status,metric,value\n"
      "bn,digits,0,finished,accuracy,0.92\nbn,digits,1,finished,accuracy,0.93\nbn,digits,2,failed,accuracy,"
      "nan\n";
  const auto findings = findings_in(study_of(toml, csv), "PR504");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].severity == Severity::warning);
  CHECK(contains(findings[0].message, "1 of 3 runs of bn"));
  CHECK(contains(findings[0].message, "no run of sgd"));
}

TEST_CASE("where configurations share no parameter a seed is reused if it was the only one of tuning") {
  const auto trial = [](int seed) {
    return "{\"method\": \"bn\", \"dataset\": \"digits\", \"seed\": " + std::to_string(seed) +
           ", \"purpose\": \"tune\", \"params\": {\"lr\": 0.1}, \"results\": {\"val_accuracy\": 0.9}}\n";
  };
  const auto finals = [](const std::string& param) {
    return "{\"method\": \"bn\", \"dataset\": \"digits\", \"seed\": 0, \"params\": {\"" + param +
           "\": 0.1}, \"results\": {\"accuracy\": 0.9}}\n"
           "{\"method\": \"sgd\", \"dataset\": \"digits\", \"seed\": 0, \"results\": {\"accuracy\": 0.8}}\n";
  };
  const auto findings = [&](const std::string& lines) {
    return findings_in(study_of_lines(tests::declarations + tests::claim("C1", tests::on_digits), lines),
                       "PR507");
  };
  CHECK(findings(trial(0) + trial(1) + finals("lr")).at(0).kind == FindingKind::fail);
  CHECK(findings(trial(0) + trial(1) + finals("momentum")).at(0).kind == FindingKind::not_applicable);
  CHECK(findings(trial(0) + finals("momentum")).at(0).kind == FindingKind::fail);
  CHECK(findings(trial(1) + finals("momentum")).empty());
}

TEST_CASE("wear counts configurations and says what the best of them gains") {
  const Finding finding = finding_on("test_set_wear/fires-few-items", "PR509");
  CHECK(finding.severity == Severity::note);
  CHECK(number(finding, "configurations") == 15);
  CHECK(number(finding, "methods") == 2);
  CHECK(number(finding, "gain_by_luck") == near(0.02638526254));
  CHECK(number(finding_on("test_set_wear/fires", "PR509"), "configurations") == 24);
}

TEST_CASE("an optimum at the edge names the values beyond it") {
  const Finding finding = finding_on("search_edge_optimum/fires", "BA208");
  CHECK(finding.severity == Severity::warning);
  CHECK(text(finding, "parameter") == "lr");
  CHECK(number(finding, "chosen") == near(0.01));
  CHECK(number(finding, "score_at_edge") == near(0.951));
  CHECK(number(finding, "score_next_to_it") == near(0.934));
  CHECK(number(finding, "next_value") == near(0.1));
  CHECK(contains(finding.remedy.text, "to 0.1 and 1: 2 trials"));
  CHECK(*finding.remedy.cost_seconds == near(2 * 20 * 60));
}

TEST_CASE("at the lower edge the next value is below, and the method's own edge is a note") {
  const Finding below = finding_on("search_edge_optimum/fires-smallest", "BA208");
  CHECK(number(below, "next_value") == near(0.001 * 0.001 / 0.003));
  CHECK(finding_on("search_edge_optimum/fires-method", "BA208").severity == Severity::note);
}

TEST_CASE("these rules say once which record would let them look") {
  for (const auto& [fixture, code] :
       {std::pair{"unreported_runs", "PR504"}, std::pair{"best_of_k", "PR506"},
        std::pair{"tuning_seeds_reused", "PR507"}, std::pair{"test_set_wear", "PR509"},
        std::pair{"search_edge_optimum", "BA208"}}) {
    CAPTURE(code);
    const Finding finding = finding_on(std::string(fixture) + "/quiet-missing-data", code);
    CHECK(finding.kind == FindingKind::not_applicable);
    CHECK(contains(finding.remedy.text, "record"));
  }
}

}  // namespace
}  // namespace gainsay
