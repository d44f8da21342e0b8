#include <fmt/format.h>

#include "claim_design.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Fires for a claimed dataset on which nothing but the claimed method has a result: no baseline was run there, and no
number of one was copied from a paper. Where the claimed method has no result either, the finding is open.

## Why it matters
A result alone has no scale. Whether 81 % is good is known only beside what a plain method reaches on the same data.
Of 86 meta-reviews of benchmark papers, 32 name a baseline problem: the largest class.

## Example
A new dataset, the new model at 81 %, and no other line in the table.

## What to do instead
Run at least one baseline there; the finding names those that are recorded elsewhere in the study, with what they cost.

## When it is wrong
When the claim only says that a component matters: there the parent is the comparison (such claims are not looked at).

## References
Liao et al. (2021), NeurIPS Datasets and Benchmarks, "Are we learning yet?". Kapoor et al. (2024), REFORMS.
)";

bool has_comparator(const Study& study, Name dataset, Name metric, Name method) {
  for (const Method& other : study.methods()) {
    const bool baseline = other.role == tracker::Role::baseline || other.role == tracker::Role::reported;
    if (!baseline || other.name == method) continue;
    if (study.arm(other.name, dataset, metric).n() > 0) return true;
    if (study.reported(other.name, dataset, metric) != nullptr) return true;
  }
  return false;
}

Remedy remedy(const Study& study, const Claim& claim, Name dataset) {
  const Name metric = claim.metric;
  const std::vector<Name> elsewhere = study.methods_with_role(tracker::Role::baseline, Name{}, metric);
  if (elsewhere.empty()) {
    Remedy none;
    none.text = fmt::format("record at least one baseline with {} on {}", metric.str(), dataset.str());
    return none;
  }
  const std::int64_t seeds = runs_asked_for(claim);
  const auto runs = seeds * static_cast<std::int64_t>(elsewhere.size());
  double cost = 0.0;
  bool known = true;
  for (const Name baseline : elsewhere) {
    const auto seconds = cost_of_runs(study, baseline, dataset, seeds);
    known = known && seconds;
    cost += seconds.value_or(0.0);
  }
  return remedy_with_cost(fmt::format("run {} on {}, {} each: {}", list(elsewhere), dataset.str(),
                                      count(seeds, "seed"), count(runs, "run")),
                          runs, known ? std::optional(cost) : std::nullopt);
}

Finding without_baseline(const Study& study, const ClaimEvaluation& evaluation, Name dataset) {
  const Claim& claim = evaluation.claim;
  const Arm& arm = study.arm(claim.method, dataset, claim.metric);
  Finding finding = about(evaluation);
  finding.dataset = dataset;
  finding.kind = arm.n() > 0 ? FindingKind::fail : FindingKind::open;
  finding.severity = Severity::error;
  finding.runs = arm.run_ids();
  finding.message =
      arm.n() > 0 ? fmt::format("{} has no baseline on {}: its {} there ({}) has nothing to be compared with",
                                claim.method.str(), dataset.str(), claim.metric.str(), count(arm.n(), "run"))
                  : fmt::format("neither {} nor a baseline has a result in {} on {}, which the claim names",
                                claim.method.str(), claim.metric.str(), dataset.str());
  finding.evidence = {{"baselines", std::int64_t{0}}, {"runs_of_method", arm.n()}};
  finding.remedy = remedy(study, claim, dataset);
  return finding;
}

void check(const Study& study, FindingSink& out) {
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    const Claim& claim = evaluation.claim;
    if (claim.kind == ClaimKind::component_matters) continue;
    for (const Name dataset : claim.datasets) {
      if (!has_comparator(study, dataset, claim.metric, claim.method))
        out.add(without_baseline(study, evaluation, dataset));
    }
  }
}

}  // namespace

Rule no_baseline() {
  return {.code = "BA201",
          .name = "no-baseline",
          .summary = "a claimed dataset on which no baseline has a result",
          .group = "BA baselines",
          .severity = Severity::error,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
