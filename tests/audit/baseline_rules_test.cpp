#include <string>

#include <doctest/doctest.h>

#include "audit/rule_findings.h"

// The numbers and severities in findings of the BA, GE and AB rules. Reference values: SciPy 1.17.1 and
// NumPy 2.4.6 on the same fixtures.
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

TEST_CASE("a missing baseline is remedied with those of other datasets") {
  const Finding finding = finding_on("no_baseline/fires", "BA201");
  CHECK(finding.dataset == audit::Name("receipts"));
  CHECK(finding.remedy.text == "run sgd on receipts, 5 seeds each: 5 runs");
  CHECK(finding.runs.size() == 5);
}

TEST_CASE("two baselines of one family count once") {
  CHECK(number(finding_on("lone_baseline/fires-one-family", "BA202"), "baselines") == 1);
}

TEST_CASE("a state of the art against copied numbers is an error") {
  CHECK(finding_on("copied_baseline_only/fires", "BA204").severity == Severity::warning);
  CHECK(finding_on("copied_baseline_only/fires-state-of-the-art", "BA204").severity == Severity::error);
}

TEST_CASE("an omitted baseline is shown with the comparison that includes it") {
  const Finding finding = finding_on("omitted_stronger_baseline/fires", "BA206");
  // numpy.mean; scipy.stats.ttest_ind(equal_var=False).confidence_interval(0.95): -0.0019037 to 0.0069037
  CHECK(number(finding, "omitted_mean") == Approx(0.97148));
  CHECK(number(finding, "method_mean") == Approx(0.97398));
  CHECK(contains(finding.remedy.text, "+0.00250 [-0.00190, 0.00690]"));
}

TEST_CASE("twelve trials against four are worth 0.60 sds of luck") {
  const Finding finding = finding_on("unequal_tuning/fires", "BA207");
  // scipy.integrate.quad: expected maxima 1.6292276399 of 12 and 1.0293753730 of 4 normal draws
  CHECK(number(finding, "expected_free_gain_sd") == Approx(0.5998522668679491).epsilon(1e-9));
  CHECK(finding.severity == Severity::warning);
  CHECK(finding.remedy.runs == 8);
}

TEST_CASE("ten trials against an untuned baseline are an error") {
  const Finding finding = finding_on("unequal_tuning/fires-untuned-baseline", "BA207");
  CHECK(number(finding, "expected_free_gain_sd") == Approx(1.538752730835173).epsilon(1e-9));
  CHECK(finding.severity == Severity::error);
}

TEST_CASE("general words on one dataset are an error and plain ones a warning") {
  CHECK(finding_on("single_dataset_claim/fires", "GE301").severity == Severity::warning);
  CHECK(finding_on("single_dataset_claim/fires-general-words", "GE301").severity == Severity::error);
}

TEST_CASE("a dropped dataset is shown with the average gain with and without it") {
  const Finding finding = finding_on("dropped_datasets/fires", "GE303");
  // numpy.mean: gains 0.006 on digits, 0.008 on wine and -0.00798 on vehicle
  CHECK(number(finding, "gain_there") == Approx(-0.00798));
  CHECK(number(finding, "average_gain_claimed") == Approx(0.007));
  CHECK(number(finding, "average_gain_with_it") == Approx(0.00200666666666649));
}

TEST_CASE("nothing to run is no cost") {
  const Finding finding = finding_on("own_dataset_only/fires-two-baselines", "GE307");
  CHECK(finding.remedy.text == "add an established dataset to the claim");
  CHECK(!finding.remedy.cost_seconds);
}

TEST_CASE("an ablation that a causal sentence lacks is an error") {
  CHECK(finding_on("no_ablation/fires", "AB401").severity == Severity::warning);
  CHECK(finding_on("no_ablation/fires-because", "AB401").severity == Severity::error);
}

TEST_CASE("an idle component is one whose 90 % interval lies within the smallest effect") {
  const Finding finding = finding_on("idle_component/fires", "AB403");
  // scipy.stats.ttest_ind(equal_var=False): 0.0002125, p = 0.88921, 90 % interval -0.0024258 to 0.0028508
  CHECK(number(finding, "estimate") == Approx(0.0002125));
  CHECK(number(finding, "p") == Approx(0.8892082730924713).epsilon(1e-6));
  CHECK(number(finding, "equivalence_low") == Approx(-0.002425780402679084).epsilon(1e-6));
  CHECK(number(finding, "equivalence_high") == Approx(0.0028507804026789807).epsilon(1e-6));
}

TEST_CASE("a component without which the method is better does harm") {
  const Finding finding = finding_on("idle_component/fires-harmful", "AB403");
  // scipy.stats.ttest_ind(equal_var=False): -0.0070125, p = 0.00035652
  CHECK(number(finding, "estimate") == Approx(-0.0070125));
  CHECK(number(finding, "p") == Approx(0.000356524035289292).epsilon(1e-6));
  CHECK(contains(finding.message, "does harm"));
}

TEST_CASE("a confounded ablation prints what else changed") {
  const Finding finding = finding_on("confounded_variant/fires", "AB404");
  CHECK(contains(finding.message, "batch: 32 -> 64, momentum: 0.9 -> 0"));
  CHECK(number(finding, "changed_parameters") == 2);
  CHECK(finding_on("confounded_variant/fires-component-claim", "AB404").severity == Severity::error);
}

}  // namespace
}  // namespace gainsay
