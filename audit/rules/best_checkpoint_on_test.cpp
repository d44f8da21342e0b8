#include <algorithm>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "gainsay/stats/summary.h"

#include "evidence_runs.h"
#include "rule_writing.h"
#include "split_metrics.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Reads the test curve of every run that a claim rests on and fires when the runs of an arm report the best value of
that curve, at a step that is neither the last nor the one with the best validation value. With up to three runs all
of them must do so; with more, two thirds of them, and so often that chance explains it in fewer than 1 of 1000 cases.

## Why it matters
The best of a hundred epochs on the test set is a maximum of noise, and it rises with the number of epochs looked at.
The longer or the noisier the curve, the larger the gift.

## Example
Test accuracy ends at 86.2 %; at the epoch with the best validation accuracy it is 86.4 %; the table says 87.1 %, the
highest of 200 epochs.

## What to do instead
Report the last step, or the step that validation chooses; the finding gives the mean at that reading.

## When it is wrong
When the checkpoint was chosen by another rule that was fixed beforehand and happens to hit the best step: say which
(the tag `selected_by`) and suppress the finding. Curves of fewer than five points are not looked at.

## References
Van der Goot (2021), EMNLP, "We need to talk about train-dev-test splits". Musgrave, Belongie and Lim (2020), ECCV.
Dodge et al. (2020), "Fine-tuning pretrained language models: weight initializations, data orders, and early stopping".
)";

// How the result of one run relates to its own test curve.
struct Reading {
  const tracker::Run* run = nullptr;
  bool at_test_best = false;
  std::int64_t points = 0;
  double reported = 0.0;
  std::optional<double> honest;  // at the step that validation chooses, else at the last one
};

bool is_same(double a, double b) { return std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b)); }

std::optional<double> value_at(const tracker::Curve& curve, std::int64_t step) {
  for (std::size_t i = 0; i < curve.step.size(); ++i) {
    if (curve.step[i] == step && std::isfinite(curve.value[i])) return curve.value[i];
  }
  return std::nullopt;
}

// The test value at the validation's best step, where validation was logged and the curve can be fetched;
// else the last one.
std::optional<double> honest_value(const Study& study, const tracker::Run& run,
                                   const tracker::CurveSummary& test, Name metric) {
  const auto validation = validation_metric(study, {&run}, metric);
  const auto* curve = validation ? metric_curve(study, run, validation->name) : nullptr;
  if (curve == nullptr) return test.last;
  const bool higher = study.metric(metric).sign() > 0.0;
  const std::int64_t chosen = validation->sign > 0.0 ? curve->max_step : curve->min_step;
  if (chosen == (higher ? test.max_step : test.min_step)) return higher ? test.max : test.min;
  if (!study.records().curve) return std::nullopt;
  const auto points = study.records().curve(run.id, test.metric);
  if (!points) return std::nullopt;
  return value_at(*points, chosen);
}

std::optional<Reading> read_run(const Study& study, const tracker::Run& run, Name metric,
                                std::int64_t fewest_points) {
  const tracker::CurveSummary* test = metric_curve(study, run, metric);
  if (test == nullptr || test->n_finite < fewest_points) return std::nullopt;
  const auto reported = metric_value(study, run, metric);
  if (!reported) return std::nullopt;
  const bool higher = study.metric(metric).sign() > 0.0;
  const auto best = higher ? test->max : test->min;
  Reading reading{&run, false, test->n_finite, *reported, honest_value(study, run, *test, metric)};
  const bool honest = reading.honest && is_same(*reported, *reading.honest);
  reading.at_test_best = best && is_same(*reported, *best) && !is_same(*reported, test->last) && !honest;
  return reading;
}

// Upper bound of the chance that `hits` of the runs report the best of their points if each step were as
// likely as any other: number of ways to choose the hits, times the chance of these.
double chance_of(const std::vector<Reading>& readings, std::int64_t hits) {
  std::int64_t fewest_points = readings.front().points;
  for (const Reading& reading : readings) fewest_points = std::min(fewest_points, reading.points);
  double ways = 1.0;
  for (std::int64_t i = 1; i <= hits; ++i)
    ways *= static_cast<double>(std::ssize(readings) - hits + i) / static_cast<double>(i);
  return std::min(1.0, ways * std::pow(static_cast<double>(fewest_points), -static_cast<double>(hits)));
}

