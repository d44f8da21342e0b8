#include <fmt/format.h>

#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Looks at every comparison that a claimed gain rests on, and fires when the test does not tell the gain from noise:
the interval of the difference includes 0, or lies below it. (A win that is lost only by counting the study's other
claims is reported by ST107.)

It fails when the study could have seen a gain of the declared smallest effect (power of 80 % or more) and did not.
It is only open when the study is too small to have seen it: "not shown" is not "shown to be absent".
At a planned look before the last it is open as well, and names the next one.

## Why it matters
A gain of a tenth of a point is what two seeds of the same method often differ by. Of the tests in use, the ones that
look at means or at bars of one standard error take such noise for a gain in 20 to 30 % of studies without any.

## Example
Ten seeds of each arm, 97.24 % and 97.31 %, spread 0.30: the difference is +0.07 points with a 95 % interval of
-0.21 to +0.35. The next ten seeds may well turn it round.

## What to do instead
Run the seeds that the finding names, or say what the interval says: "no difference larger than 0.35 points".

## When it is wrong
When the arms are paired by design (same split, same data order) and the claim does not say so: declare
`pairing = "seed"` and the paired test is used.

## References
Welch (1947), Biometrika 34, 28-35. Holm (1979), Scand. J. Statist. 6, 65-70. Dror et al. (2018), ACL, "The
hitchhiker's guide to testing statistical significance in NLP". Card et al. (2020), EMNLP, "With little power comes
great responsibility". Error rates of the rules of thumb: own simulation, 100,000 pairs of arms a cell.
)";

// A win that only the correction for many claims takes away is ST107's to report.
bool is_noise(const Comparison& comparison) {
  return comparison.estimate && comparison.verdict != Verdict::superior;
}

std::string message(const ClaimEvaluation& evaluation, const Comparison& comparison) {
  const std::string_view what =
      *comparison.estimate > 0.0 ? "the gain of {} over {} in {} on {} is within the noise: {}, p = {} ({})"
                                 : "there is no gain of {} over {} in {} on {}: {}, p = {} ({})";
  return fmt::format(fmt::runtime(what), evaluation.claim.method.str(), comparison.against.str(),
                     evaluation.claim.metric.str(), where(comparison), gain_text(comparison),
                     quantity(*comparison.p, 2), comparison.test);
}

// The claim's plan has a look that is still to come.
bool plan_goes_on(const Comparison& comparison) {
  return comparison.sequential && comparison.sequential->look < comparison.sequential->looks;
}

Remedy next_look(const Study& study, const ClaimEvaluation& evaluation, const Comparison& comparison) {
  const auto look = static_cast<std::size_t>(comparison.sequential->look);
  const std::vector<std::int64_t>& looks = evaluation.claim.looks;
  const std::int64_t runs = 2 * std::ssize(comparison.datasets) * (looks[look] - looks[look - 1]);
  return remedy_with_cost(fmt::format("the plan goes on to its next look, at {} runs of each arm: {}",
                                      looks[look], count(runs, "run")),
                          runs, cost_of_runs(study, comparison, runs));
}

Remedy remedy(const Study& study, const ClaimEvaluation& evaluation, const Comparison& comparison,
              bool open) {
  if (plan_goes_on(comparison)) return next_look(study, evaluation, comparison);
  if (open || !comparison.smallest_effect) return more_seeds(study, comparison);
  Remedy remedy;
  remedy.text = comparison.interval->high > 0.0
                    ? fmt::format(
                          "the data already rule out a gain above {}: drop the claim, or say that no "
                          "difference was found",
                          quantity(comparison.interval->high))
                    : "the data show a loss: drop the claim, or say where the method does win";
  return remedy;
}

void check(const Study& study, FindingSink& out) {
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    if (!evaluation.claims_superiority()) continue;
    for (const Comparison& comparison : evaluation.decisive) {
      if (!is_noise(comparison)) continue;
      const auto power = comparison.power_at_smallest_effect;
      const bool open = plan_goes_on(comparison) || (power && *power < out.option("power"));
      Finding finding = about(evaluation, comparison);
      finding.kind = open ? FindingKind::open : FindingKind::fail;
      finding.severity = Severity::error;
      finding.message = message(evaluation, comparison);
      finding.evidence = {{"estimate", *comparison.estimate},
                          {"interval_low", comparison.interval->low},
                          {"interval_high", comparison.interval->high},
                          {"p", *comparison.p}};
      if (power) finding.evidence.push_back({"power_at_smallest_effect", *power});
      finding.remedy = remedy(study, evaluation, comparison, open);
      out.add(std::move(finding));
    }
  }
}

}  // namespace

Rule gain_within_noise() {
  return {.code = "ST103",
          .name = "gain-within-noise",
          .summary = "a claimed gain that the test cannot tell from noise",
          .group = "ST statistical evidence",
          .severity = Severity::error,
          .certainty = Certainty::statistical,
          .since = "0.1.0",
          .explanation = page,
          .options = {{"power", 0.8,
                       "below this power at the smallest effect the finding is open and not a failure"}},
          .check = check};
}

}  // namespace gainsay::audit::rules
