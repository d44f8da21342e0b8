#include <string>

#include <doctest/doctest.h>

#include "audit/fixture_study.h"
#include "audit/rule_findings.h"

// The numbers in findings of the PR, RP and VA rules. Reference values: SciPy 1.17.1 and NumPy 2.4.6 on the
// same fixtures; the expected maximum of n normal draws by scipy.integrate.quad of x n phi(x) Phi(x)^(n-1);
// choices of seeds counted with itertools.combinations.
namespace gainsay {
namespace {

using audit::Finding;
using audit::FindingKind;
using audit::Severity;
using doctest::Approx;
using tests::contains;
using tests::finding_on;
using tests::findings_in;
using tests::number;

TEST_CASE("the luck of the best of six configurations is their spread times 1.2672") {
  const Finding finding = finding_on("test_set_selection/fires", "PR501");
  // quad: 1.2672063606; times numpy.std(ddof=1) of the six test scores: 0.0401830651
  CHECK(number(finding, "expected_gain_by_luck") == Approx(0.0401830650740919).epsilon(1e-9));
  CHECK(number(finding, "configurations") == 6);
  CHECK(finding.severity == Severity::error);
}

TEST_CASE("selection on test names what validation would have chosen and what that scores") {
  const Finding finding = finding_on("test_set_selection/fires", "PR501");
  CHECK(number(finding, "test_score_of_final") == Approx(0.9461));
  CHECK(number(finding, "test_score_of_validation_choice") == Approx(0.9410));
  CHECK(contains(finding.message, "lr = 0.1, with 0.941 and not 0.9461"));
  CHECK(finding.remedy.runs == 5);
}

TEST_CASE("a test metric that was logged and chose nothing is a note") {
  CHECK(finding_on("test_set_selection/fires-only-logged", "PR501").severity == Severity::note);
  CHECK(finding_on("test_set_selection/fires-no-validation", "PR501").severity == Severity::error);
}

TEST_CASE("a tie on validation that the test score breaks is a note") {
  const std::string toml = R"(
[study]
name = "tie"
[methods.sgd]
role = "baseline"
[methods.bn]
role = "variant"
[[claims]]
id = "C1"
kind = "improves"
method = "bn"
metric = "accuracy"
)";
  const std::string csv = R"(method,dataset,seed,purpose,params.lr,metric,value
bn,digits,0,tune,0.1,val_accuracy,0.95
bn,digits,0,tune,0.1,accuracy,0.941
bn,digits,0,tune,0.3,val_accuracy,0.95
bn,digits,0,tune,0.3,accuracy,0.946
sgd,digits,1,final,0.1,accuracy,0.93
bn,digits,1,final,0.3,accuracy,0.945
)";
  const auto findings = findings_in(tests::study_of(toml, csv), "PR501");
  REQUIRE(findings.size() == 1);
  CHECK(findings.front().severity == Severity::note);
}

TEST_CASE("the mean at the step that validation chooses stands beside the best of the test curve") {
  const Finding finding = finding_on("best_checkpoint_on_test/fires", "PR502");
  // numpy.mean of the results, and of the test curves at numpy.argmax of the validation curves
  CHECK(number(finding, "reported_mean") == Approx(0.96224));
  CHECK(number(finding, "mean_at_honest_step") == Approx(0.95908));
  CHECK(number(finding, "runs_at_best_test_step") == 5);
  CHECK(number(finding, "chance") == Approx(4.018775720164609e-06));  // 12^-5: five curves of twelve points
}

TEST_CASE("without a validation curve the last step is the reading") {
  const Finding finding = finding_on("best_checkpoint_on_test/fires-without-validation", "PR502");
  CHECK(number(finding, "mean_at_honest_step") < number(finding, "reported_mean"));
  CHECK(finding.remedy.runs == 0);
}

TEST_CASE("the best five of ten seeds are one choice of 252") {
  const Finding finding = finding_on("seed_cherry_picking/fires", "PR503");
  CHECK(number(finding, "share_of_choices") == Approx(1.0 / 252.0));
  CHECK(number(finding, "mean_of_all") == Approx(0.97302));
  CHECK(finding.severity == Severity::error);
}

