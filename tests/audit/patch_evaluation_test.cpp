#include "gainsay/audit/patch_evaluation.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "gainsay/tracker/error.h"

#include "audit/rule_findings.h"
#include "audit/small_study.h"

// Reference numbers: SciPy 1.17.1 and statsmodels 0.15.0, tests/oracles/patches.py, where the same values
// stand.
namespace gainsay {
namespace {

using audit::PatchEvaluation;
using audit::PatchMeasurement;
using audit::PatchVerdict;
using namespace tests;

std::string patch_of(const std::string& pain_point, const std::string& keys = "") {
  return "[patches.bn]\npain_point = \"" + pain_point + "\"\ntarget = \"sgd\"\n" + keys + "\n";
}

const std::string accuracy_known = "[metrics.accuracy]\ndirection = \"higher\"\n";

PatchEvaluation evaluation_of(const audit::Study& study) {
  const auto evaluations = audit::evaluate_patches(study);
  REQUIRE(evaluations.size() == 1);
  return evaluations.front();
}

PatchEvaluation evaluated_patch(const std::string& patch, const std::string& csv) {
  return evaluation_of(study_of(declarations + claim("C1") + patch, csv));
}

PatchEvaluation evaluated_lines(const std::string& patch, const std::string& jsonl) {
  return evaluation_of(study_of_lines(declarations + accuracy_known + claim("C1") + patch, jsonl));
}

std::string joined(const std::vector<double>& values) {
  std::string text;
  for (const double value : values) text += (text.empty() ? "" : ", ") + std::to_string(value);
  return text;
}

// A run with a mean of .5 and six item scores, of which the last two are the group "rare".
std::string scored(const std::string& method, int seed, const std::vector<double>& scores) {
  return "{\"method\": \"" + method + "\", \"dataset\": \"digits\", \"seed\": " + std::to_string(seed) +
         ", \"results\": {\"accuracy\": " + std::to_string(.5 + .01 * seed) +
         "}, \"items\": {\"accuracy\": {\"item\": [\"a\", \"b\", \"c\", \"d\", \"e\", \"f\"], \"score\": [" +
         joined(scores) +
         "], \"cluster\": [\"common\", \"common\", \"common\", \"common\", \"rare\", \"rare\"]}}}\n";
}

const std::string item_runs =
    scored("sgd", 0, {.35, .80, .85, .95, .30, .40}) + scored("sgd", 1, {.37, .81, .84, .94, .34, .38}) +
    scored("sgd", 2, {.36, .79, .86, .96, .28, .42}) + scored("bn", 0, {.38, .82, .85, .95, .60, .70}) +
    scored("bn", 1, {.35, .80, .86, .95, .66, .68}) + scored("bn", 2, {.39, .81, .84, .94, .58, .72});

void check_measured(const PatchMeasurement& measurement, double estimate, double low, double high, double p) {
  CAPTURE(measurement.measure);
  REQUIRE(measurement.comparison.estimate);
  CHECK(*measurement.comparison.estimate == near(estimate, 1e-7));
  REQUIRE(measurement.comparison.interval);
  CHECK(measurement.comparison.interval->low == near(low, 1e-7));
  CHECK(measurement.comparison.interval->high == near(high, 1e-7));
  CHECK(*measurement.comparison.p == near(p, 1e-6));
}

TEST_CASE("extreme cases are measured by the worst group and the tail of the items") {
  const PatchEvaluation evaluation = evaluated_lines(patch_of("extreme-cases"), item_runs);
  REQUIRE(evaluation.evidence.size() == 2);
  CHECK(evaluation.evidence[0].measure == "worst group of accuracy");
  check_measured(evaluation.evidence[0], 0.3033333333333333, 0.27934212311580453, 0.32732454355086205,
                 3.8504175626496394e-05);
  CHECK(evaluation.evidence[1].measure == "10 % tail of accuracy");
  check_measured(evaluation.evidence[1], 0.16000000000000003, 0.1210770919022579, 0.19892290809774216,
                 0.000855520673405409);
  CHECK(*evaluation.evidence[0].comparison.p_adjusted == near(7.700835125299279e-05, 1e-6));
  CHECK(*evaluation.evidence[1].comparison.p_adjusted == near(0.000855520673405409, 1e-6));
  CHECK(evaluation.verdict == PatchVerdict::proved);
}

TEST_CASE("a group of items can be named as evidence") {
  const PatchEvaluation evaluation =
      evaluated_lines(patch_of("extreme-cases", "evidence = [\"common\"]"), item_runs);
  REQUIRE(evaluation.evidence.size() == 1);
  CHECK(evaluation.evidence[0].measure == "accuracy of the group common");
  // means of the four common items: sgd .7375, .74, .7425; bn .75, .74, .745
  CHECK(*evaluation.evidence[0].comparison.estimate == near(.745 - .74, 1e-9));
  CHECK(evaluation.verdict == PatchVerdict::undecided);
}

TEST_CASE("without item scores extreme cases are not measured") {
  const PatchEvaluation evaluation = evaluated_patch(patch_of("extreme-cases"), both_rows);
  CHECK(evaluation.verdict == PatchVerdict::not_measured);
  CHECK(evaluation.evidence.empty());
}

std::string ended(const std::string& method, int n, int n_failed) {
  std::string lines;
  for (int seed = 0; seed < n; ++seed) {
    const std::string status = seed < n_failed ? "failed" : "finished";
    const std::string results =
        seed < n_failed ? "" : ", \"results\": {\"accuracy\": 0.9" + std::to_string(seed % 3) + "}";
    lines += "{\"method\": \"" + method + "\", \"dataset\": \"digits\", \"seed\": " + std::to_string(seed) +
             ", \"status\": \"" + status + "\"" + results + "}\n";
  }
  return lines;
}

TEST_CASE("unstable training is measured by the share of runs that failed") {
  const PatchEvaluation evaluation =
      evaluated_lines(patch_of("unstable-training"), ended("sgd", 12, 7) + ended("bn", 12, 1));
  REQUIRE(evaluation.evidence.size() == 1);  // 5 and 11 seeds are too few for the spread
  CHECK(evaluation.evidence[0].measure == "share of runs that failed");
  check_measured(evaluation.evidence[0], 0.5, 0.12211442285535379, 0.7336627875941174, 0.027190738995827163);
  CHECK(evaluation.verdict == PatchVerdict::proved);
}

TEST_CASE("failed runs are a cost where they are not the pain") {
  const PatchEvaluation evaluation =
      evaluated_lines(patch_of("bottleneck"), ended("bn", 12, 7) + ended("sgd", 12, 1));
  CHECK(evaluation.verdict == PatchVerdict::not_measured);
  REQUIRE(evaluation.elsewhere.size() == 2);
  CHECK(evaluation.elsewhere[1].measure == "share of runs that failed");
  CHECK(*evaluation.elsewhere[1].comparison.estimate == near(-0.5));
}

TEST_CASE("where every run failed the share of failed runs tells nothing") {
  const PatchEvaluation evaluation =
      evaluated_lines(patch_of("unstable-training"), ended("sgd", 3, 3) + ended("bn", 3, 3));
  REQUIRE(evaluation.evidence.size() == 1);
  CHECK(*evaluation.evidence[0].comparison.p == 1.0);
  CHECK(evaluation.verdict == PatchVerdict::not_cured);
}

TEST_CASE("the spread over seeds counts from ten runs an arm on") {
  const auto ten = [](const std::string& arm, double step) {
    std::vector<double> values;
    for (int i = 0; i < 10; ++i) values.push_back(.9 + step * ((i * 7) % 10 - 4.5));
    return rows(arm, values);
  };
  const std::string csv = csv_head + ten("sgd,digits", .01) + ten("bn,digits", .001);
  const PatchEvaluation evaluation = evaluated_patch(patch_of("unstable-training"), csv);
  REQUIRE(evaluation.evidence.size() == 1);
  CHECK(evaluation.evidence[0].measure ==
        "spread of accuracy over seeds, 0.10 times the target's sd");  // .001 / .01
  // mean absolute deviations from the medians: (4.5 + 3.5 + 2.5 + 1.5 + 0.5) / 5 = 2.5 steps
  CHECK(*evaluation.evidence[0].comparison.estimate == near(2.5 * .01 - 2.5 * .001));
  CHECK(evaluation.verdict == PatchVerdict::proved);
}

// A run whose curve of accuracy starts at .81, reaches `level` at `step` and keeps it up to step 10.
std::string trained(const std::string& method, int seed, int step, double level) {
  const std::string value = std::to_string(level);
  return "{\"method\": \"" + method + "\", \"dataset\": \"digits\", \"seed\": " + std::to_string(seed) +
         ", \"results\": {\"accuracy\": 0.9" + std::to_string(seed) +
         "}, \"curves\": {\"accuracy\": {\"step\": [0, " + std::to_string(step) +
         ", 10], \"value\": [0.81, " + value + ", " + value + "]}}}\n";
}

const std::string curve_runs =
    trained("sgd", 0, 5, .91) + trained("sgd", 1, 6, .91) + trained("sgd", 2, 6, .92) +
    trained("sgd", 3, 5, .88) + trained("sgd", 4, 7, .88) + trained("bn", 0, 2, .93) +
    trained("bn", 1, 2, .92) + trained("bn", 2, 3, .93) + trained("bn", 3, 3, .92) + trained("bn", 4, 4, .91);

TEST_CASE(
    "slow convergence is measured by the steps to where the target ends and runs that do not get there") {
  const PatchEvaluation evaluation = evaluated_lines(patch_of("slow-convergence"), curve_runs);
  REQUIRE(evaluation.evidence.size() == 1);
  const PatchMeasurement& steps = evaluation.evidence.front();
  CHECK(steps.measure == "steps to 0.905 in accuracy");  // .81 + .95 x (.91 - .81)
  check_measured(steps, 3.129909365558912, 1.1551975132734769, 5.104621217844347, 0.0018929449935535247);
  CHECK(steps.comparison.test == "log-rank");
  CHECK(*steps.comparison.method_side.mean == 3.0);  // the middle of 2, 2, 3, 3, 4
  CHECK(*steps.comparison.against_side.mean == 6.0);
  CHECK(steps.comparison.against_side.n_failed == 2);
  CHECK(evaluation.verdict == PatchVerdict::proved);
}

TEST_CASE("a level that is declared is the one to reach") {
  const PatchEvaluation evaluation =
      evaluated_lines(patch_of("slow-convergence", "level = 0.925"), curve_runs);
  REQUIRE(evaluation.evidence.size() == 1);
  const PatchMeasurement& steps = evaluation.evidence.front();
  CHECK(steps.measure == "steps to 0.925 in accuracy");
  check_measured(steps, 2.1242236024844723, -0.6561788192412912, 4.904626024210236, 0.13428666717341103);
  CHECK(steps.comparison.method_side.n_failed == 3);
  CHECK(steps.comparison.against_side.n_failed == 5);
  CHECK(evaluation.verdict == PatchVerdict::undecided);
}

TEST_CASE("a level belongs to slow convergence") {
  CHECK_THROWS_AS(evaluated_lines(patch_of("extreme-cases", "level = 0.9"), curve_runs),
                  tracker::FormatError);
}

TEST_CASE("a patch is not proved by a faster start alone where runs were recorded without curves") {
  const PatchEvaluation evaluation = evaluated_patch(patch_of("slow-convergence"), both_rows);
  CHECK(evaluation.verdict == PatchVerdict::not_measured);
}

const std::string two_domains =
    "[datasets.digits]\ndomain = \"images\"\n[datasets.wine]\ndomain = \"chemistry\"\n";

TEST_CASE("generalisation is measured domain by domain and needs two of them") {
  const PatchEvaluation evaluation =
      evaluated_patch(patch_of("poor-generalisation") + two_domains, both_rows);
  REQUIRE(evaluation.evidence.size() == 2);
  CHECK(evaluation.evidence[0].measure == "accuracy in the domain chemistry");
  check_measured(evaluation.evidence[0], 0.02, -0.0030600413520417494, 0.04306004135204156,
                 0.08051623795726381);
  CHECK(*evaluation.evidence[1].comparison.p_adjusted == near(0.07432855574579687, 1e-6));
  CHECK(evaluation.verdict == PatchVerdict::undecided);
  CHECK(evaluated_patch(patch_of("poor-generalisation"), both_rows).verdict == PatchVerdict::not_measured);
}

TEST_CASE("a dataset that is named is the evidence") {
  const PatchEvaluation evaluation =
      evaluated_patch(patch_of("missing-function", "evidence = [\"digits\"]"), both_rows);
  REQUIRE(evaluation.evidence.size() == 1);
  check_measured(evaluation.evidence[0], 0.018, 0.0013711676981789135, 0.034628832301821344,
                 0.03716427787289844);
  CHECK(evaluation.verdict == PatchVerdict::proved);
}

TEST_CASE("what a patch cost elsewhere is told with its interval") {
  const std::string seconds = rows("sgd,digits", {9, 10, 11, 10, 9}, "wall_seconds") +
                              rows("bn,digits", {14, 15, 16, 15, 14}, "wall_seconds");
  const PatchEvaluation evaluation =
      evaluated_patch(patch_of("missing-function", "evidence = [\"digits\"]"), both_rows + seconds);
  REQUIRE(evaluation.elsewhere.size() == 2);
  CHECK(evaluation.elsewhere.front().comparison.datasets == std::vector<audit::Name>{"wine"});
  const PatchMeasurement& cost = evaluation.elsewhere.back();
  CHECK(cost.measure == "wall_seconds");
  check_measured(cost, -5.0, -6.220222692807358, -3.779777307192642, 1.2936944097439089e-05);
  CHECK(cost.is_worse(.05));
  CHECK(evaluation.cost == "worse in wall_seconds");
}

TEST_CASE("a pain point that got worse in one measurement is not cured") {
  const std::string seconds = rows("sgd,digits", {9, 10, 11, 10, 9}, "wall_seconds") +
                              rows("bn,digits", {14, 15, 16, 15, 14}, "wall_seconds") +
                              rows("sgd,digits", {90, 100, 110, 100, 90}, "peak_memory_bytes") +
                              rows("bn,digits", {10, 11, 12, 11, 10}, "peak_memory_bytes");
  const PatchEvaluation evaluation =
      evaluated_patch(patch_of("bottleneck"), csv_head + digits_rows + seconds);
  CHECK(evaluation.evidence.size() == 2);
  CHECK(evaluation.verdict == PatchVerdict::not_cured);
  CHECK(evaluation.reason == "it got worse: wall_seconds");
}

TEST_CASE("a claim of the fitting kind against the target is the evidence") {
  const std::string claims = claim("C1", on_digits, "more-stable");
  const PatchEvaluation evaluation =
      evaluation_of(study_of(declarations + claims + patch_of("unstable-training"), both_rows));
  REQUIRE(evaluation.evidence.size() == 1);
  CHECK(evaluation.evidence[0].measure == "accuracy (claim C1)");
}

TEST_CASE("evidence without a direction cannot decide") {
  const std::string csv = csv_head + digits_rows + rows("sgd,digits", {1, 2, 3}, "oddness") +
                          rows("bn,digits", {2, 3, 4}, "oddness");
  const PatchEvaluation evaluation = evaluated_patch(patch_of("bottleneck", "evidence = [\"oddness\"]"), csv);
  CHECK(evaluation.verdict == PatchVerdict::undecided);
  CHECK(contains(evaluation.reason, "metrics.oddness.direction"));
}

}  // namespace
}  // namespace gainsay