bool is_habit(const std::vector<Reading>& readings, std::int64_t hits, double limit) {
  const std::int64_t n = std::ssize(readings);
  if (n <= 3) return hits == n;
  return 3 * hits >= 2 * n && chance_of(readings, hits) < limit;
}

std::optional<double> honest_mean(const std::vector<Reading>& readings) {
  std::vector<double> values;
  for (const Reading& reading : readings) {
    if (!reading.honest || !std::isfinite(*reading.honest)) return std::nullopt;
    values.push_back(*reading.honest);
  }
  return stats::summarize(values).mean;
}

double reported_mean_of(const std::vector<Reading>& readings) {
  std::vector<double> values;
  for (const Reading& reading : readings) values.push_back(reading.reported);
  return stats::summarize(values).mean;
}

Finding best_of_test(const ClaimEvaluation& evaluation, const Arm& arm, const std::vector<Reading>& readings,
                     std::int64_t hits) {
  std::vector<const tracker::Run*> runs;
  for (const Reading& reading : readings) {
    if (reading.at_test_best) runs.push_back(reading.run);
  }
  Finding finding = about(evaluation);
  if (arm.method != evaluation.claim.method) finding.against = arm.method;
  finding.dataset = arm.dataset;
  finding.severity = Severity::error;
  finding.runs = ids_of(runs);
  const double reported = reported_mean_of(readings);
  finding.message = fmt::format(
      "{} of {} of {} on {} report the best value of their own {} curve on test, at a step that is neither "
      "the last "
      "nor the one that validation chooses",
      hits, count(std::ssize(readings), "run"), arm.method.str(), arm.dataset.str(), arm.metric.str());
  finding.evidence = {{"runs_at_best_test_step", hits},
                      {"runs_with_curve", static_cast<std::int64_t>(readings.size())},
                      {"chance", chance_of(readings, hits)},
                      {"reported_mean", reported}};
  finding.remedy.text = "report the last step, or the one that validation chooses";
  finding.remedy.runs = 0;
  if (const auto honest = honest_mean(readings)) {
    finding.message +=
        fmt::format(" (mean {}; read there it is {})", quantity(reported, 4), quantity(*honest, 4));
    finding.evidence.push_back({"mean_at_honest_step", *honest});
    finding.remedy.text +=
        fmt::format(": {} -> {}, without a new run", quantity(reported, 4), quantity(*honest, 4));
  }
  return finding;
}

// Returns whether the arm has any test curve to look at.
bool check_arm(const Study& study, const ClaimEvaluation& evaluation, const Arm& arm, FindingSink& out) {
  std::vector<Reading> readings;
  const auto fewest_points = static_cast<std::int64_t>(out.option("minimum_points"));
  for (const tracker::Run* run : arm.evidence) {
    if (const auto reading = read_run(study, *run, arm.metric, fewest_points)) readings.push_back(*reading);
  }
  if (readings.empty()) return false;
  const std::int64_t hits = std::ranges::count_if(readings, &Reading::at_test_best);
  if (hits > 0 && is_habit(readings, hits, out.option("chance")))
    out.add(best_of_test(evaluation, arm, readings, hits));
  return true;
}

void check(const Study& study, FindingSink& out) {
  bool any_curve = false;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    const Claim& claim = evaluation.claim;
    if (is_validation_metric(claim.metric) || is_training_metric(claim.metric)) continue;
    std::vector<Name> methods = {claim.method};
    methods.insert(methods.end(), claim.against.begin(), claim.against.end());
    for (const Name method : methods) {
      for (const Name dataset : claim.datasets) {
        any_curve = check_arm(study, evaluation, study.arm(method, dataset, claim.metric), out) || any_curve;
      }
    }
  }
  if (!any_curve && !study.evaluations().empty()) {
    out.add(
        not_applicable("no run that a claim rests on has a curve of the claimed metric that is long enough",
                       "log the claimed metric step by step"));
  }
}

}  // namespace

Rule best_checkpoint_on_test() {
  return {.code = "PR502",
          .name = "best-checkpoint-on-test",
          .summary = "results that are the best point of their own test curve",
          .group = "PR protocol and forking paths",
          .severity = Severity::error,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {{"minimum_points", 5, "finite points that a test curve must have to be looked at"},
                      {"chance", 0.001,
                       "with more than three runs, fire below this probability of a coincidence"}},
          .check = check};
}

}  // namespace gainsay::audit::rules
