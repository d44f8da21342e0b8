#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Fires for a claim of kind `faster` or `cheaper` that does not rest on a measured cost: its metric is not one of a
resource (time, memory, energy, operations, parameters), or the metric was not recorded for one of the two methods on a
claimed dataset.

## Why it matters
"Faster" without a time is an opinion. Fewer operations or parameters do not stand for it: depthwise convolutions save
operations and lose the saving to memory access. Conferences ask for running time, parameters and infrastructure.

## Example
"Our method is much cheaper", shown by equal accuracy.

## What to do instead
Name the recorded cost in the claim. Gainsay records wall time (`wall_seconds`), processor time and peak memory of every
run that it starts.

## When it is wrong
When a metric is a cost and its name does not show it: declare `kind = "resource"`.

## References
Dehghani et al. (2022), ICLR, "The efficiency misnomer". NeurIPS paper checklist, item 8. ACL (2021) reproducibility
checklist.
)";

bool is_recorded(const Study& study, Name method, Name dataset, Name metric) {
  return study.arm(method, dataset, metric).n() > 0 || study.reported(method, dataset, metric) != nullptr;
}

// Costs that both methods have on that dataset.
std::vector<Name> shared_costs(const Study& study, Name method, Name against, Name dataset) {
  std::vector<Name> costs;
  for (const auto& [key, arm] : study.arms()) {
    const bool ours = key.method == method && key.dataset == dataset && arm.n() > 0;
    if (ours && study.metric(key.metric).kind == MetricKind::resource &&
        is_recorded(study, against, dataset, key.metric)) {
      costs.push_back(key.metric);
    }
  }
  return costs;
}

struct Unmeasured {
  Name against;
  Name dataset;
  std::string why;
};

std::vector<Unmeasured> unmeasured(const Study& study, const Claim& claim) {
  const bool is_cost = study.metric(claim.metric).kind == MetricKind::resource;
  std::vector<Unmeasured> found;
  for (const Name against : claim.against) {
    for (const Name dataset : claim.datasets) {
      const bool ours = is_recorded(study, claim.method, dataset, claim.metric);
      const bool theirs = is_recorded(study, against, dataset, claim.metric);
      if (is_cost && ours && theirs) continue;
      const Name lacking = ours ? against : claim.method;
      found.push_back({against, dataset,
                       is_cost ? fmt::format("{} was not measured for {}", claim.metric.str(), lacking.str())
                               : fmt::format("its metric {} measures no cost", claim.metric.str())});
    }
  }
  return found;
}

Remedy remedy(const Study& study, const Claim& claim, const Unmeasured& gap) {
  const std::vector<Name> costs = shared_costs(study, claim.method, gap.against, gap.dataset);
  if (!costs.empty()) {
    Remedy remedy;
    remedy.text = fmt::format("{} recorded for both on {}: make the claim about that (no run is needed)",
                              list(costs) + (costs.size() == 1 ? " is" : " are"), gap.dataset.str());
    remedy.runs = 0;
    return remedy;
  }
  constexpr std::int64_t repeats = 5;
  const auto ours = cost_of_runs(study, claim.method, gap.dataset, repeats);
  const auto theirs = cost_of_runs(study, gap.against, gap.dataset, repeats);
  const std::optional<double> both = ours && theirs ? std::optional(*ours + *theirs) : std::nullopt;
  return remedy_with_cost(
      fmt::format("time {} and {} with `gainsay run` on one host, {} times each: {}", claim.method.str(),
                  gap.against.str(), repeats, count(2 * repeats, "run")),
      2 * repeats, both);
}

void check(const Study& study, FindingSink& out) {
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    const Claim& claim = evaluation.claim;
    if (claim.kind != ClaimKind::faster && claim.kind != ClaimKind::cheaper) continue;
    for (const Unmeasured& gap : unmeasured(study, claim)) {
      Finding finding = about(evaluation);
      finding.against = gap.against;
      finding.dataset = gap.dataset;
      finding.severity = Severity::error;
      finding.message = fmt::format("{} is said to be {} than {} on {}, and {}", claim.method.str(),
                                    to_string(claim.kind), gap.against.str(), gap.dataset.str(), gap.why);
      finding.evidence = {{"n_method", study.arm(claim.method, gap.dataset, claim.metric).n()},
                          {"n_against", study.arm(gap.against, gap.dataset, claim.metric).n()},
                          {"metric_is_resource", study.metric(claim.metric).kind == MetricKind::resource}};
      finding.remedy = remedy(study, claim, gap);
      out.add(std::move(finding));
    }
  }
}

}  // namespace

Rule efficiency_claim_unmeasured() {
  return {.code = "RS601",
          .name = "efficiency-claim-unmeasured",
          .summary = "a claim of speed or low cost without a measured cost of both methods",
          .group = "RS resources",
          .severity = Severity::error,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
