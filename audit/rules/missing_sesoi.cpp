#include <algorithm>

#include <fmt/format.h>

#include "claim_design.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Fires for a claim without a smallest effect of interest: neither the claim nor its metric declares one. It is a note;
a warning when the claim is one of equality, or when a comparison stays undecided, because then the number is needed.

## Why it matters
"Too small to matter" and "enough seeds" have no meaning without it. A test answers whether there is any difference; a
reader asks whether there is one worth having. It has to be said before the runs: afterwards it is too easy to find
that exactly the gain that was seen is the one that matters.

## Example
Accuracy 97.24 % against 97.31 %, p = 0.6. Are 0.07 points nothing, or are ten seeds too few? Nobody can say.

## What to do instead
Declare `smallest_effect` for the metric, in its unit, before more runs. Two ways to find it: what would make you change
the method you use, or what the last accepted papers on this dataset called a gain.

## When it is wrong
For exploratory work that compares nothing yet. Gainsay never invents the number.

## References
Benavoli et al. (2017), JMLR 18(77), region of practical equivalence. Lakens (2017), Soc. Psychol. Personal. Sci. 8,
355-362. Miller (2024), "Adding error bars to evals".
)";

// The largest gain that the claim's comparisons may each miss.
std::optional<double> visible_gain(const ClaimEvaluation& evaluation) {
  std::optional<double> largest;
  for (const Comparison& comparison : evaluation.decisive) {
    const auto visible = comparison.minimum_detectable_effect;
    if (visible) largest = std::max(largest.value_or(0.0), *visible);
  }
  return largest;
}

bool is_needed(const ClaimEvaluation& evaluation) {
  return evaluation.claim.kind == ClaimKind::matches ||
         std::ranges::any_of(evaluation.decisive, [](const Comparison& comparison) {
           return comparison.estimate && comparison.verdict == Verdict::undecided;
         });
}

bool applies(const ClaimEvaluation& evaluation) {
  const ClaimKind kind = evaluation.claim.kind;
  return !evaluation.smallest_effect && kind != ClaimKind::new_dataset && kind != ClaimKind::more_stable &&
         !evaluation.decisive.empty();
}

void check(const Study& study, FindingSink& out) {
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    if (!applies(evaluation)) continue;
    const std::string metric = evaluation.claim.metric.str();
    const auto visible = visible_gain(evaluation);
    Finding finding = about(evaluation);
    finding.severity = is_needed(evaluation) ? Severity::warning : Severity::note;
    finding.message = fmt::format(
        "no smallest effect of interest is declared for {}: neither a gain too small to matter nor enough "
        "seeds can be told",
        metric);
    finding.remedy.text = fmt::format("declare metrics.{}.smallest_effect before more runs", metric);
    if (visible) {
      finding.evidence = {{"minimum_detectable_effect", *visible}};
      finding.remedy.text += fmt::format("; the present design finds gains of {} in {} % of studies",
                                         quantity(*visible), quantity(100.0 * study.file().power));
    }
    out.add(std::move(finding));
  }
}

}  // namespace

Rule missing_sesoi() {
  return {.code = "ST104",
          .name = "missing-sesoi",
          .summary = "a claim without a smallest effect of interest",
          .group = "ST statistical evidence",
          .severity = Severity::note,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
