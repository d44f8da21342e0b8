#include <algorithm>

#include <fmt/format.h>

#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view kExplanation = R"(
## What it does
Looks at datasets on which the claimed method and a comparator were both run and which the claim leaves out, and fires
where the method is no better there.

## Why it matters
Dropping the datasets on which a method loses turns a coin into a winner. The records still have them.

## Example
Claimed: digits and wine. Also run, and lost: vehicle (-0.8 points). Average over three: no gain.

## What to do instead
Put them in; the finding shows the average gain with and without. Or scope the claim, with a reason that does not come
from the results.

## When it is wrong
For datasets used for debugging (`smoke = true`: never looked at), and for claims that were registered with their
datasets before those runs, or that are declared `specific = true`.

## References
Dehghani et al. (2021), "The benchmark lottery". Demsar (2006), JMLR 7, 1-30.
)";

bool is_left_out(const Claim& claim, const Dataset& dataset) {
  return !dataset.declaration.smoke &&
         std::ranges::find(claim.datasets, dataset.name) == claim.datasets.end();
}

std::optional<double> average_gain(const Study& study, Claim claim, Name comparator,
                                   std::optional<Name> added) {
  if (added) claim.datasets.push_back(*added);
  return compare_over_datasets(study, claim, comparator).estimate;
}

double mean_gain(const Study& study, const Comparison& comparison) {
  return study.metric(comparison.metric).sign() *
         (*comparison.method_side.mean - *comparison.against_side.mean);
}

Finding dropped(const Study& study, const ClaimEvaluation& evaluation, const Comparison& comparison) {
  const Claim& claim = evaluation.claim;
  Finding finding = about(evaluation, comparison);
  finding.severity = Severity::error;
  finding.message =
      fmt::format("{} and {} were both run on {}, where {} is no better ({}), and the claim leaves it out",
                  claim.method.str(), comparison.against.str(), comparison.dataset.str(), claim.method.str(),
                  signed_quantity(mean_gain(study, comparison)));
  finding.evidence = {{"gain_there", mean_gain(study, comparison)}};
  const auto without = average_gain(study, claim, comparison.against, std::nullopt);
  const auto with = average_gain(study, claim, comparison.against, comparison.dataset);
  finding.remedy.text =
      fmt::format("add {} to the claim's datasets, or declare specific = true with a scoped sentence",
                  comparison.dataset.str());
  if (without && with) {
    finding.evidence.push_back({"average_gain_claimed", *without});
    finding.evidence.push_back({"average_gain_with_it", *with});
    finding.remedy.text += fmt::format(" (average gain {} as claimed, {} with it)", signed_quantity(*without),
                                       signed_quantity(*with));
  }
  return finding;
}

void check(const Study& study, FindingSink& out) {
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    const Claim& claim = evaluation.claim;
    if (!evaluation.claims_superiority() || claim.specific) continue;
    for (const Dataset& dataset : study.datasets()) {
      if (!is_left_out(claim, dataset) || study.arm(claim.method, dataset.name, claim.metric).n() == 0)
        continue;
      for (const Name comparator : claim.against) {
        if (study.arm(comparator, dataset.name, claim.metric).n() == 0) continue;
        const Comparison comparison = compare_on_dataset(study, claim, comparator, dataset.name);
        if (mean_gain(study, comparison) <= 0.0) out.add(dropped(study, evaluation, comparison));
      }
    }
  }
}

}  // namespace

Rule dropped_datasets() {
  return {.code = "GE303",
          .name = "dropped-datasets",
          .summary = "a dataset on which the method was run and did not win is left out of the claim",
          .group = "GE datasets and generalisation",
          .severity = Severity::error,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = kExplanation,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
