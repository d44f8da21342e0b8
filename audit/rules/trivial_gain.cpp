#include <fmt/format.h>

#include "claim_design.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Fires when a claimed gain is shown to be there and shown to be too small to matter: the interval lies above 0, and
either its upper end lies below the declared smallest effect or the 90 % interval lies within the smallest effect on
both sides of 0.

## Why it matters
With enough runs or enough datasets every difference becomes significant. J48 and J48graft, two decision trees, on 53
public datasets: signed-rank p = 0.0013, a mean gap of 0.14 points, and less than one point on 38 of the 53.

## Example
Fifty seeds each, +0.0012 with an interval of 0.0005 to 0.0019; the declared smallest effect is 0.005.

## What to do instead
Say what was shown: equivalent within 0.005. If the new method is cheaper at that, claim the cost.

## When it is wrong
When so small a gain does matter (millions of users, a saturated benchmark): declare the smaller `smallest_effect` and
say why.

## References
Benavoli et al. (2017), JMLR 18(77). Schuirmann (1987), J. Pharmacokinet. Biopharm. 15, 657-680. J48 figures: own
computation on the public results that come with baycomp.
)";

bool is_trivial(const Comparison& comparison, double margin) {
  if (comparison.verdict != Verdict::superior || !comparison.interval) return false;
  const bool within =
      comparison.equivalence_interval->low > -margin && comparison.equivalence_interval->high < margin;
  return comparison.interval->high < margin || within;
}

void check(const Study& study, FindingSink& out) {
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    const auto margin = margin_of_estimates(evaluation);
    if (!evaluation.claims_superiority() || !margin) continue;
    for (const Comparison& comparison : evaluation.decisive) {
      if (!is_trivial(comparison, *margin)) continue;
      Finding finding = about(evaluation, comparison);
      finding.severity = Severity::warning;
      finding.message = fmt::format(
          "the gain of {} over {} in {} on {} is real and too small to matter: {}, below the smallest effect "
          "{}",
          comparison.method.str(), comparison.against.str(), comparison.metric.str(), where(comparison),
          gain_text(comparison), quantity(*margin));
      finding.evidence = {{"estimate", *comparison.estimate},
                          {"interval_low", comparison.interval->low},
                          {"interval_high", comparison.interval->high},
                          {"equivalence_high", comparison.equivalence_interval->high},
                          {"smallest_effect", *margin}};
      finding.remedy.text = fmt::format(
          "no more runs: claim that {} and {} are equivalent within {}, or justify a smaller smallest_effect",
          comparison.method.str(), comparison.against.str(), quantity(*margin));
      finding.remedy.runs = 0;
      out.add(std::move(finding));
    }
  }
}

}  // namespace

Rule trivial_gain() {
  return {.code = "ST105",
          .name = "trivial-gain",
          .summary = "a gain that is shown and shown to be too small to matter",
          .group = "ST statistical evidence",
          .severity = Severity::warning,
          .certainty = Certainty::statistical,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
