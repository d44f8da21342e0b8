#include <string>

#include <doctest/doctest.h>

#include "audit/fixture_study.h"
#include "audit/rule_findings.h"

// Reference numbers: SciPy 1.17.1, tests/oracles/audit_rules.py, which reads the same fixtures.
namespace gainsay {
namespace {

using audit::Finding;
using audit::Severity;
using doctest::Approx;
using tests::contains;
using tests::findings_in;
using tests::number;
using tests::study_of;

const std::string two_arms = R"(
[study]
name = "s"
[metrics.rmse]
direction = "lower"
smallest_effect = 0.1
[methods.sgd]
role = "baseline"
[methods.bn]
role = "variant"
[[claims]]
id = "C1"
kind = "improves"
method = "bn"
metric = "rmse"
)";

TEST_CASE("a single run claim names the missing seeds and what they cost") {
  const auto findings = findings_in(study_of(two_arms,
                                             "method,dataset,seed,metric,value\n"
                                             "bn,d,0,rmse,1.5\nbn,d,0,wall_seconds,60\n"
                                             "sgd,d,0,rmse,2\nsgd,d,0,wall_seconds,30\n"),
                                    "ST101");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].severity == Severity::error);
  CHECK(number(findings[0], "gap") == 0.5);  // lower is better
  CHECK(findings[0].remedy.runs == 8);
  CHECK(findings[0].remedy.cost_seconds == 4 * 60.0 + 4 * 30.0);
  CHECK(findings[0].runs.size() == 2);
}

TEST_CASE("single runs on several datasets are one finding a comparator") {
  const auto findings =
      findings_in(study_of(two_arms,
                           "method,dataset,seed,metric,value\n"
                           "bn,d,0,rmse,1.5\nsgd,d,0,rmse,2\nbn,e,0,rmse,1.5\nsgd,e,0,rmse,2\n"),
                  "single-run-claim");
  REQUIRE(findings.size() == 1);
  CHECK(number(findings[0], "datasets") == 2);
  CHECK(findings[0].dataset.empty());
  CHECK(findings[0].remedy.runs == 16);
}

TEST_CASE("a deterministic method with one run does not excuse a baseline with one run") {
  const std::string toml = two_arms + "[methods.exact]\nrole = \"baseline\"\ndeterministic = true\n";
  const auto findings =
      findings_in(study_of(toml,
                           "method,dataset,seed,metric,value\n"
                           "bn,d,0,rmse,1.5\nbn,d,1,rmse,1.6\nsgd,d,0,rmse,2\nexact,d,0,rmse,2\n"),
                  "ST101");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].against.str() == "sgd");
}

TEST_CASE("three seeds against three cannot give an exact p below a tenth") {
  // mannwhitneyu([1, 2, 3], [4, 5, 6], method="exact"): p = 0.1
  const auto findings = findings_in("too_few_seeds/fires", "ST102");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].severity == Severity::warning);
  CHECK(number(findings[0], "smallest_exact_p") == Approx(0.1).epsilon(1e-12));
  CHECK(findings[0].remedy.runs == 4);
}

TEST_CASE("the word significant makes too few seeds an error") {
  const auto findings = findings_in("too_few_seeds/fires-significant", "ST102");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].severity == Severity::error);
  CHECK(findings[0].remedy.runs == 1);
}

TEST_CASE("a missing smallest effect weighs more when a comparison stays undecided") {
  CHECK(findings_in("missing_sesoi/fires", "ST104").at(0).severity == Severity::note);
  CHECK(findings_in("missing_sesoi/fires-undecided", "ST104").at(0).severity == Severity::warning);
}

TEST_CASE("a trivial gain shows the interval that rules out the smallest effect") {
  // ttest_ind(equal_var=False).confidence_interval(0.95): 0.00042452, 0.00197548
  const Finding finding = findings_in("trivial_gain/fires", "ST105").at(0);
  CHECK(number(finding, "interval_low") == Approx(0.0004245201786245253).epsilon(1e-9));
  CHECK(number(finding, "interval_high") == Approx(0.0019754798213756546).epsilon(1e-9));
}

