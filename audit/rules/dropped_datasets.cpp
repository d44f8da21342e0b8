#include <algorithm>

#include <fmt/format.h>

#include "claim_registrations.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
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

// What the claim asks for, on that dataset; without a test, of the means. Nothing for a spread that cannot be
// tested.
std::optional<double> gain_on(const Study& study, const Claim& claim, const Comparison& comparison) {
  if (comparison.estimate) return comparison.estimate;
  if (claim.kind == ClaimKind::more_stable) return std::nullopt;
  return study.metric(comparison.metric).sign() *
         (*comparison.method_side.mean - *comparison.against_side.mean);
}

std::optional<double> first_start(const Arm& arm) {
  std::optional<double> first;
  for (const tracker::Run* run : arm.evidence) {
    const auto at = run->started_at ? run->started_at : run->ended_at;
    if (!at) return std::nullopt;
    first = std::min(first.value_or(*at), *at);
  }
  return first;
}

// The datasets of the claim were registered as they are now, before the method was run on the one left out.
bool was_scoped_before(const Study& study, const Claim& claim, Name dataset) {
  const auto started = first_start(study.arm(claim.method, dataset, claim.metric));
  const auto declared = std::ranges::find(study.file().claims, claim.id, &Claim::id);
  if (!started || declared == study.file().claims.end() || declared->datasets.empty()) return false;
  const ClaimHistory history = claim_history(study, claim.id, *started);
  return history.last_before != nullptr &&
         fields_of(history.last_before->definition)["datasets"] ==
             fields_of(claim_definition(study.file(), *declared))["datasets"];
}

Finding dropped(const Study& study, const ClaimEvaluation& evaluation, const Comparison& comparison,
                double gain) {
  const Claim& claim = evaluation.claim;
  Finding finding = about(evaluation, comparison);
  finding.severity = Severity::error;
  finding.message =
      fmt::format("{} and {} were both run on {}, where {} is no better ({}), and the claim leaves it out",
                  claim.method.str(), comparison.against.str(), comparison.dataset.str(), claim.method.str(),
                  signed_quantity(gain));
  finding.evidence = {{"gain_there", gain}};
  finding.remedy.runs = 0;
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
      if (!is_left_out(claim, dataset) || study.arm(claim.method, dataset.name, claim.metric).n() == 0 ||
          was_scoped_before(study, claim, dataset.name))
        continue;
      for (const Name comparator : claim.against) {
        if (study.arm(comparator, dataset.name, claim.metric).n() == 0) continue;
        const Comparison comparison = compare_on_dataset(study, claim, comparator, dataset.name);
        const auto gain = gain_on(study, claim, comparison);
        if (gain && *gain <= 0.0) out.add(dropped(study, evaluation, comparison, *gain));
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
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
