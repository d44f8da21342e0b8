#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "claim_design.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Fires for a claimed gain that is measured against a single baseline, run or copied. Baselines of one declared `family`
count once; one that is named and has no result does not count.

## Why it matters
One baseline can be the one that happens to be weak on this data. A second one of another family shows whether the
gain is over the field or over one competitor.

## Example
"Our network beats an SVM": so, perhaps, does a random forest.

## What to do instead
Add a second baseline of a different family; the study file's `family` key says which are of one kind.

## When it is wrong
When the claim is about a component or a stated parent: there the parent is the one right comparison. Such claims
(`kind = "component-matters"`, and a patch against its target on the metric that measures the pain) are not looked at;
`audit.rules.BA202.minimum` sets how many baselines are asked for.

## References
Lipton and Steinhardt (2019), Queue 17(1), "Troubling trends in machine learning scholarship". Dacrema et al. (2019),
RecSys, "Are we really making much progress?".
)";

bool has_result(const Study& study, const Claim& claim, Name method) {
  return std::ranges::any_of(claim.datasets, [&](Name dataset) {
    return study.arm(method, dataset, claim.metric).n() > 0 ||
           study.reported(method, dataset, claim.metric) != nullptr;
  });
}

// Families of baselines with a result; a method without a family is one of its own.
std::int64_t baselines_in(const Study& study, const Claim& claim) {
  std::set<std::string> families;
  for (const Name name : claim.against) {
    const Method* method = study.method(name);
    if (method == nullptr || method->role == tracker::Role::ablation || !has_result(study, claim, name))
      continue;
    const std::string& family = method->declaration.family;
    families.insert(family.empty() ? "method " + name.str() : "family " + family);
  }
  return std::ssize(families);
}

Remedy remedy(const Study& study, const Claim& claim, std::int64_t missing) {
  std::vector<Name> others;
  for (const Name other : study.methods_with_role(tracker::Role::baseline, Name{}, claim.metric)) {
    if (std::ranges::find(claim.against, other) == claim.against.end() && other != claim.method)
      others.push_back(other);
  }
  if (!others.empty()) {
    Remedy recorded;
    recorded.text = fmt::format("name {} in the claim too: recorded already", list(others));
    recorded.runs = 0;
    return recorded;
  }
  const std::int64_t each = runs_asked_for(claim);
  const std::int64_t runs = missing * std::ssize(claim.datasets) * each;
  return remedy_with_cost(fmt::format("run {} of another family on the same datasets, {} each: {}",
                                      count(missing, "baseline"), count(each, "seed"), count(runs, "run")),
                          runs, cost_of_runs(study, claim.against.front(), claim.datasets.front(), runs));
}

void check(const Study& study, FindingSink& out) {
  const auto minimum = static_cast<std::int64_t>(out.option("minimum"));
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    const Claim& claim = evaluation.claim;
    if (claim.kind == ClaimKind::component_matters || claim.kind == ClaimKind::new_dataset) continue;
    if (is_about_a_cure(study, claim)) continue;
    const std::int64_t baselines = baselines_in(study, claim);
    if (baselines == 0 || baselines >= minimum) continue;
    Finding finding = about(evaluation);
    finding.against = claim.against.front();
    finding.severity = Severity::warning;
    finding.message = fmt::format(
        "the gain of {} is measured against {} only ({} where {} of different families are asked for)",
        claim.method.str(), list(claim.against), count(baselines, "baseline"), minimum);
    finding.evidence = {{"baselines", baselines}, {"minimum", minimum}};
    finding.remedy = remedy(study, claim, minimum - baselines);
    out.add(std::move(finding));
  }
}

}  // namespace

Rule lone_baseline() {
  return {.code = "BA202",
          .name = "lone-baseline",
          .summary = "a gain that is measured against a single baseline",
          .group = "BA baselines",
          .severity = Severity::warning,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {{"minimum", 2, "baselines that a claim is asked to name"}},
          .check = check};
}

}  // namespace gainsay::audit::rules