TEST_CASE("power is that of the noncentral t at the smallest effect") {
  // power 0.28635, 29 seeds at the upper bound of the spread, detectable effect 0.010121; 21 seeds at the
  // planning sd, by R 4.2.2 (tests/oracles/power.R)
  const Finding finding = findings_in("underpowered_comparison/fires", "ST106").at(0);
  CHECK(finding.severity == Severity::error);
  CHECK(number(finding, "power_at_smallest_effect") == Approx(0.2863482786337821).epsilon(1e-6));
  CHECK(number(finding, "minimum_detectable_effect") == Approx(0.010121056873398928).epsilon(1e-6));
  CHECK(finding.remedy.runs == 2 * (21 - 5));
  CHECK(finding.remedy.runs_upper == 2 * (29 - 5));
}

TEST_CASE("a smallest effect that no study could find does not end the audit") {
  const std::string toml = two_arms + "smallest_effect = 1e-9\n";
  const auto study = study_of(toml,
                              "method,dataset,seed,metric,value\n"
                              "bn,d,0,rmse,1.5\nbn,d,1,rmse,1.7\nsgd,d,0,rmse,2\nsgd,d,1,rmse,1.4\n");
  const auto findings = findings_in(study, "ST106");
  REQUIRE(findings.size() == 1);
  CHECK(contains(findings[0].remedy.text, "larger smallest_effect"));
  CHECK(findings_in(study, "ST103").size() == 1);
}

TEST_CASE("two pairs of seeds are tested and have no effect size") {
  const std::string toml = two_arms + "pairing = \"seed\"\n";
  const auto study = study_of(toml,
                              "method,dataset,seed,metric,value\n"
                              "bn,d,0,rmse,1.5\nbn,d,1,rmse,1.7\nsgd,d,0,rmse,2\nsgd,d,1,rmse,2.1\n");
  const auto& comparison = study.evaluations().at(0).comparisons.at(0);
  CHECK(comparison.p);
  CHECK_FALSE(comparison.effect_size);
}

TEST_CASE("folds that the arms do not share leave the comparison without a test") {
  const std::string toml = two_arms + "pairing = \"fold\"\n";
  const auto study = study_of(toml,
                              "method,dataset,seed,fold,metric,value\n"
                              "bn,d,0,0,rmse,1.5\nbn,d,0,1,rmse,1.7\nsgd,d,1,0,rmse,2\nsgd,d,1,1,rmse,2.1\n");
  const auto& comparison = study.evaluations().at(0).comparisons.at(0);
  CHECK_FALSE(comparison.p);
  CHECK(contains(comparison.reason, "share fewer than 2"));
}

TEST_CASE("shares outside their range do not end the audit") {
  const std::string toml = R"(
[study]
name = "s"
[metrics.accuracy]
form = "proportion"
range = [0.0, 1.0]
[datasets.d]
n_items = 100
[methods.sgd]
role = "baseline"
[methods.bn]
role = "variant"
)";
  const auto study =
      study_of(toml, "method,dataset,seed,metric,value\nbn,d,0,accuracy,97\nsgd,d,0,accuracy,95\n");
  CHECK(findings_in(study, "ST113").empty());
  CHECK(findings_in(study, "RC702").size() == 2);
}

TEST_CASE("an underpowered study that found its gain is only noted") {
  CHECK(findings_in("underpowered_comparison/fires-significant", "ST106").at(0).severity == Severity::note);
}

TEST_CASE("wins are counted after Holm over the claims of the family") {
  // p = 0.029760, 0.040310, 0.200257; Holm: 3 x 0.029760 = 0.089279 for the first and so for the second
  const auto findings = findings_in("uncorrected_multiplicity/fires", "ST107");
  REQUIRE(findings.size() == 2);
  CHECK(number(findings[0], "p") == Approx(0.029759677975494857).epsilon(1e-9));
  CHECK(number(findings[0], "p_adjusted") == Approx(3 * 0.029759677975494857).epsilon(1e-9));
  CHECK(number(findings[1], "p") == Approx(0.04031043449476728).epsilon(1e-9));
  CHECK(number(findings[1], "p_adjusted") == Approx(3 * 0.029759677975494857).epsilon(1e-9));
}

