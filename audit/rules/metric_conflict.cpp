#include <algorithm>

#include <fmt/format.h>

#include "arms.h"
#include "comparison_family.h"
#include "rule_writing.h"
#include "split_metrics.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Where the method is better in the claim's metric, compares the two methods in every other quality metric that the same
runs have, and fires when one is shown to be worse: p below alpha after Holm's adjustment over all metrics, comparators and
datasets of the claim, and by its `smallest_effect` at least where one is declared. Metrics on validation or training data
and aliases are left out. A note where the claim is `primary`.

## Why it matters
Which of two methods is better often depends on the metric. Choosing it after the fact is a choice among results, and the
reader of the one that is printed cannot see the others.

## Example
Accuracy rises by 0.7 points, and the expected calibration error doubles.

## What to do instead
Report both, as a trade-off: make a second claim about the other metric, or say beforehand which one is primary.

## When it is wrong
When the other metric measures something that the method gives up on purpose: claim that too, and the rule is content.

## References
Musgrave, Belongie and Lim (2020), ECCV, "A metric learning reality check". Liao et al. (2021), NeurIPS Datasets and
Benchmarks, "Are we learning yet?". Holm (1979), Scandinavian Journal of Statistics 6.
)";

// Quality metrics other than the claim's with at least two runs in both arms.
std::vector<Name> other_metrics(const Study& study, const Comparison& comparison) {
  std::vector<Name> metrics;
  for (const Arm* arm : arms_of(study, comparison.method, comparison.dataset)) {
    const Metric metric = study.metric(arm->metric);
    const bool is_other = arm->metric != comparison.metric && metric.kind == MetricKind::quality &&
                          metric.direction && !is_validation_metric(arm->metric) &&
                          !is_training_metric(arm->metric);
    if (is_other && arm->n() >= 2 && study.arm(comparison.against, comparison.dataset, arm->metric).n() >= 2)
      metrics.push_back(arm->metric);
  }
  return metrics;
}

bool is_claimed(const Study& study, const Claim& claim, Name metric) {
  return std::ranges::any_of(study.evaluations(), [&](const ClaimEvaluation& other) {
    return other.claim.method == claim.method && study.canonical_metric(other.claim.metric) == metric;
  });
}

// The claim's question asked of another metric, in that metric's own unit.
Claim asked_of(const Claim& claim, Name metric) {
  Claim other = claim;
  other.kind = ClaimKind::improves;
  other.metric = metric;
  other.smallest_effect.reset();
  other.aggregate = Aggregate::mean;
  if (other.pairing == Pairing::item) other.pairing = Pairing::none;  // items have the scores of one metric
  return other;
}

std::vector<Comparison> in_other_metrics(const Study& study, const ClaimEvaluation& evaluation) {
  std::vector<Comparison> found;
  for (const Comparison& comparison : evaluation.comparisons) {
    if (!comparison.estimate || !(*comparison.estimate > 0.0)) continue;
    for (const Name metric : other_metrics(study, comparison)) {
      found.push_back(compare_on_dataset(study, asked_of(evaluation.claim, metric), comparison.against,
                                         comparison.dataset));
    }
  }
  adjust_by_holm(found);
  return found;
}

const Comparison& in_claimed_metric(const ClaimEvaluation& evaluation, const Comparison& other) {
  return *std::ranges::find_if(evaluation.comparisons, [&](const Comparison& comparison) {
    return comparison.against == other.against && comparison.dataset == other.dataset;
  });
}

bool is_worse(const Comparison& comparison, double alpha) {
  return comparison.p_adjusted && *comparison.p_adjusted < alpha &&
         *comparison.estimate < -comparison.smallest_effect.value_or(0.0);
}

Finding conflict(const ClaimEvaluation& evaluation, const Comparison& other) {
  const Comparison& claimed = in_claimed_metric(evaluation, other);
  Finding finding = about(evaluation, other);
  finding.severity = evaluation.claim.primary ? Severity::note : Severity::warning;
  finding.message =
      fmt::format("{} is better than {} on {} in {} ({}) and worse in {}: {}, p = {} after Holm over {}",
                  other.method.str(), other.against.str(), other.dataset.str(), claimed.metric.str(),
                  signed_quantity(*claimed.estimate), other.metric.str(), gain_text(other),
                  quantity(*other.p_adjusted), count(other.family_size, "comparison"));
  finding.evidence = {{"worse_in", other.metric.str()},
                      {"gain_claimed", *claimed.estimate},
                      {"gain_other", *other.estimate},
                      {"p_adjusted", *other.p_adjusted},
                      {"comparisons", other.family_size}};
  finding.remedy.text =
      fmt::format("report {} beside {}, as a claim of its own or as the price of this one (no run is needed)",
                  other.metric.str(), claimed.metric.str());
  finding.remedy.runs = 0;
  return finding;
}

void check(const Study& study, FindingSink& out) {
  bool any = false;
  bool any_other = false;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    const Claim& claim = evaluation.claim;
    const bool about_quality = evaluation.claims_superiority() && claim.kind != ClaimKind::more_stable &&
                               study.metric(claim.metric).kind == MetricKind::quality;
    if (!about_quality) continue;
    any = true;
    const std::vector<Comparison> others = in_other_metrics(study, evaluation);
    any_other = any_other || !others.empty() ||
                std::ranges::any_of(evaluation.comparisons, [&](const Comparison& comparison) {
                  return !other_metrics(study, comparison).empty();
                });
    for (const Comparison& other : others) {
      if (is_worse(other, study.file().alpha) && !is_claimed(study, claim, other.metric))
        out.add(conflict(evaluation, other));
    }
  }
  if (any && !any_other) {
    out.add(not_applicable("no second quality metric is recorded in runs of both methods",
                           "log one beside the claim's, with its `direction` declared"));
  }
}

}  // namespace

Rule metric_conflict() {
  return {.code = "GE306",
          .name = "metric-conflict",
          .summary = "better in the claimed metric and worse in another that was recorded",
          .group = "GE datasets and generalisation",
          .severity = Severity::warning,
          .certainty = Certainty::statistical,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
