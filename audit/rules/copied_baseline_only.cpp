#include <algorithm>

#include <fmt/format.h>

#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Fires for a claim whose comparators are all numbers copied from papers, none of which was run here, unless they are
declared to be from the same test split. An error where the claim's words are "state of the art" or the like; a
warning otherwise.

## Why it matters
A copied number comes with its own data version, preprocessing, metric code and tuning. In machine translation, scores
were found copied across papers that did not even use the same tokenisation.

## Example
A table with five rows from five papers and one of one's own, on "the same" benchmark.

## What to do instead
Run the strongest of them once with your own pipeline. Where that cannot be done, declare `same_split = true` for
numbers whose test split is known to be the same; the comparison then is a prediction interval around one number.

## When it is wrong
When the benchmark's own server computes every score on hidden labels.

## References
Marie, Fujita and Rubino (2021), ACL, "Scientific credibility of machine translation research". Melis, Dyer and
Blunsom (2018), ICLR, "On the state of the art of evaluation in neural language models".
)";

// Copied on some dataset without word that the test split is the same, and run on none.
bool only_copied(const Study& study, const Claim& claim, Name comparator) {
  const bool run_here = std::ranges::any_of(
      claim.datasets, [&](Name dataset) { return study.arm(comparator, dataset, claim.metric).n() > 0; });
  const bool copied = std::ranges::any_of(claim.datasets, [&](Name dataset) {
    const ReportedResult* reported = study.reported(comparator, dataset, claim.metric);
    return reported != nullptr && !reported->same_split;
  });
  return copied && !run_here;
}

void check(const Study& study, FindingSink& out) {
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    const Claim& claim = evaluation.claim;
    const auto copied = [&](Name comparator) { return only_copied(study, claim, comparator); };
    if (claim.against.empty() || !std::ranges::all_of(claim.against, copied)) continue;
    const bool boasts = says_any_of(claim, {"state of the art", "sota", "best"});
    Finding finding = about(evaluation);
    finding.severity = boasts ? Severity::error : Severity::warning;
    finding.message =
        fmt::format("every comparator of {} ({}) is a number copied from a paper; none was run here",
                    claim.method.str(), list(claim.against));
    finding.evidence = {{"copied", static_cast<std::int64_t>(claim.against.size())},
                        {"claims_state_of_the_art", boasts}};
    constexpr std::int64_t seeds = 5;
    const auto runs = seeds * static_cast<std::int64_t>(claim.datasets.size());
    finding.remedy = remedy_with_cost(
        fmt::format("run the strongest of them here, {} a dataset: {}", count(seeds, "seed"),
                    count(runs, "run")),
        runs,
        cost_of_runs(study, claim.method, claim.datasets.empty() ? Name{} : claim.datasets.front(), runs));
    out.add(std::move(finding));
  }
}

}  // namespace

Rule copied_baseline_only() {
  return {.code = "BA204",
          .name = "copied-baseline-only",
          .summary = "every comparator is a number copied from a paper",
          .group = "BA baselines",
          .severity = Severity::warning,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