TEST_CASE("five seeds of ten with an ordinary mean are a warning") {
  const Finding finding = finding_on("seed_cherry_picking/fires-ordinary-five", "PR503");
  CHECK(number(finding, "share_of_choices") == Approx(188.0 / 252.0));
  CHECK(finding.severity == Severity::warning);
}

TEST_CASE("a printed baseline is suspicious where its mean is low") {
  const Finding finding = finding_on("seed_cherry_picking/fires-baseline-worst-seeds", "PR503");
  CHECK(number(finding, "share_of_choices") == Approx(2.0 / 120.0));
  CHECK(finding.against == audit::Name("sgd"));
}

TEST_CASE("exclusions that only the score explains are for a human to read") {
  const auto findings = findings_in("seed_cherry_picking/fires-excluded-and-printed", "PR503");
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].kind == FindingKind::fail);
  CHECK(findings[1].kind == FindingKind::review);
  CHECK(number(findings[1], "share_of_choices") == Approx(1.0 / 120.0));  // the best 7 of 10
  CHECK(number(findings[1], "mean_of_kept") == Approx(0.9742428571428572));
  CHECK(findings[1].runs.size() == 10);
}

TEST_CASE("a changed claim shows its field before and after") {
  const Finding finding = finding_on("claim_changed_after_results/fires-dataset-dropped", "PR508");
  CHECK(contains(finding.message, "datasets: digits,vehicle,wine -> digits,wine"));
  CHECK(number(finding, "changed_fields") == 1);
  CHECK(finding.remedy.runs == 20);
  CHECK(*finding.remedy.cost_seconds == Approx(20 * 20 * 60));  // 20 runs of 20 minutes
}

TEST_CASE("a switched metric is shown with what the registered one says") {
  const Finding finding = finding_on("claim_changed_after_results/fires-metric-switched", "PR508");
  CHECK(contains(finding.message, "metric: accuracy -> f1"));
  CHECK(contains(finding.message, "in accuracy, which was registered, the gain over sgd is +0.00700"));
}

TEST_CASE("a claim that was registered late is a warning and an exploratory one a note") {
  const Finding late = finding_on("claim_changed_after_results/fires", "PR508");
  CHECK(late.severity == Severity::warning);
  CHECK(contains(late.message, "registered 2026-01-15T10:00:00.000Z"));
  CHECK(contains(late.message, "2026-01-08T08:20:00.000Z"));
  CHECK(finding_on("claim_changed_after_results/fires-exploratory", "PR508").severity == Severity::note);
}

TEST_CASE("runs whose code is lost are listed with what running them again costs") {
  const Finding finding = finding_on("uncommitted_code/fires", "RP801");
  CHECK(number(finding, "changed_tree_not_kept") == 2);
  CHECK(number(finding, "without_commit") == 0);
  CHECK(finding.runs.size() == 2);
  CHECK(*finding.remedy.cost_seconds == Approx(82.0));  // two runs of 41.0 s
  CHECK(findings_in("uncommitted_code/fires-no-commit", "RP801").size() == 2);
}

TEST_CASE("stored runs offer the test of spread that a patch lacks") {
  const Finding finding = finding_on("pain_point_unmeasured/fires-unstable", "VA902");
  // scipy.stats.ttest_ind of |x - median|, equal_var=False: p = 0.07433; numpy.std(ddof=1): 0.001598 and
  // 0.008990 (tests/oracles/patches.py)
  CHECK(contains(finding.remedy.text, "sd 0.0016 against 0.0090"));
  CHECK(contains(finding.remedy.text, "p = 0.074"));
}

TEST_CASE("a pain point that stayed while the average rose is named as such") {
  const Finding finding = finding_on("pain_point_unmeasured/fires-not-cured", "VA902");
  // scipy.stats.ttest_ind(equal_var=False): -0.0029833, 95 % interval -0.018411 to 0.012444, p = 0.67571
  CHECK(number(finding, "estimate") == Approx(-0.00298333333333356));
  CHECK(number(finding, "interval_low") == Approx(-0.018411161327647824).epsilon(1e-6));
  CHECK(number(finding, "interval_high") == Approx(0.012444494660980705).epsilon(1e-6));
  CHECK(number(finding, "p") == Approx(0.675707171605988).epsilon(1e-6));
  CHECK(contains(finding.message, "its cause is another"));
}

}  // namespace
}  // namespace gainsay
