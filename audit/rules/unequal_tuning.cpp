#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "gainsay/stats/expected_maximum.h"

#include "rule_writing.h"
#include "tuning_trials.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Counts the tuning runs (`purpose = "tune"`) of the method and of each baseline of the claim, and fires when the method
had at least twice as many; five times as many is an error.

## Why it matters
The best of more configurations is better by luck alone. In units of the spread between configurations, 50 trials
against 10 give the method 0.71 for free, 100 against 10 give 0.97, 50 against none 2.25 (expected maxima of normal
draws). Tuned as well as the newer method, older ones have caught up in language modelling, in GANs and in metric
learning.

## Example
60 configurations of the new optimiser; the baseline with the learning rate of its paper.

## What to do instead
Give the baseline the same number of trials on validation data; the finding names how many and what they cost.

## When it is wrong
When the method has more hyper-parameters that matter: say so, and give the budget per hyper-parameter. When tuning
was done outside Gainsay nothing is recorded, and the rule does not apply.

## References
Lucic et al. (2018), NeurIPS, "Are GANs created equal?". Melis et al. (2018), ICLR. Dodge et al. (2019), EMNLP, "Show
your work". Musgrave et al. (2020), ECCV. Expected maxima: own computation.
)";

// What the larger number of trials is worth by luck, in standard deviations between configurations.
double free_gain(std::int64_t more, std::int64_t fewer) {
  const double of_fewer = fewer > 0 ? stats::expected_maximum(fewer) : 0.0;
  return stats::expected_maximum(more) - of_fewer;
}

Finding unequal(const Study& study, const ClaimEvaluation& evaluation, Name baseline, std::int64_t ours,
                std::int64_t theirs, double error_ratio) {
  const double ratio = static_cast<double>(ours) / static_cast<double>(std::max<std::int64_t>(theirs, 1));
  const bool grave = theirs == 0 ? static_cast<double>(ours) >= error_ratio : ratio >= error_ratio;
  Finding finding = about(evaluation);
  finding.against = baseline;
  finding.severity = grave ? Severity::error : Severity::warning;
  finding.message = fmt::format(
      "{} was tuned with {} and {} with {}: luck alone gives it {} standard deviations (of the "
      "spread between configurations)",
      evaluation.claim.method.str(), count(ours, "trial"), baseline.str(), theirs,
      quantity(free_gain(ours, theirs), 2));
  finding.evidence = {{"trials_method", ours},
                      {"trials_baseline", theirs},
                      {"expected_free_gain_sd", free_gain(ours, theirs)}};
  const std::int64_t missing = ours - theirs;
  const Name dataset = evaluation.claim.datasets.empty() ? Name{} : evaluation.claim.datasets.front();
  finding.remedy = remedy_with_cost(
      fmt::format("{} of {} on validation data", count(missing, "more trial"), baseline.str()), missing,
      cost_of_runs(study, baseline, dataset, missing));
  return finding;
}

void check(const Study& study, FindingSink& out) {
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    const Claim& claim = evaluation.claim;
    if (!evaluation.claims_superiority() || claim.kind == ClaimKind::component_matters) continue;
    const std::int64_t ours = trials_of(study, claim, claim.method);
    if (ours < 2) continue;
    for (const Name baseline : claim.against) {
      const Method* method = study.method(baseline);
      if (method == nullptr || method->declaration.trivial || method->role == tracker::Role::reported ||
          method->role == tracker::Role::ablation)
        continue;
      const std::int64_t theirs = trials_of(study, claim, baseline);
      if (static_cast<double>(ours) <
          out.option("warning_ratio") * static_cast<double>(std::max<std::int64_t>(theirs, 1))) {
        continue;
      }
      out.add(unequal(study, evaluation, baseline, ours, theirs, out.option("error_ratio")));
    }
  }
  const auto has_tuning = study.runs_of(Name{}, Name{}, tracker::Purpose::tune);
  if (has_tuning.empty() && !study.evaluations().empty()) {
    out.add(not_applicable("no tuning run is recorded, so that budgets cannot be compared",
                           "record tuning trials with `gainsay run --purpose tune`"));
  }
}

}  // namespace

Rule unequal_tuning() {
  return {.code = "BA207",
          .name = "unequal-tuning",
          .summary = "the method was tuned with many more trials than a baseline",
          .group = "BA baselines",
          .severity = Severity::warning,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {{"warning_ratio", 2, "trials of the method per trial of the baseline"},
                      {"error_ratio", 5, "the same, from which on it is an error"}},
          .check = check};
}

}  // namespace gainsay::audit::rules
