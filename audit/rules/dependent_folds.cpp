#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "claim_design.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Fires when the runs of an arm are folds of a cross-validation and the claim counts them as independent runs: three folds
or more are recorded, and the claim does not say `pairing = "fold"`. The finding gives the p of the claim beside the
corrected one. It is an error when the correction takes the win away, else a warning.

## Why it matters
Any two training sets of a 10-fold cross-validation share 8 of their 9 parts, so that the folds rise and fall together
and their spread is too small. On 53 public datasets with 10 x 10 folds, naive Bayes against AODE differs significantly
on 35 when the folds are counted as independent and on 19 after the correction; two nearly equal trees on 15 and on 4.
Intervals that are meant to cover 95 % were found to cover 55 %.

## Example
Ten folds, mean difference 0.012, spread of the differences 0.014: t = 2.7, p = 0.024; corrected t = 1.9, p = 0.095.

## What to do instead
Declare `pairing = "fold"`: the corrected resampled t test (variance times 1/n + n_test/n_train) is used. Better still:
a fixed test set and independent seeds.

## When it is wrong
When `fold` numbers something else than a cross-validation, for instance test sets with training sets of their own:
record those as datasets.

## References
Nadeau and Bengio (2003), Machine Learning 52, 239-281. Bouckaert and Frank (2004), PAKDD. Counts on 53 datasets: own
computation on the public results that come with baycomp.
)";

std::int64_t folds_of(const Arm& arm) {
  std::set<std::int64_t> folds;
  for (const Observation& observation : arm.observations) {
    if (observation.fold) folds.insert(*observation.fold);
  }
  return std::ssize(folds);
}

Comparison corrected(const Study& study, const Claim& claim, Name against, Name dataset) {
  Claim asked = claim;
  asked.pairing = Pairing::fold;
  asked.test.clear();
  return compare_on_dataset(study, asked, against, dataset);
}

std::string outcome(const Comparison& naive, const Comparison& right) {
  if (!naive.p) return right.p ? fmt::format("; corrected p = {}", quantity(*right.p, 2)) : "";
  const std::string as_counted = fmt::format("; p = {} as counted", quantity(*naive.p, 2));
  if (!right.p) return as_counted + ", and no correction is possible: " + right.reason;
  return as_counted + fmt::format(", {} when corrected", quantity(*right.p, 2));
}

Finding dependent(const Study& study, const ClaimEvaluation& evaluation, const Comparison& naive,
                  std::int64_t folds) {
  const Comparison right = corrected(study, evaluation.claim, naive.against, naive.dataset);
  const bool lost = naive.verdict == Verdict::superior && right.verdict != Verdict::superior;
  Finding finding = about(evaluation, naive);
  finding.severity = lost ? Severity::error : Severity::warning;
  finding.message = fmt::format(
      "{} folds on {} are counted as independent runs, though two of their training sets share {} % of their "
      "items{}",
      folds, naive.dataset.str(),
      quantity(100.0 * static_cast<double>(folds - 2) / static_cast<double>(folds - 1), 2),
      outcome(naive, right));
  finding.evidence = {
      {"folds", folds}, {"n_method", naive.method_side.n}, {"n_against", naive.against_side.n}};
  if (naive.p) finding.evidence.push_back({"p", *naive.p});
  if (right.p) {
    finding.evidence.push_back({"corrected_p", *right.p});
    finding.evidence.push_back({"corrected_low", right.interval->low});
    finding.evidence.push_back({"corrected_high", right.interval->high});
  }
  finding.remedy.text =
      right.p ? "declare pairing = \"fold\" for the claim (no run is needed), or use a fixed test "
                "set and independent seeds"
              : "record the same folds in both arms and declare pairing = \"fold\"";
  if (right.p) finding.remedy.runs = 0;
  return finding;
}

void check(const Study& study, FindingSink& out) {
  const auto least = static_cast<std::int64_t>(out.option("folds"));
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    const Claim& claim = evaluation.claim;
    const bool by_unit = claim.pairing == Pairing::fold || claim.pairing == Pairing::item;
    if (by_unit || claim.kind == ClaimKind::new_dataset) continue;
    for (const Comparison& comparison : evaluation.comparisons) {
      if (counts_datasets(evaluation, comparison.against)) continue;
      const std::int64_t folds =
          std::max(folds_of(study.arm(comparison.method, comparison.dataset, claim.metric)),
                   folds_of(study.arm(comparison.against, comparison.dataset, claim.metric)));
      if (folds >= least) out.add(dependent(study, evaluation, comparison, folds));
    }
  }
}

}  // namespace

Rule dependent_folds() {
  return {.code = "ST109",
          .name = "dependent-folds",
          .summary = "folds of a cross-validation that are counted as independent runs",
          .group = "ST statistical evidence",
          .severity = Severity::error,
          .certainty = Certainty::statistical,
          .since = "0.1.0",
          .explanation = page,
          .options = {{"folds", 3, "distinct folds in an arm from which on the rule looks"}},
          .check = check};
}

}  // namespace gainsay::audit::rules
