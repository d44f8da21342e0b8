#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "gainsay/audit/patch_evaluation.h"
#include "gainsay/stats/brown_forsythe.h"
#include "gainsay/stats/summary.h"

#include "evidence_runs.h"
#include "patch_evidence.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Takes every declared patch (`[patches.METHOD]`) and looks for a measurement of the very pain point that it is said to
cure, in the method and in its target: a claim of the fitting kind; else what the patch names under `evidence` (a metric,
a part of a metric's name, a dataset, a group of items, a curve); else what the kind asks for. Extreme cases: the worst
group of the items and their 10 % tail, from item scores. Bottleneck: resource metrics. Unstable training: stability
metrics, the spread over seeds from 10 an arm on, failed runs. Slow convergence: steps to 95 % of what the target gains, by
curves (log-rank, runs that do not get there censored), or a metric that counts steps. Missing function and poor
generalisation: domain by domain, from two domains on. It fires when there is none, and when what was measured is no
better than in the target, or worse beyond the noise in any of it. When it is better and the test (Holm over the
measurements) cannot tell it from noise, the finding is open. `gainsay value` shows every measurement, and what the patch
cost elsewhere.

## Why it matters
A patch that raises the average may have left the pain where it was: the gain then has another cause than the one
the paper gives. The claim to have cured something is shown by measuring that something.

## Example
"Gradient clipping cures unstable training": shown is the mean of the best runs, 0.4 points up. The spread over seeds is
the same as before.

## What to do instead
Name what measures the pain (`evidence`), record it in both methods and claim it. The finding says what the stored runs
give already.

## When it is wrong
When the measurement goes by a name that says nothing: list it under `evidence`.

## References
Lipton and Steinhardt (2019), Queue 17(1), "Troubling trends in machine learning scholarship". Brown and Forsythe
(1974), JASA 69, 364-367 (spread of two arms). Peto and Peto (1972), JRSS A 135, 185-207 (log-rank test).
)";

using Claims = std::vector<const ClaimEvaluation*>;

Finding base(const Patch& patch, const Claims& claims) {
  Finding finding;
  finding.severity = Severity::warning;
  finding.method = patch.method;
  finding.against = patch.target;
  if (!claims.empty()) finding.claim = claims.front()->claim.id;
  return finding;
}

// The spread of the claimed metric over seeds, where both arms have three runs.
std::string stored_spread(const Study& study, const Patch& patch, const SharedMetrics& shared,
                          const Claims& claims) {
  for (const ClaimEvaluation* evaluation : claims) {
    const auto metric = shared.find(evaluation->claim.metric);
    if (metric == shared.end()) continue;
    for (const Name dataset : metric->second) {
      const auto own = study.arm(patch.method, dataset, metric->first).values();
      const auto other = study.arm(patch.target, dataset, metric->first).values();
      if (own.size() < 3 || other.size() < 3) continue;
      const auto sd = [](const std::vector<double>& values) { return *stats::summarize(values).sd; };
      if (sd(own) == 0.0 || sd(other) == 0.0) continue;
      return fmt::format(
          " (stored runs give sd {} against {} in {} on {}, Brown-Forsythe p = {}; 10 seeds an arm are "
          "asked for)",
          quantity(sd(own), 2), quantity(sd(other), 2), metric->first.str(), dataset.str(),
          quantity(stats::brown_forsythe(own, other).p_value, 2));
    }
  }
  return "";
}

std::string what_measures(const Study& study, const Patch& patch, const SharedMetrics& shared,
                          const Claims& claims) {
  switch (patch.pain_point) {
    case PainPoint::unstable_training:
      return "claim more-stable, or record a stability metric in both" +
             stored_spread(study, patch, shared, claims);
    case PainPoint::slow_convergence:
      return "record the steps to a common target in both, and claim converges-faster";
    case PainPoint::bottleneck:
      return "record time or memory of that part in both, and claim faster or cheaper";
    case PainPoint::poor_generalisation:
      return "name the datasets on which the target fails, and claim generalises";
    case PainPoint::extreme_cases:
      return "record the metric on those cases (a subset, the worst group, a tail quantile) in both";
    case PainPoint::missing_function:
      return "record a metric that only the new function can score on, in both";
  }
  return "";
}

Finding unmeasured(const Study& study, const Patch& patch, const SharedMetrics& shared,
                   const Claims& claims) {
  Finding finding = base(patch, claims);
  finding.message = fmt::format("{} is said to cure {} of {}, and nothing that both recorded measures it",
                                patch.method.str(), to_string(patch.pain_point), patch.target.str());
  finding.evidence = {{"pain_point", std::string(to_string(patch.pain_point))},
                      {"metrics_of_both", static_cast<std::int64_t>(shared.size())},
                      {"named_evidence", static_cast<std::int64_t>(patch.evidence.size())}};
  finding.remedy.text = fmt::format("{}; name it in patches.{}.evidence",
                                    what_measures(study, patch, shared, claims), patch.method.str());
  return finding;
}

