#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "evidence_runs.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Fires for a method that is not marked `deterministic = true` when runs that a claim rests on were recorded without a
seed.

## Why it matters
A run whose seed is not known cannot be repeated, cannot be paired with another method's, and cannot be told from a
second record of the same run. "Five seeds" that nobody can name may be one seed, five times.

## Example
Five runs of `bn` on digits with five accuracies, and the seed drawn from the clock.

## What to do instead
Set the seed, log it (`gainsay run --seed 3`), and run those seeds again; the finding says how many and what they
cost. Where the seed stands in a log, import the runs once more with it.

## When it is wrong
For methods without chance in them: declare `deterministic = true`, and one run is enough.

## References
Pineau et al. (2021), JMLR 22(164), "Improving reproducibility in machine learning research". Reimers and Gurevych
(2017), EMNLP, "Reporting score distributions makes a difference".
)";

bool is_deterministic(const Study& study, Name name) {
  const Method* method = study.method(name);
  return method != nullptr && method->declaration.deterministic;
}

void check(const Study& study, FindingSink& out) {
  for (const auto& [method, runs] : evidence_runs_by_method(study)) {
    if (is_deterministic(study, method)) continue;
    std::vector<const tracker::Run*> seedless;
    std::ranges::copy_if(runs, std::back_inserter(seedless), [](const auto* run) { return !run->seed; });
    if (seedless.empty()) continue;
    const auto missing = std::ssize(seedless);
    Finding finding;
    finding.method = method;
    finding.severity = Severity::warning;
    finding.runs = ids_of(seedless);
    finding.message = fmt::format(
        "{} of {} of {} that claims rest on have no seed, and the method is not declared deterministic",
        missing, count(std::ssize(runs), "run"), method.str());
    finding.evidence = {{"runs", static_cast<std::int64_t>(runs.size())},
                        {"without_seed", static_cast<std::int64_t>(missing)}};
    finding.remedy = remedy_with_cost(
        fmt::format(
            "record the seed, or run them again with one: {}; or declare methods.{}.deterministic = true",
            count(missing, "run"), method.str()),
        missing, cost_of_again(study, seedless));
    out.add(std::move(finding));
  }
}

}  // namespace

Rule missing_seed() {
  return {.code = "RP803",
          .name = "missing-seed",
          .summary = "evidence from runs of a stochastic method whose seed is not recorded",
          .group = "RP reproducibility",
          .severity = Severity::warning,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
