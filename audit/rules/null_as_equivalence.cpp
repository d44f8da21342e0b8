#include <fmt/format.h>

#include "gainsay/stats/t_power.h"

#include "claim_design.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Fires for a claim that two methods are equally good (kind `matches`) when the data do not show it: the 90 % interval of
the difference does not lie within the smallest effect on both sides of 0, nor the 95 % interval above the lower side
(which would show that the method is no worse). Without a declared smallest effect it is open.

## Why it matters
"No significant difference" is what every study finds that is small enough. Equality has to be shown like a gain: by an
interval that leaves no room for a difference that matters.

## Example
Three seeds each, p = 0.3, so "as good as the large model". The 90 % interval reaches from -0.021 to +0.007, and 0.005
would matter.

## What to do instead
Run the seeds that two one-sided tests need; there are more of them than for a gain of the same size. Or say "we found
no difference and could have missed one of 0.02".

## When it is wrong
When the smallest effect is stricter than anybody asks for: declare the one you can defend, before the runs.

## References
Schuirmann (1987), J. Pharmacokinet. Biopharm. 15, 657-680. Lakens (2017), Soc. Psychol. Personal. Sci. 8, 355-362.
Benavoli et al. (2017), JMLR 18(77).
)";

constexpr double finest_margin = 1e-3;  // in spreads; below it more than 10^7 runs would be asked for

bool is_shown(Verdict verdict) {
  return verdict == Verdict::equivalent || verdict == Verdict::non_inferior || verdict == Verdict::superior;
}

std::string message(const Comparison& comparison, std::optional<double> margin) {
  const std::string subject = fmt::format("that {} matches {} on {}", comparison.method.str(),
                                          comparison.against.str(), where(comparison));
  if (!comparison.estimate) return fmt::format("{} cannot be judged: {}", subject, comparison.reason);
  const auto& interval = *comparison.equivalence_interval;
  const std::string seen =
      fmt::format("{} [{}, {}] ({} % interval)", signed_quantity(*comparison.estimate),
                  quantity(interval.low), quantity(interval.high), quantity(100.0 * interval.confidence));
  if (!margin) return fmt::format("{} cannot be judged without a smallest effect: {}", subject, seen);
  return fmt::format(
      "{} is not shown: {} does not lie within the smallest effect {} (p = {} against no "
      "difference says nothing about that)",
      subject, seen, quantity(*margin), quantity(*comparison.p, 2));
}

Remedy remedy(const Study& study, const ClaimEvaluation& evaluation, const Comparison& comparison,
              std::optional<double> margin) {
  Remedy remedy;
  if (!margin) {
    remedy.text = fmt::format("declare metrics.{}.smallest_effect", comparison.metric.str());
    return remedy;
  }
  if (comparison.verdict == Verdict::inferior) {
    remedy.text = "drop the claim: the method is worse";
    return remedy;
  }
  const auto spread = spread_of_runs(study, evaluation.claim, comparison);
  if (!spread || *margin < finest_margin * *spread) {
    remedy.text = "more seeds of both arms, until the 90 % interval lies within the smallest effect";
    return remedy;
  }
  const StudyFile& file = study.file();
  const std::int64_t wanted = stats::tost_sample_size(*margin, *spread, file.power, file.alpha);
  const std::int64_t for_gain = stats::two_sample_t_sample_size(*margin, *spread, file.power, file.alpha);
  const std::int64_t runs = missing_runs(comparison, wanted);
  return remedy_with_cost(
      fmt::format("{} bring both arms to the {} seeds that show equality within {} in {} % of studies ({} "
                  "would do for "
                  "a gain of that size)",
                  count(runs, "more run"), wanted, quantity(*margin), quantity(100.0 * file.power), for_gain),
      runs, cost_of_runs(study, comparison, runs));
}

Finding not_shown(const Study& study, const ClaimEvaluation& evaluation, const Comparison& comparison) {
  const auto margin = margin_of_estimates(evaluation);
  Finding finding = about(evaluation, comparison);
  finding.kind = margin && comparison.estimate ? FindingKind::fail : FindingKind::open;
  finding.severity = Severity::error;
  finding.message = message(comparison, margin);
  if (comparison.estimate) {
    finding.evidence = {{"estimate", *comparison.estimate},
                        {"equivalence_low", comparison.equivalence_interval->low},
                        {"equivalence_high", comparison.equivalence_interval->high},
                        {"p", *comparison.p}};
  }
  if (margin) finding.evidence.push_back({"smallest_effect", *margin});
  finding.remedy = remedy(study, evaluation, comparison, margin);
  return finding;
}

void check(const Study& study, FindingSink& out) {
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    if (evaluation.claim.kind != ClaimKind::matches) continue;
    for (const Comparison& comparison : evaluation.decisive) {
      if (!is_shown(comparison.verdict)) out.add(not_shown(study, evaluation, comparison));
    }
  }
}

}  // namespace

Rule null_as_equivalence() {
  return {.code = "ST112",
          .name = "null-as-equivalence",
          .summary = "equality that is claimed because no difference was found",
          .group = "ST statistical evidence",
          .severity = Severity::error,
          .certainty = Certainty::statistical,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