// The measurement that decides: the worst of those that are no better, else the one nearest to proof.
const PatchMeasurement& decisive(const std::vector<PatchMeasurement>& evidence) {
  return *std::ranges::min_element(evidence, {}, [](const PatchMeasurement& measurement) {
    const Comparison& comparison = measurement.comparison;
    const bool better = comparison.estimate.value_or(0.0) > 0.0;
    return std::tuple(!comparison.p, better, comparison.p.value_or(1.0));
  });
}

Finding not_cured(const Study& study, const PatchEvaluation& evaluation, const Claims& claims) {
  const Patch& patch = evaluation.patch;
  const PatchMeasurement& measurement = decisive(evaluation.evidence);
  const Comparison& comparison = measurement.comparison;
  const bool open = evaluation.verdict == PatchVerdict::undecided;
  Finding finding = base(patch, claims);
  finding.kind = open ? FindingKind::open : FindingKind::fail;
  finding.dataset = comparison.dataset;
  finding.metric = comparison.metric;
  finding.runs = ids_of(comparison.method_side.runs);
  finding.message =
      fmt::format("{} is said to cure {} of {}, and {} on {} {}: {}, p = {}", patch.method.str(),
                  to_string(patch.pain_point), patch.target.str(), measurement.measure, where(comparison),
                  open ? "does not show it beyond the noise" : "is no better than before",
                  gain_text(comparison), quantity(*comparison.p, 2));
  const bool improved = std::ranges::any_of(
      claims, [](const ClaimEvaluation* claim) { return claim->verdict == ClaimVerdict::supported; });
  if (improved && !open) finding.message += "; what is claimed did improve, so that its cause is another";
  finding.evidence = {{"pain_point", std::string(to_string(patch.pain_point))},
                      {"estimate", *comparison.estimate},
                      {"p", *comparison.p},
                      {"p_adjusted", *comparison.p_adjusted},
                      {"measurements", std::ssize(evaluation.evidence)}};
  if (comparison.interval) {
    finding.evidence.push_back({"interval_low", comparison.interval->low});
    finding.evidence.push_back({"interval_high", comparison.interval->high});
  }
  if (open) {
    finding.remedy = more_seeds(study, comparison);
  } else {
    finding.remedy.text = "withdraw the pain point, or find out why the patch does not reach it";
  }
  return finding;
}

Finding not_compared(const PatchEvaluation& evaluation, const Claims& claims) {
  const PatchMeasurement& measurement = evaluation.evidence.front();
  Finding finding = base(evaluation.patch, claims);
  finding.kind = FindingKind::open;
  finding.metric = measurement.comparison.metric;
  finding.message = fmt::format("{} measures the pain point of {}, and the two cannot be compared: {}",
                                measurement.measure, evaluation.patch.target.str(), evaluation.reason);
  finding.remedy.text =
      fmt::format("declare metrics.{}.direction and record at least 2 seeds of both methods",
                  measurement.comparison.metric.str());
  return finding;
}

void check_patch(const Study& study, const PatchEvaluation& evaluation, FindingSink& out) {
  const Patch& patch = evaluation.patch;
  const Claims claims = claims_of_patch(study, patch);
  const bool claimed = std::ranges::any_of(
      claims, [&patch](const ClaimEvaluation* claim) { return is_claim_about_the_cure(*claim, patch); });
  if (claimed || evaluation.verdict == PatchVerdict::proved) return;  // that claim has rules of its own
  const auto has_p = [](const PatchMeasurement& measurement) { return measurement.comparison.p.has_value(); };
  if (evaluation.verdict == PatchVerdict::not_measured) {
    out.add(unmeasured(study, patch, shared_metrics(study, patch.method, patch.target), claims));
  } else if (std::ranges::none_of(evaluation.evidence, has_p)) {
    out.add(not_compared(evaluation, claims));
  } else {
    out.add(not_cured(study, evaluation, claims));
  }
}

void check(const Study& study, FindingSink& out) {
  for (const PatchEvaluation& evaluation : evaluate_patches(study)) check_patch(study, evaluation, out);
  if (study.file().patches.empty() && !study.evaluations().empty()) {
    out.add(not_applicable("no patch is declared, so that no pain point is known",
                           "declare patches.METHOD.pain_point and target"));
  }
}

}  // namespace

Rule pain_point_unmeasured() {
  return {.code = "VA902",
          .name = "pain-point-unmeasured",
          .summary = "a patch whose pain point was not measured, or did not improve",
          .group = "VA value and wording",
          .severity = Severity::warning,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
