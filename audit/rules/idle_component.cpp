#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Compares the full method with each ablation of it over the datasets of the claim, and fires when taking the component
away makes no difference that matters: the 90 % interval of the difference lies within the smallest effect on both
sides, or when the method is better without it. When the component is merely not shown to help, the finding is open and
names the seeds that would decide.

## Why it matters
A part that does nothing is complexity without effect. It is not novelty, and it is in everybody's way who builds on
the method.

## Example
Dropout of 0.1 in a small network: 97.31 % with it, 97.29 % without, 90 % interval -0.08 to +0.12, smallest effect 0.5.

## What to do instead
Leave the component out, or say that it does not matter.

## When it is wrong
When the component is there for another reason (speed, stability, memory): claim that, on that metric.

## References
Benavoli et al. (2017), JMLR 18(77), region of practical equivalence. Schuirmann (1987), J. Pharmacokinet. Biopharm.
15, 657-680, two one-sided tests. Black (2022), "Novelty in science".
)";

Claim question(const Claim& claim) {
  Claim asked = claim;
  asked.kind = ClaimKind::component_matters;
  asked.quantifier = Quantifier::average;
  return asked;
}

// Datasets of the claim on which the ablation was run.
std::vector<Name> shared_datasets(const Study& study, const Claim& claim, Name ablation) {
  std::vector<Name> datasets;
  for (const Name dataset : claim.datasets) {
    if (study.arm(ablation, dataset, claim.metric).n() > 1) datasets.push_back(dataset);
  }
  return datasets;
}

std::string message(const ClaimEvaluation& evaluation, const Comparison& comparison,
                    const std::string& component) {
  switch (comparison.verdict) {
    case Verdict::equivalent:
      return fmt::format(
          "{} does nothing that matters on {}: with it {} gains {}, within the smallest effect {}", component,
          where(comparison), evaluation.claim.method.str(), gain_text(comparison),
          quantity(*comparison.smallest_effect));
    case Verdict::inferior:
      return fmt::format("{} does harm on {}: with it {} gains {}, p = {}", component, where(comparison),
                         evaluation.claim.method.str(), gain_text(comparison), quantity(*comparison.p, 2));
    default:
      return fmt::format("{} is not shown to help on {}: {}, p = {}", component, where(comparison),
                         gain_text(comparison), quantity(*comparison.p, 2));
  }
}

Finding idle(const Study& study, const ClaimEvaluation& evaluation, const Method& ablation,
             const Comparison& comparison) {
  const bool shown = comparison.verdict == Verdict::equivalent || comparison.verdict == Verdict::inferior;
  const std::string component = list(ablation.declaration.removes);
  Finding finding = about(evaluation, comparison);
  finding.kind = shown ? FindingKind::fail : FindingKind::open;
  finding.severity = Severity::warning;
  finding.message = message(evaluation, comparison, component);
  finding.evidence = {{"estimate", *comparison.estimate},
                      {"equivalence_low", comparison.equivalence_interval->low},
                      {"equivalence_high", comparison.equivalence_interval->high},
                      {"p", *comparison.p}};
  if (shown) {
    finding.remedy.text = fmt::format("leave {} out, or claim no gain from it", component);
  } else {
    finding.remedy = more_seeds(study, comparison);
  }
  return finding;
}

void check(const Study& study, FindingSink& out) {
  std::set<Name> done;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    if (!done.insert(evaluation.claim.method).second) continue;
    for (const Method& ablation : study.methods()) {
      const bool of_this =
          ablation.role == tracker::Role::ablation && ablation.declaration.parent == evaluation.claim.method;
      if (!of_this || ablation.declaration.removes.empty()) continue;
      Claim asked = question(evaluation.claim);
      asked.datasets = shared_datasets(study, evaluation.claim, ablation.name);
      if (asked.datasets.empty()) continue;
      const Comparison comparison = compare_over_datasets(study, asked, ablation.name);
      if (!comparison.estimate || comparison.verdict == Verdict::superior) continue;
      out.add(idle(study, evaluation, ablation, comparison));
    }
  }
}

}  // namespace

Rule idle_component() {
  return {.code = "AB403",
          .name = "idle-component",
          .summary = "a component whose removal makes no difference that matters",
          .group = "AB ablations",
          .severity = Severity::warning,
          .certainty = Certainty::statistical,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
