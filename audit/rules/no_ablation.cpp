#include <algorithm>

#include <fmt/format.h>

#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Fires when a method that a claim is about has two or more components and no ablation of it has a single result. An
error for claims about a component, and for claims whose words say "because" or "due to".

## Why it matters
Without taking the parts away one by one nobody knows which of them made the gain; often it is the tuning, or one part
of five.

## Example
A network with a new loss, a new schedule and a new augmentation: 2 points better in all.

## What to do instead
Declare one ablation a component (role = "ablation", parent, removes) and run each with the seeds of the full method;
`gainsay plan ablation` lists the runs.

## When it is wrong
When the components come from the parent baseline and are nothing new: list them under `inherited`.

## References
Lipton and Steinhardt (2019), Queue 17(1), "failure to identify the sources of empirical gains". Sculley et al.
(2018), ICLR workshop, "Winner's curse?".
)";

bool has_ablation_runs(const Study& study, Name variant, Name metric) {
  return std::ranges::any_of(study.methods(), [&](const Method& method) {
    if (method.role != tracker::Role::ablation || method.declaration.parent != variant) return false;
    return std::ranges::any_of(study.datasets(), [&](const Dataset& dataset) {
      return study.arm(method.name, dataset.name, metric).n() > 0;
    });
  });
}

std::int64_t own_components(const MethodDeclaration& method) {
  return std::ranges::count_if(method.components, [&](Name component) {
    return std::ranges::find(method.inherited, component) == method.inherited.end();
  });
}

void check(const Study& study, FindingSink& out) {
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    const Claim& claim = evaluation.claim;
    const Method* method = study.method(claim.method);
    const bool about_component = claim.kind == ClaimKind::component_matters;
    const bool causal = about_component || says_any_of(claim, {"because", "due to", "thanks to", "owing to"});
    if (method == nullptr || method->role == tracker::Role::baseline || claim.kind == ClaimKind::new_dataset)
      continue;
    const std::int64_t components = own_components(method->declaration);
    if ((components < 2 && !causal) || has_ablation_runs(study, claim.method, claim.metric)) continue;
    const std::int64_t ablations = std::max<std::int64_t>(components, 1);
    const auto datasets = std::max<std::int64_t>(std::ssize(claim.datasets), 1);
    const std::int64_t runs = ablations * datasets * 5;
    Finding finding = about(evaluation);
    finding.severity = causal ? Severity::error : Severity::warning;
    finding.message =
        components < 2
            ? fmt::format("the claim says why {} is better, and no ablation of it was run to show that",
                          claim.method.str())
            : fmt::format("{} has {} and no ablation: nothing shows which of them makes the gain",
                          claim.method.str(), count(components, "component"));
    finding.evidence = {{"components", components}, {"causal_words", causal}};
    finding.remedy = remedy_with_cost(
        fmt::format("{} x 5 seeds x {} = {}", count(ablations, "ablation"), count(datasets, "dataset"),
                    count(runs, "run")),
        runs,
        cost_of_runs(study, claim.method, claim.datasets.empty() ? Name{} : claim.datasets.front(), runs));
    out.add(std::move(finding));
  }
}

}  // namespace

Rule no_ablation() {
  return {.code = "AB401",
          .name = "no-ablation",
          .summary = "a method of several components without any ablation",
          .group = "AB ablations",
          .severity = Severity::warning,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
