#include <algorithm>

#include <fmt/format.h>

#include "gainsay/stats/minimum_p_value.h"

#include "claim_design.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Fires when an arm of a claimed gain has two to four seeds. A gain that is beyond doubt all the same (p below a tenth of
alpha and more than three standard deviations) is let through, and so is a claim that declares its interim `looks`. It
is an error when the claim's own words say "significant".

## Why it matters
Five is arithmetic, not custom: the smallest two-sided p that an exact test of n against n runs can give is 0.33 for
2, 0.10 for 3, 0.029 for 4 and 0.0079 for 5. Below that everything rests on the t test's assumption of normal runs,
which so few runs cannot check. Published rankings of reinforcement learning agents, made from 3 to 10 runs, changed
when the uncertainty was counted.

## Example
Three seeds each, 0.971, 0.974, 0.969 against 0.965, 0.968, 0.962: a complete separation, and an exact p of 0.10.

## What to do instead
Run the seeds that the finding names. Where a run costs days, show the interval of the three and leave the word
"significant" out.

## When it is wrong
When the number of runs follows a sequential plan: declare `looks`. For methods without chance in them: declare them
`deterministic`.

## References
Henderson et al. (2018), AAAI. Agarwal et al. (2021), NeurIPS, "Deep reinforcement learning at the edge of the
statistical precipice". Colas et al. (2018), "How many random seeds?". Smallest p: 2 / C(2n, n).
)";

bool is_short(const Study& study, Name method, const Side& side, std::int64_t wanted) {
  return side.n >= 2 && side.n < wanted && !one_run_is_enough(study, method);
}

// Beyond doubt even with so few runs: p below a tenth of alpha and more than three standard deviations.
bool is_huge(const Study& study, const Claim& claim, const Comparison& comparison, double spreads) {
  const auto spread = spread_of_runs(study, claim, comparison);
  return spread && *comparison.estimate > spreads * *spread && *comparison.p < study.file().alpha / 10.0;
}

bool has_single(const Study& study, const Comparison& comparison) {
  const bool ours = comparison.method_side.n == 1 && !one_run_is_enough(study, comparison.method);
  const bool theirs = comparison.against_side.n == 1 && !one_run_is_enough(study, comparison.against);
  return ours || theirs;
}

std::string exact_p_text(const Comparison& comparison) {
  const std::int64_t ours = comparison.method_side.n;
  const std::int64_t theirs = comparison.against_side.n;
  if (theirs < 2) return "";
  return fmt::format("; an exact test of {} against {} runs cannot give a p below {}", ours, theirs,
                     quantity(stats::minimum_p_rank_sum(ours, theirs), 2));
}

Finding too_few(const Study& study, const ClaimEvaluation& evaluation,
                const std::vector<const Comparison*>& comparisons, std::int64_t wanted) {
  const Comparison& first = *comparisons.front();
  const bool boasts = says_any_of(evaluation.claim, {"significant", "significantly", "significance"});
  Finding finding = about(evaluation, first);
  if (comparisons.size() > 1) finding.dataset = Name{};
  finding.severity = boasts ? Severity::error : Severity::warning;
  finding.message = fmt::format("the gain of {} over {} rests on fewer than {} seeds on {} ({} and {}){}{}",
                                first.method.str(), first.against.str(), wanted,
                                list(datasets_of(comparisons)), first.method_side.n, first.against_side.n,
                                exact_p_text(first), boasts ? ", and the claim says significant" : "");
  finding.evidence = {{"datasets", static_cast<std::int64_t>(comparisons.size())},
                      {"n_method", first.method_side.n},
                      {"n_against", first.against_side.n}};
  if (first.against_side.n >= 2) {
    finding.evidence.push_back(
        {"smallest_exact_p", stats::minimum_p_rank_sum(first.method_side.n, first.against_side.n)});
  }
  finding.remedy = seeds_up_to(study, comparisons, wanted);
  if (comparisons.size() == 1 && first.to_decide && first.to_decide->per_arm > wanted) {
    finding.remedy.text +=
        fmt::format("; {} per arm would find a gain of {} in {} % of studies", first.to_decide->per_arm,
                    quantity(*first.smallest_effect), quantity(100.0 * study.file().power));
  }
  return finding;
}

void check(const Study& study, FindingSink& out) {
  const auto wanted = static_cast<std::int64_t>(out.option("seeds"));
  const double spreads = out.option("huge_effect");
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    const Claim& claim = evaluation.claim;
    if (!evaluation.claims_superiority() || !claim.looks.empty() || claim.pairing == Pairing::fold) continue;
    for (const Name against : claim.against) {
      if (counts_datasets(evaluation, against)) continue;
      const auto few = comparisons_with(evaluation, against, [&](const Comparison& comparison) {
        return (is_short(study, comparison.method, comparison.method_side, wanted) ||
                is_short(study, against, comparison.against_side, wanted)) &&
               !has_single(study, comparison) && !counts_items(study, claim, comparison) &&
               !is_huge(study, claim, comparison, spreads);
      });
      if (!few.empty()) out.add(too_few(study, evaluation, few, wanted));
    }
  }
}

}  // namespace

Rule too_few_seeds() {
  return {.code = "ST102",
          .name = "too-few-seeds",
          .summary = "a claimed gain of which one side has two to four seeds",
          .group = "ST statistical evidence",
          .severity = Severity::warning,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {{"seeds", 5, "seeds per arm from which on the rule is quiet"},
                      {"huge_effect", 3,
                       "a gain of more standard deviations than this, with p below alpha / 10, is let "
                       "through"}},
          .check = check};
}

}  // namespace gainsay::audit::rules
