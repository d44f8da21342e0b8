#include <algorithm>

#include <fmt/format.h>

#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Fires for a claimed gain when no method that is marked `trivial = true` (chance, majority, mean, last value, nearest
neighbour, linear or logistic regression, plain empirical risk minimisation) was run on any dataset of the claim.

## Why it matters
Complex methods often do no better than the simplest one. In civil-war prediction the gain of complex models over
logistic regression vanished once leakage was mended; of 14 domain generalisation methods the best beat plain
training by 0.9 points, averaged over seven datasets.

## Example
A graph network at 91.2 % on data where the majority class is 91 % of the test set.

## What to do instead
Run the simplest method that could work, and mark it `trivial = true` in the study file.

## When it is wrong
When chance level has no meaning for the metric (a time, a memory size: resource metrics are not looked at).

## References
Kapoor and Narayanan (2023), Patterns 4(9). Dacrema et al. (2019), RecSys. Gulrajani and Lopez-Paz (2021), ICLR, "In
search of lost domain generalization" (the 0.9 points recomputed from its tables).
)";

bool has_trivial(const Study& study, const Claim& claim) {
  return std::ranges::any_of(study.methods(), [&](const Method& method) {
    if (!method.declaration.trivial) return false;
    return std::ranges::any_of(claim.datasets, [&](Name dataset) {
      return study.arm(method.name, dataset, claim.metric).n() > 0 ||
             study.reported(method.name, dataset, claim.metric) != nullptr;
    });
  });
}

void check(const Study& study, FindingSink& out) {
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    const Claim& claim = evaluation.claim;
    const bool quality = study.metric(claim.metric).kind == MetricKind::quality;
    const bool asked = claim.kind == ClaimKind::improves || claim.kind == ClaimKind::generalises ||
                       claim.kind == ClaimKind::new_dataset;
    if (!quality || !asked || has_trivial(study, claim)) continue;
    Finding finding = about(evaluation);
    finding.severity = Severity::warning;
    finding.message = fmt::format("no trivial baseline was run on {}: nothing shows that the task needs {}",
                                  list(claim.datasets), claim.method.str());
    const std::int64_t runs = std::ssize(claim.datasets);
    finding.evidence = {{"trivial_baselines", std::int64_t{0}}, {"datasets", runs}};
    finding.remedy.text = fmt::format(
        "run the simplest method that could work (majority, nearest neighbour, a linear model) and mark it "
        "trivial = true: one run a dataset, {}",
        count(runs, "run"));
    finding.remedy.runs = runs;
    out.add(std::move(finding));
  }
}

}  // namespace

Rule no_trivial_baseline() {
  return {.code = "BA203",
          .name = "no-trivial-baseline",
          .summary = "no chance-level, linear or otherwise trivial method on any claimed dataset",
          .group = "BA baselines",
          .severity = Severity::warning,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
