#include <algorithm>

#include <fmt/format.h>

#include "claim_design.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Fires for a claim that rests on one dataset and does not say that it holds there only. An error where the claim's
words are general ("general", "robust", "across", "consistently", "any", "always") or its kind is `generalises`.

## Why it matters
Which method ranks first changes with the choice of tasks. One dataset shows one dataset.

## Example
"Batch normalisation improves classifiers", measured on handwritten digits.

## What to do instead
Run both arms on more datasets; the finding names those of the study that are nearest to complete. Or scope the
sentence ("on digits") and declare `specific = true`.

## When it is wrong
For a paper about one dataset or one application: that is what `specific = true` says.

## References
Dehghani et al. (2021), "The benchmark lottery". Narang et al. (2021), EMNLP, "Do transformer modifications transfer?".
)";

struct Candidate {
  Name dataset;
  std::int64_t missing = 0;
};

// Other datasets of the study, those with the fewest missing runs first.
std::vector<Candidate> candidates(const Study& study, const Claim& claim) {
  const std::int64_t seeds = runs_asked_for(claim);
  std::vector<Candidate> found;
  for (const Dataset& dataset : study.datasets()) {
    const bool claimed = std::ranges::find(claim.datasets, dataset.name) != claim.datasets.end();
    if (claimed || dataset.declaration.smoke) continue;
    const auto lacks = [&](Name method) {
      return std::max<std::int64_t>(seeds - study.arm(method, dataset.name, claim.metric).n(), 0);
    };
    Candidate candidate{dataset.name, lacks(claim.method)};
    for (const Name comparator : claim.against) candidate.missing += lacks(comparator);
    found.push_back(candidate);
  }
  std::ranges::stable_sort(found, {}, &Candidate::missing);
  return found;
}

Remedy remedy(const Study& study, const Claim& claim) {
  const std::vector<Candidate> others = candidates(study, claim);
  Remedy remedy;
  if (others.empty()) {
    remedy.text = "run both arms on a second dataset of another domain, or declare specific = true";
    return remedy;
  }
  const Candidate& nearest = others.front();
  if (nearest.missing == 0) {
    remedy.text =
        fmt::format("both arms were run on {} already: name it in the claim, or declare specific = true",
                    nearest.dataset.str());
    remedy.runs = 0;
    return remedy;
  }
  return remedy_with_cost(fmt::format("{} on {} give {} of each arm there", count(nearest.missing, "run"),
                                      nearest.dataset.str(), count(runs_asked_for(claim), "seed")),
                          nearest.missing,
                          cost_of_runs(study, claim.method, nearest.dataset, nearest.missing));
}

void check(const Study& study, FindingSink& out) {
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    const Claim& claim = evaluation.claim;
    if (claim.datasets.size() != 1 || claim.specific || claim.kind == ClaimKind::new_dataset) continue;
    const bool general =
        claim.kind == ClaimKind::generalises ||
        says_any_of(claim, {"general", "generally", "generalises", "generalizes", "robust", "across",
                            "consistently", "any", "always", "every", "all datasets"});
    Finding finding = about(evaluation);
    finding.dataset = claim.datasets.front();
    finding.severity = general ? Severity::error : Severity::warning;
    finding.message = fmt::format("the claim about {} rests on one dataset, {}{}", claim.method.str(),
                                  claim.datasets.front().str(), general ? ", and its words are general" : "");
    finding.evidence = {{"datasets", std::int64_t{1}}, {"general_words", general}};
    finding.remedy = remedy(study, claim);
    out.add(std::move(finding));
  }
}

}  // namespace

Rule single_dataset_claim() {
  return {.code = "GE301",
          .name = "single-dataset-claim",
          .summary = "a claim that rests on one dataset and does not say so",
          .group = "GE datasets and generalisation",
          .severity = Severity::warning,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
