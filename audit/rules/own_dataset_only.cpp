#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Fires when every dataset of a claim was introduced by this very study (`introduced_here = true`). Only a claim that is
about the dataset (`kind = "new-dataset"`) may do so, with at least two baselines run on each.

## Why it matters
Who makes both the exam and the answer needs a witness. A new dataset without the field's methods on it shows neither
that it is hard nor that the new method is good.

## Example
A paper with a new corpus, on which only the paper's own model was ever run.

## What to do instead
Run two or more known baselines on the new data, and the new method on one established dataset.

## When it is wrong
For a paper whose claim is the dataset itself (`kind = "new-dataset"`) with at least two baselines: that is quiet.

## References
Kapoor et al. (2024), Science Advances, "REFORMS". Liao et al. (2021), NeurIPS Datasets and Benchmarks.
)";

bool introduced_here(const Study& study, Name name) {
  const Dataset* dataset = study.dataset(name);
  return dataset != nullptr && dataset->declaration.introduced_here;
}

// Fewest baselines on any of the claim's datasets.
std::int64_t baselines_everywhere(const Study& study, const Claim& claim) {
  std::int64_t fewest = std::numeric_limits<std::int64_t>::max();
  for (const Name dataset : claim.datasets) {
    fewest =
        std::min(fewest, std::ssize(study.methods_with_role(tracker::Role::baseline, dataset, claim.metric)));
  }
  return fewest;
}

void check(const Study& study, FindingSink& out) {
  const auto minimum = static_cast<std::int64_t>(out.option("minimum_baselines"));
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    const Claim& claim = evaluation.claim;
    const auto own = [&](Name dataset) { return introduced_here(study, dataset); };
    if (claim.datasets.empty() || !std::ranges::all_of(claim.datasets, own)) continue;
    const std::int64_t baselines = baselines_everywhere(study, claim);
    const bool dataset_paper = claim.kind == ClaimKind::new_dataset;
    if (dataset_paper && baselines >= minimum) continue;
    Finding finding = about(evaluation);
    finding.dataset = claim.datasets.front();
    finding.severity = Severity::error;
    finding.message = fmt::format("the claim rests on this study's own data only ({}), with {} there",
                                  list(claim.datasets), count(baselines, "baseline"));
    finding.evidence = {{"baselines", baselines}, {"minimum_baselines", minimum}};
    const std::int64_t runs = 5 * std::max<std::int64_t>(minimum - baselines, 0);
    std::string text =
        runs > 0 ? fmt::format("run {} more there, 5 seeds each", count(minimum - baselines, "baseline"))
                 : "";
    if (!dataset_paper)
      text += std::string(text.empty() ? "" : ", and ") + "add an established dataset to the claim";
    const auto cost =
        runs > 0 ? cost_of_runs(study, claim.method, claim.datasets.front(), runs) : std::nullopt;
    finding.remedy = remedy_with_cost(text, runs, cost);
    out.add(std::move(finding));
  }
}

}  // namespace

Rule own_dataset_only() {
  return {.code = "GE307",
          .name = "own-dataset-only",
          .summary = "a claim on the study's own new dataset alone, without the field's baselines",
          .group = "GE datasets and generalisation",
          .severity = Severity::error,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {{"minimum_baselines", 2, "baselines that must have been run on every own dataset"}},
          .check = check};
}

}  // namespace gainsay::audit::rules
