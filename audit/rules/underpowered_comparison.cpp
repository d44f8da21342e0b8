#include <algorithm>

#include <fmt/format.h>

#include "gainsay/stats/t_power.h"

#include "claim_design.h"
#include "design_power.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Computes, for every comparison that a claimed gain rests on, the probability that the study finds a gain of the declared
smallest effect, and fires when it is below 80 %; below 50 % it is an error. When the test came out significant all the
same it is a note. It is quiet where the interval lies wholly above the smallest effect.

## Why it matters
A study that could not find the effect of interest says nothing when it finds none. And when it does find one, the gain
it prints is too large: only exaggerated differences pass. With a true gain of one standard deviation, significant
results overstate it by a factor of 2.0 at 3 seeds, 1.7 at 5 and 1.3 at 10. Of the comparisons on GLUE, many have less
than 80 % power.

## Example
Three seeds each, a spread of 0.004, a smallest effect of 0.005: power 22 %.

## What to do instead
Run the seeds that the finding names. Power is always taken at the declared effect, never at the gain seen: that would
only say the p value again.

## When it is wrong
When the spread is atypical (one crashed run in three): mend that first. The spread of so few runs is itself uncertain;
the second number of seeds allows for it.

## References
Card et al. (2020), EMNLP, "With little power comes great responsibility". Gelman and Carlin (2014), Perspect. Psychol.
Sci. 9, 641-651. Cohen (1988). Factors of exaggeration: own simulation.
)";

bool is_shown_to_matter(const Comparison& comparison, double margin) {
  return comparison.verdict == Verdict::superior && comparison.interval->low >= margin;
}

Severity severity_of(const Comparison& comparison, double error_power) {
  if (comparison.verdict == Verdict::superior) return Severity::note;
  return *comparison.power_at_smallest_effect < error_power ? Severity::error : Severity::warning;
}

std::string percent(double share) { return quantity(100.0 * share, 2) + " %"; }

// Seeds per arm against power, on the way to the wanted one: "5 seeds 35 %, 10 seeds 66 %".
std::string power_table(double effect, double sd, std::int64_t wanted, double alpha) {
  std::string text;
  for (const std::int64_t n : {wanted / 4, wanted / 2, wanted}) {
    if (n < 2) continue;
    const double power = stats::two_sample_t_power({.effect = effect, .sd = sd, .n_a = n, .n_b = n}, alpha);
    text += fmt::format("{}{} seeds {}", text.empty() ? "" : ", ", n, percent(power));
  }
  return text;
}

Remedy remedy(const Study& study, const ClaimEvaluation& evaluation, const Comparison& comparison) {
  const auto spread = spread_of_runs(study, evaluation.claim, comparison);
  const StudyFile& file = study.file();
  Remedy remedy;
  if (comparison.verdict == Verdict::superior && !spread) {
    remedy.text = "give the interval beside the gain: a gain of so small a study is likely to shrink";
    return remedy;
  }
  if (!spread) return more_seeds(study, comparison);
  const double effect = *comparison.smallest_effect;
  const std::int64_t df = comparison.method_side.n + comparison.against_side.n - 2;
  const auto wanted = plan_seeds(effect, {.sd = *spread, .df = df}, file, file.alpha);
  if (!wanted) {
    remedy.text = "declare a larger smallest_effect: no number of seeds that anybody runs finds this one";
    return remedy;
  }
  const std::int64_t runs = missing_runs(comparison, wanted->likely);
  const double planned = *spread * planning_factor(df, file);
  remedy =
      remedy_with_cost(fmt::format("{} for {} seeds in both arms ({})", count(runs, "more run"),
                                   wanted->likely, power_table(effect, planned, wanted->likely, file.alpha)),
                       runs, cost_of_runs(study, comparison, runs));
  remedy.runs_upper = missing_runs(comparison, wanted->upper);
  remedy.text += fmt::format("; up to {} allowing for how uncertain the spread is", *remedy.runs_upper);
  return remedy;
}

Finding underpowered(const Study& study, const ClaimEvaluation& evaluation, const Comparison& comparison,
                     double error_power) {
  const double power = *comparison.power_at_smallest_effect;
  const bool found = comparison.verdict == Verdict::superior;
  Finding finding = about(evaluation, comparison);
  finding.severity = severity_of(comparison, error_power);
  finding.message = fmt::format(
      "a gain of {} of {} over {} on {} would be found in {} of studies like this one{}{}",
      quantity(*comparison.smallest_effect), comparison.method.str(), comparison.against.str(),
      where(comparison), percent(power), found ? ": the gain that was found is likely to be exaggerated" : "",
      comparison.minimum_detectable_effect
          ? fmt::format(" (only gains of {} are in {})", quantity(*comparison.minimum_detectable_effect),
                        percent(study.file().power))
          : "");
  finding.evidence = {{"power_at_smallest_effect", power},
                      {"smallest_effect", *comparison.smallest_effect},
                      {"n_method", comparison.method_side.n},
                      {"n_against", comparison.against_side.n},
                      {"estimate", *comparison.estimate}};
  if (comparison.minimum_detectable_effect) {
    finding.evidence.push_back({"minimum_detectable_effect", *comparison.minimum_detectable_effect});
  }
  finding.remedy = remedy(study, evaluation, comparison);
  return finding;
}

void check(const Study& study, FindingSink& out) {
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    const auto margin = margin_of_estimates(evaluation);
    if (!evaluation.claims_superiority() || !margin) continue;
    for (const Comparison& comparison : evaluation.decisive) {
      const auto power = comparison.power_at_smallest_effect;
      if (!power || *power >= out.option("power") || is_shown_to_matter(comparison, *margin)) continue;
      out.add(underpowered(study, evaluation, comparison, out.option("error_power")));
    }
  }
}

}  // namespace

Rule underpowered_comparison() {
  return {.code = "ST106",
          .name = "underpowered-comparison",
          .summary = "a design that is unlikely to find the smallest effect of interest",
          .group = "ST statistical evidence",
          .severity = Severity::warning,
          .certainty = Certainty::statistical,
          .since = "0.1.0",
          .explanation = page,
          .options = {{"power", 0.8, "at the smallest effect; below this the rule fires"},
                      {"error_power", 0.5, "below this it is an error"}},
          .check = check};
}

}  // namespace gainsay::audit::rules
