#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "claim_design.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Fires when a claimed gain compares arms of which one has a single run. Methods that are declared `deterministic` or
`trivial`, numbers copied from papers, claims that pair by item and have item scores, and claims whose unit is the
dataset are left alone.

## Why it matters
With one run of each, nothing tells the method from its seed. Where there is no effect at all, two single runs lie more
than one standard deviation apart 48 % of the time and more than two 16 % of the time. In sequence tagging, changing
only the seed made the difference between an average system and the best one.

## Example
One run of batch normalisation at 97.8 %, one of plain SGD at 97.2 %; the next two seeds give 97.1 % and 97.5 %.

## What to do instead
Run four more seeds of each arm: with 5 against 5 an exact test can reach 1 %. If training cannot be repeated, store
the score of every test item and declare `pairing = "item"`: the claim is then about these two trained models, not about
the methods.

## When it is wrong
For exact solvers and other methods without chance in them: declare them `deterministic`.

## References
Reimers and Gurevych (2017), EMNLP, "Reporting score distributions makes a difference". Henderson et al. (2018), AAAI,
"Deep reinforcement learning that matters". Shares: normal arithmetic.
)";

bool is_single(const Study& study, Name method, const Side& side) {
  return side.n == 1 && !one_run_is_enough(study, method);
}

std::string runs_text(const Comparison& comparison) {
  return fmt::format("{} of {} and {} of {}", count(comparison.method_side.n, "run"), comparison.method.str(),
                     comparison.against_side.n, comparison.against.str());
}

Finding single(const Study& study, const ClaimEvaluation& evaluation,
               const std::vector<const Comparison*>& comparisons, std::int64_t seeds) {
  const Comparison& first = *comparisons.front();
  Finding finding = about(evaluation, first);
  if (comparisons.size() > 1) finding.dataset = Name{};
  for (std::size_t i = 1; i < comparisons.size(); ++i) add_runs(finding, *comparisons[i]);
  finding.severity = Severity::error;
  finding.message = fmt::format(
      "the gain of {} over {} rests on single runs on {} ({}): without any effect, two runs differ by more "
      "than one standard deviation 48 % of the time",
      first.method.str(), first.against.str(), list(datasets_of(comparisons)), runs_text(first));
  finding.evidence = {{"datasets", static_cast<std::int64_t>(comparisons.size())},
                      {"n_method", first.method_side.n},
                      {"n_against", first.against_side.n}};
  if (first.method_side.mean && first.against_side.mean) {
    const double sign = study.metric(first.metric).sign();
    finding.evidence.push_back({"gap", sign * (*first.method_side.mean - *first.against_side.mean)});
  }
  finding.remedy = seeds_up_to(study, comparisons, seeds);
  return finding;
}

void check(const Study& study, FindingSink& out) {
  const auto seeds = static_cast<std::int64_t>(out.option("seeds"));
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    if (!evaluation.claims_superiority()) continue;
    for (const Name against : evaluation.claim.against) {
      if (counts_datasets(evaluation, against)) continue;
      const auto singles = comparisons_with(evaluation, against, [&](const Comparison& comparison) {
        return (is_single(study, comparison.method, comparison.method_side) ||
                is_single(study, against, comparison.against_side)) &&
               !counts_items(study, evaluation.claim, comparison);
      });
      if (!singles.empty()) out.add(single(study, evaluation, singles, seeds));
    }
  }
}

}  // namespace

Rule single_run_claim() {
  return {.code = "ST101",
          .name = "single-run-claim",
          .summary = "a claimed gain of which one side is a single run",
          .group = "ST statistical evidence",
          .severity = Severity::error,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {{"seeds", 5, "seeds per arm that the remedy asks for"}},
          .check = check};
}

}  // namespace gainsay::audit::rules
