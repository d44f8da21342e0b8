#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "claim_design.h"
#include "design_power.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Fires when a win stands only as long as the other comparisons are not counted: its p is below alpha alone and not after
Holm's correction. An error when that win is claimed (a whole claim within its family of claims, or a dataset or
baseline that a claim of quantifier `some` names); a note when it is only one of the wins per dataset beneath a claim
about the average.

## Why it matters
Each test at 5 % has its own chance of a false win: of twenty comparisons without any effect, one wins on average. Over
six datasets with p of 0.168, 0.297, 0.357, 0.019, 0.218 and 0.001, two wins are counted one by one and one after Holm.

## Example
Three claims of one paper with p of 0.03, 0.04 and 0.2: alone two are shown, together none is.

## What to do instead
Report the adjusted p, leave the win out, or run the seeds with which it survives. What the paper was about from the
start may stand alone: give that claim a `family` of its own before its runs.

## When it is wrong
For claims that are declared `exploratory` (never counted), and for claims that ask for a win everywhere (quantifier
`all`): there the largest p decides and nothing needs correcting. Metrics that no claim names are not counted either.

## References
Holm (1979), Scand. J. Statist. 6, 65-70. Dror et al. (2017), TACL 5, 471-486 (the six p values). Demsar (2006),
JMLR 7, 1-30.
)";

bool wins(const Comparison& comparison, double alpha) {
  return comparison.p && comparison.estimate && *comparison.p<alpha&& * comparison.estimate> 0.0;
}

bool dies(const Comparison& comparison, double alpha) {
  return wins(comparison, alpha) && comparison.p_adjusted && *comparison.p_adjusted >= alpha;
}

// Seeds that find the smallest effect even at the strictest level of the correction, alpha / k.
Remedy remedy(const Study& study, const ClaimEvaluation& evaluation, const Comparison& comparison,
              std::int64_t k) {
  const StudyFile& file = study.file();
  const double strictest = file.alpha / static_cast<double>(k);
  const auto spread = spread_of_runs(study, evaluation.claim, comparison);
  const auto margin = margin_of_estimates(evaluation);
  const bool known = spread && margin;
  const stats::PilotSd pilot{spread.value_or(1.0), comparison.method_side.n + comparison.against_side.n - 2};
  const auto alone = known ? plan_seeds(*margin, pilot, file, file.alpha) : std::nullopt;
  const auto wanted = known ? plan_seeds(*margin, pilot, file, strictest) : std::nullopt;
  Remedy remedy;
  if (!alone || !wanted) {
    remedy.text =
        fmt::format("report the adjusted p, or run more seeds: the strictest of {} tests has to reach {}", k,
                    quantity(strictest));
    return remedy;
  }
  const std::int64_t runs = missing_runs(comparison, wanted->likely);
  if (runs == 0) {
    remedy.text =
        fmt::format("report the adjusted p: with {} seeds a gain of {} would have survived {} tests",
                    comparison.method_side.n, quantity(*margin), k);
    remedy.runs = 0;
    return remedy;
  }
  return remedy_with_cost(
      fmt::format("{}: {} seeds per arm, not {}, find a gain of {} that survives {} tests",
                  count(runs, "more run"), wanted->likely, alone->likely, quantity(*margin), k),
      runs, cost_of_runs(study, comparison, runs));
}

void check_claim(const Study& study, const ClaimEvaluation& evaluation, FindingSink& out) {
  const double alpha = study.file().alpha;
  if (!evaluation.raw_supported(alpha) || !evaluation.p_adjusted || *evaluation.p_adjusted < alpha) return;
  const auto weakest = std::ranges::max_element(
      evaluation.decisive, {}, [](const Comparison& comparison) { return comparison.p.value_or(1.0); });
  Finding finding = about(evaluation);
  finding.severity = Severity::error;
  finding.message = fmt::format(
      "the gain of {} in {} is lost when the {} claims of its family are counted: p = {} alone, {} after "
      "Holm",
      evaluation.claim.method.str(), evaluation.claim.metric.str(), evaluation.family_size,
      quantity(*evaluation.p, 2), quantity(*evaluation.p_adjusted, 2));
  finding.evidence = {{"p", *evaluation.p},
                      {"p_adjusted", *evaluation.p_adjusted},
                      {"family_size", evaluation.family_size},
                      {"adjustment", std::string("holm")}};
  finding.remedy = remedy(study, evaluation, *weakest, evaluation.family_size);
  out.add(std::move(finding));
}

void check_named_wins(const Study& study, const ClaimEvaluation& evaluation, FindingSink& out) {
  for (const Comparison& comparison : evaluation.comparisons) {
    if (!dies(comparison, study.file().alpha)) continue;
    Finding finding = about(evaluation, comparison);
    finding.severity = Severity::error;
    finding.message = fmt::format(
        "the win of {} over {} on {} is lost when the {} comparisons of the claim are counted: p = {} alone, "
        "{} after Holm",
        comparison.method.str(), comparison.against.str(), where(comparison), comparison.family_size,
        quantity(*comparison.p, 2), quantity(*comparison.p_adjusted, 2));
    finding.evidence = {{"p", *comparison.p},
                        {"p_adjusted", *comparison.p_adjusted},
                        {"family_size", comparison.family_size},
                        {"adjustment", std::string("holm")}};
    finding.remedy = remedy(study, evaluation, comparison, comparison.family_size);
    out.add(std::move(finding));
  }
}

void note_wins_beneath(const Study& study, const ClaimEvaluation& evaluation, FindingSink& out) {
  const double alpha = study.file().alpha;
  std::int64_t raw = 0;
  std::int64_t lost = 0;
  for (const Comparison& comparison : evaluation.comparisons) {
    raw += wins(comparison, alpha) ? 1 : 0;
    lost += dies(comparison, alpha) ? 1 : 0;
  }
  if (lost == 0) return;
  Finding finding = about(evaluation);
  finding.severity = Severity::note;
  finding.message = fmt::format(
      "of {} comparisons by dataset and baseline {} win one by one, {} after Holm: count the second",
      evaluation.comparisons.size(), raw, raw - lost);
  finding.evidence = {{"family_size", static_cast<std::int64_t>(evaluation.comparisons.size())},
                      {"wins", raw},
                      {"wins_after_holm", raw - lost},
                      {"adjustment", std::string("holm")}};
  finding.remedy.text = "print the adjusted p of each dataset, or the average alone";
  out.add(std::move(finding));
}

void check(const Study& study, FindingSink& out) {
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    if (!evaluation.claims_superiority() || evaluation.claim.exploratory) continue;
    check_claim(study, evaluation, out);
    if (evaluation.claim.quantifier == Quantifier::some) check_named_wins(study, evaluation, out);
    if (evaluation.claim.quantifier == Quantifier::average) note_wins_beneath(study, evaluation, out);
  }
}

}  // namespace

Rule uncorrected_multiplicity() {
  return {.code = "ST107",
          .name = "uncorrected-multiplicity",
          .summary = "a claimed win that stands only when the other comparisons are not counted",
          .group = "ST statistical evidence",
          .severity = Severity::error,
          .certainty = Certainty::statistical,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
