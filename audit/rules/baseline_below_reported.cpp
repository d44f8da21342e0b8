#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "gainsay/stats/estimate.h"

#include "reported_numbers.h"
#include "rule_writing.h"
#include "samples.h"
#include "testing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
For a baseline that was run here and whose number from a paper is declared too (`[[reported]]`), fires when the paper's
number is better than the 95 % prediction interval of the runs here allows (mean -+ t s sqrt(1 + 1/n), and half a unit of
the last printed digit), and the claim's win over the baseline would not be one over the paper's number. A warning where
`same_split` is not declared.

## Why it matters
A baseline that does worse here than where it was published is as a rule a baseline that was not tuned here. Tuned again,
a plain LSTM beat the newer models that had been reported to beat it; in reinforcement learning the code base alone
decided between two results of one algorithm.

## Example
The paper reports 95.2 %; five runs here give 93.1 to 93.4 %. The new method has 94.6 %.

## What to do instead
Tune the baseline with as many trials as the method has had, ten at least, or find what differs (version of the
data, augmentation, schedule), and say so.

## When it is wrong
When the paper's number was measured on other data: correct `[[reported]]`, or suppress with what differs.

## References
Melis, Dyer and Blunsom (2018), ICLR, "On the state of the art of evaluation in neural language models". Henderson et al.
(2018), AAAI. Prediction interval: Hahn and Meeker (1991), "Statistical intervals", section 4.7.
)";

std::vector<double> oriented(std::vector<double> values, double sign) {
  std::ranges::transform(values, values.begin(), [sign](double value) { return sign * value; });
  return values;
}

// Runs against one printed number, by the interval that a further run would lie in; larger is better.
// Nothing where there is no such interval.
std::optional<stats::Interval> beyond_number(const Study& study, const Arm& arm, double number,
                                             const Claim& claim) {
  Samples samples;
  const double sign = study.metric(arm.metric).sign();
  samples.method = oriented(arm.values(), sign);
  samples.reported_number = sign * number;
  const Tested tested = test_samples(samples, claim);
  if (!tested.estimate) return std::nullopt;
  return stats::t_test_of_estimate(*tested.estimate, 1.0 - study.file().alpha).interval;
}

// The least favourable value for this rule that the printed number stands for; nothing where it has no
// digits.
std::optional<double> at_worst(const Study& study, const ReportedResult& reported) {
  const auto interval = recorded_as(reported.value.mean, reported.value);
  if (!interval) return std::nullopt;
  return study.metric(reported.metric).sign() > 0.0 ? interval->low : interval->high;
}

std::int64_t trials_of(const Study& study, Name method, Name dataset) {
  const auto runs = study.runs_of(method, Name{}, tracker::Purpose::tune);
  return std::ranges::count_if(
      runs, [&](const tracker::Run* run) { return run->dataset == dataset || run->dataset.empty(); });
}

Remedy tune_it(const Study& study, const Comparison& comparison) {
  constexpr std::int64_t least_trials = 10;
  const std::int64_t ours = trials_of(study, comparison.method, comparison.dataset);
  const std::int64_t theirs = trials_of(study, comparison.against, comparison.dataset);
  const std::int64_t trials = std::max(ours - theirs, least_trials);
  return remedy_with_cost(
      fmt::format("say what differs from the paper, or tune {} here with {} ({} has had {}, it {})",
                  comparison.against.str(), count(trials, "more trial"), comparison.method.str(), ours,
                  theirs),
      trials, cost_of_runs(study, comparison.against, comparison.dataset, trials));
}

struct Gap {
  const ReportedResult* reported;
  stats::Interval here;  // of a further run of the baseline here, minus the paper's number, oriented
};

Finding below(const Study& study, const ClaimEvaluation& evaluation, const Comparison& comparison,
              const Gap& gap) {
  const double sign = study.metric(comparison.metric).sign();
  const double paper = *reported_mean(gap.reported->value);
  const double bound = *at_worst(study, *gap.reported);
  const double reach = bound + sign * gap.here.high;
  Finding finding = about(evaluation, comparison);
  finding.severity = gap.reported->same_split ? Severity::error : Severity::warning;
  finding.message = fmt::format(
      "{} is published with {} on {} and has {} here, where a further run would reach {} at best; {}'s {} is "
      "no "
      "win over the published number",
      comparison.against.str(), quantity(paper, 4), comparison.dataset.str(),
      quantity(*comparison.against_side.mean, 4), quantity(reach, 4), comparison.method.str(),
      quantity(*comparison.method_side.mean, 4));
  finding.evidence = {{"published", paper},
                      {"mean_here", *comparison.against_side.mean},
                      {"prediction_bound", reach},
                      {"mean_method", *comparison.method_side.mean},
                      {"n_here", comparison.against_side.n},
                      {"same_split", gap.reported->same_split}};
  finding.remedy = tune_it(study, comparison);
  return finding;
}

void check_comparison(const Study& study, const ClaimEvaluation& evaluation, const Comparison& comparison,
                      FindingSink& out) {
  const ReportedResult* reported = study.reported(comparison.against, comparison.dataset, comparison.metric);
  const auto bound = reported != nullptr ? at_worst(study, *reported) : std::nullopt;
  if (!bound) return;
  const Arm& baseline = study.arm(comparison.against, comparison.dataset, comparison.metric);
  const Arm& method = study.arm(comparison.method, comparison.dataset, comparison.metric);
  const auto here = beyond_number(study, baseline, *bound, evaluation.claim);
  const auto ours = beyond_number(study, method, *reported_mean(reported->value), evaluation.claim);
  const bool win_vanishes = comparison.estimate && *comparison.estimate > 0.0 && ours && !(ours->low > 0.0);
  if (here && here->high < 0.0 && win_vanishes)
    out.add(below(study, evaluation, comparison, {reported, *here}));
}

void check(const Study& study, FindingSink& out) {
  const auto least = static_cast<std::int64_t>(out.option("runs"));
  bool any = false;
  bool any_published = false;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    if (!evaluation.claims_superiority() || evaluation.claim.kind == ClaimKind::more_stable) continue;
    for (const Comparison& comparison : evaluation.comparisons) {
      const Method* against = study.method(comparison.against);
      const bool is_baseline = against != nullptr && against->role == tracker::Role::baseline;
      if (!is_baseline || comparison.against_side.n < least || comparison.method_side.n < 2) continue;
      any = true;
      any_published = any_published ||
                      study.reported(comparison.against, comparison.dataset, comparison.metric) != nullptr;
      check_comparison(study, evaluation, comparison, out);
    }
  }
  if (any && !any_published) {
    out.add(not_applicable("no baseline that was run here has the number of its paper beside it",
                           "declare it under [[reported]]"));
  }
}

}  // namespace

Rule baseline_below_reported() {
  return {
      .code = "BA205",
      .name = "baseline-below-reported",
      .summary = "a baseline that does worse here than in its paper, and a win that hangs on that",
      .group = "BA baselines",
      .severity = Severity::error,
      .certainty = Certainty::statistical,
      .since = "0.1.0",
      .explanation = page,
      .options = {{"runs", 3, "runs of the baseline here from which on they are compared with its paper"}},
      .check = check};
}

}  // namespace gainsay::audit::rules