TEST_CASE("wins beneath an average are counted and only noted") {
  const Finding finding = findings_in("uncorrected_multiplicity/fires-beneath-an-average", "ST107").at(0);
  CHECK(finding.severity == Severity::note);
  CHECK(number(finding, "wins") == 2);
  CHECK(number(finding, "wins_after_holm") == 1);
}

TEST_CASE("an exact test out of reach names the sample that brings it within") {
  // mannwhitneyu 4 v 4: 0.028571; wilcoxon of 5 differences of one sign: 0.0625
  const Finding family = findings_in("unreachable_alpha/fires-family", "ST108").at(0);
  CHECK(number(family, "smallest_p") == Approx(0.02857142857142857).epsilon(1e-12));
  CHECK(number(family, "smallest_p_adjusted") == Approx(2 * 0.02857142857142857).epsilon(1e-12));
  CHECK(number(family, "n_wanted") == 5);
  const Finding datasets = findings_in("unreachable_alpha/fires-datasets", "ST108").at(0);
  CHECK(datasets.severity == Severity::note);
  CHECK(number(datasets, "smallest_p") == 0.0625);
  CHECK(number(datasets, "n_wanted") == 6);
}

TEST_CASE("folds counted as runs are tested again with the corrected variance") {
  // naive 0.021598; corrected: mean / sqrt(var (1 / 10 + 1 / 9)) with 9 degrees of freedom, p = 0.067907
  const Finding finding = findings_in("dependent_folds/fires", "ST109").at(0);
  CHECK(finding.severity == Severity::error);
  CHECK(number(finding, "p") == Approx(0.021597950913637875).epsilon(1e-9));
  CHECK(number(finding, "corrected_p") == Approx(0.06790695747013727).epsilon(1e-9));
  CHECK(contains(finding.message, "89 %"));
  CHECK(findings_in("dependent_folds/fires-gain-holds", "ST109").at(0).severity == Severity::warning);
}

TEST_CASE("equality that is not shown names the seeds of two one-sided tests") {
  // 90 % interval -0.020922, 0.006922; exact power of the two tests reaches 80 % at 45 seeds, of the t test
  // at 42
  const Finding finding = findings_in("null_as_equivalence/fires", "ST112").at(0);
  CHECK(number(finding, "equivalence_low") == Approx(-0.020922455753513855).epsilon(1e-9));
  CHECK(number(finding, "equivalence_high") == Approx(0.006922455753513834).epsilon(1e-9));
  CHECK(finding.remedy.runs == 2 * (45 - 3));
  CHECK(contains(finding.remedy.text, "42 would do"));
}

TEST_CASE("a gain of fewer than six items is below the floor of the exact test") {
  const Finding finding = findings_in("test_set_too_small/fires", "ST113").at(0);
  CHECK(finding.severity == Severity::error);
  CHECK(number(finding, "gain_items") == Approx(0.0007 * 360).epsilon(1e-9));
}

TEST_CASE("item scores give the paired gain that a test set can resolve") {
  // Connor (1987) at a discordance of 13 / 40: 9.80634 of 40 items; 81 items resolve a gain of 7 / 40
  const Finding finding = findings_in("test_set_too_small/fires-items", "ST113").at(0);
  CHECK(finding.severity == Severity::warning);
  CHECK(number(finding, "discordant_share") == 13.0 / 40.0);
  CHECK(number(finding, "minimum_detectable_items") == Approx(9.806339901512901).epsilon(1e-6));
  CHECK(number(finding, "items_wanted") == 81);
}

}  // namespace
}  // namespace gainsay
