#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "ablated_components.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
For a claimed method of which some ablations were run, lists the components that no recorded ablation takes away (and
no recorded add-one-in puts in).

## Why it matters
The part that was never taken away may be the one that does the work, or one that does nothing.

## Example
Batch normalisation, momentum and dropout; ablated are the first two.

## What to do instead
One ablation for each component that remains, with the seeds of the full method.

## When it is wrong
For components that come from the parent baseline: list them under `inherited`.

## References
Lipton and Steinhardt (2019), Queue 17(1). Melis, Dyer and Blunsom (2018), ICLR.
)";

void check(const Study& study, FindingSink& out) {
  std::set<Name> done;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    const Claim& claim = evaluation.claim;
    const Method* variant = study.method(claim.method);
    if (variant == nullptr || !done.insert(claim.method).second) continue;
    const std::set<Name> ablated = ablated_components(study, *variant, claim.metric);
    const std::vector<Name> missing = components_without_ablation(*variant, ablated);
    if (ablated.empty() || missing.empty()) continue;  // without any ablation it is AB401's to say
    const auto runs = std::ssize(missing) * std::max<std::int64_t>(std::ssize(claim.datasets), 1) * 5;
    Finding finding = about(evaluation);
    finding.severity = Severity::warning;
    finding.message = fmt::format("no ablation of {} takes away {}", claim.method.str(), list(missing));
    finding.evidence = {{"components_not_ablated", static_cast<std::int64_t>(missing.size())},
                        {"components_ablated", static_cast<std::int64_t>(ablated.size())}};
    finding.remedy = remedy_with_cost(
        fmt::format("ablate {}: {} at 5 seeds a dataset", list(missing), count(runs, "run")), runs,
        cost_of_runs(study, claim.method, claim.datasets.empty() ? Name{} : claim.datasets.front(), runs));
    out.add(std::move(finding));
  }
}

}  // namespace

Rule unablated_component() {
  return {.code = "AB402",
          .name = "unablated-component",
          .summary = "a component that no ablation takes away",
          .group = "AB ablations",
          .severity = Severity::warning,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
