#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "gainsay/stats/brown_forsythe.h"
#include "gainsay/stats/summary.h"

#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Takes every declared patch (`[patches.METHOD]`) and looks for a measurement of the very pain point that it is said to
cure, in the method and in its target: a claim of the fitting kind, a metric or dataset that the patch names under
`evidence`, a stability metric for unstable training, a resource metric for a bottleneck, steps or epochs to a target
for slow convergence. It fires when there is none, and when what was measured is no better than in the target. When it
is better and the test cannot tell it from noise, the finding is open.

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
(1974), JASA 69, 364-367 (spread of two arms).
)";

using SharedMetrics = std::map<Name, std::vector<Name>>;  // metric -> datasets on which both methods have it

struct Measure {
  Name metric;
  std::vector<Name> datasets;
};

SharedMetrics shared_metrics(const Study& study, const Patch& patch) {
  SharedMetrics shared;
  for (const auto& [key, arm] : study.arms()) {
    if (key.method != patch.method || arm.n() == 0) continue;
    if (study.arm(patch.target, key.dataset, key.metric).n() > 0) shared[key.metric].push_back(key.dataset);
  }
  return shared;
}

std::vector<const ClaimEvaluation*> claims_of(const Study& study, const Patch& patch) {
  std::vector<const ClaimEvaluation*> claims;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    if (evaluation.claim.method == patch.method) claims.push_back(&evaluation);
  }
  return claims;
}

bool is_claim_about(ClaimKind kind, PainPoint pain_point) {
  switch (pain_point) {
    case PainPoint::unstable_training:
      return kind == ClaimKind::more_stable;
    case PainPoint::slow_convergence:
      return kind == ClaimKind::converges_faster;
    case PainPoint::bottleneck:
      return kind == ClaimKind::faster || kind == ClaimKind::cheaper;
    case PainPoint::poor_generalisation:
      return kind == ClaimKind::generalises;
    case PainPoint::extreme_cases:
    case PainPoint::missing_function:
      return false;
  }
  return false;
}

// A claim of the fitting kind against the target has rules and a verdict of its own.
bool is_claimed(const std::vector<const ClaimEvaluation*>& claims, const Patch& patch) {
  return std::ranges::any_of(claims, [&](const ClaimEvaluation* evaluation) {
    const auto& against = evaluation->claim.against;
    return is_claim_about(evaluation->claim.kind, patch.pain_point) &&
           std::ranges::find(against, patch.target) != against.end();
  });
}

bool is_metric_about(const Metric& metric, PainPoint pain_point) {
  const std::string& name = metric.name.str();
  const auto says = [&](std::string_view word) { return name.find(word) != std::string::npos; };
  if (pain_point == PainPoint::unstable_training) return metric.kind == MetricKind::stability;
  if (pain_point == PainPoint::bottleneck) return metric.kind == MetricKind::resource;
  return pain_point == PainPoint::slow_convergence && (says("step") || says("epoch") || says("convergence"));
}

// What `evidence` names: a metric, a part of a metric's name (a subset, a group), or a dataset under the
// claims' metrics.
void add_named(const Study& study, Name named, const SharedMetrics& shared,
               const std::vector<const ClaimEvaluation*>& claims, std::vector<Measure>& measures) {
  if (const auto exact = shared.find(study.canonical_metric(named)); exact != shared.end()) {
    measures.push_back({exact->first, exact->second});
    return;
  }
  for (const auto& [metric, datasets] : shared) {
    if (metric.str().find(named.str()) != std::string::npos) measures.push_back({metric, datasets});
  }
  for (const ClaimEvaluation* evaluation : claims) {
    const auto metric = shared.find(evaluation->claim.metric);
    if (metric != shared.end() && std::ranges::find(metric->second, named) != metric->second.end())
      measures.push_back({metric->first, {named}});
  }
}

std::vector<Measure> measures_of(const Study& study, const Patch& patch, const SharedMetrics& shared,
                                 const std::vector<const ClaimEvaluation*>& claims) {
  std::vector<Measure> measures;
  for (const Name named : patch.evidence) add_named(study, named, shared, claims, measures);
  if (!patch.evidence.empty()) return measures;
  for (const auto& [metric, datasets] : shared) {
    if (is_metric_about(study.metric(metric), patch.pain_point)) measures.push_back({metric, datasets});
  }
  return measures;
}

// The measured pain, method against target. Unstable training is a matter of spread unless the metric says
// stability.
std::optional<Comparison> compare(const Study& study, const Patch& patch, const Measure& measure) {
  const Metric metric = study.metric(measure.metric);
  if (!metric.direction) return std::nullopt;
  Claim asked;
  asked.method = patch.method;
  asked.against = {patch.target};
  asked.datasets = measure.datasets;
  asked.metric = measure.metric;
  asked.quantifier = Quantifier::average;
  asked.scope = Scope::these_datasets;
  asked.pairing = Pairing::none;
  const bool spread =
      patch.pain_point == PainPoint::unstable_training && metric.kind != MetricKind::stability;
  if (spread) asked.kind = ClaimKind::more_stable;
  asked.aggregate = !spread && measure.datasets.size() > 1 ? Aggregate::normalised : Aggregate::mean;
  return compare_over_datasets(study, asked, patch.target);
}

Finding base(const Patch& patch, const std::vector<const ClaimEvaluation*>& claims) {
  Finding finding;
  finding.severity = Severity::warning;
  finding.method = patch.method;
  finding.against = patch.target;
  if (!claims.empty()) finding.claim = claims.front()->claim.id;
  return finding;
}

// The spread of the claimed metric over seeds, where both arms have three runs.
std::string stored_spread(const Study& study, const Patch& patch, const SharedMetrics& shared,
                          const std::vector<const ClaimEvaluation*>& claims) {
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
                          const std::vector<const ClaimEvaluation*>& claims) {
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
                   const std::vector<const ClaimEvaluation*>& claims) {
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

Finding not_cured(const Study& study, const Patch& patch, const Comparison& comparison,
                  const std::vector<const ClaimEvaluation*>& claims) {
  const bool better = *comparison.estimate > 0.0;
  Finding finding = base(patch, claims);
  finding.kind = better ? FindingKind::open : FindingKind::fail;
  finding.dataset = comparison.dataset;
  finding.metric = comparison.metric;
  finding.runs = comparison.method_side.runs;
  finding.message =
      fmt::format("{} is said to cure {} of {}, and {} on {} {}: {}, p = {}", patch.method.str(),
                  to_string(patch.pain_point), patch.target.str(), comparison.metric.str(), where(comparison),
                  better ? "does not show it beyond the noise" : "is no better than before",
                  gain_text(comparison), quantity(*comparison.p, 2));
  const bool improved = std::ranges::any_of(claims, [](const ClaimEvaluation* evaluation) {
    return evaluation->verdict == ClaimVerdict::supported;
  });
  if (improved && !better) finding.message += "; what is claimed did improve, so that its cause is another";
  finding.evidence = {{"pain_point", std::string(to_string(patch.pain_point))},
                      {"estimate", *comparison.estimate},
                      {"interval_low", comparison.interval->low},
                      {"interval_high", comparison.interval->high},
                      {"p", *comparison.p}};
  if (better) {
    finding.remedy = more_seeds(study, comparison);
  } else {
    finding.remedy.text = "withdraw the pain point, or find out why the patch does not reach it";
  }
  return finding;
}

Finding without_direction(const Patch& patch, Name metric,
                          const std::vector<const ClaimEvaluation*>& claims) {
  Finding finding = base(patch, claims);
  finding.kind = FindingKind::open;
  finding.metric = metric;
  finding.message = fmt::format(
      "{} measures the pain point of {}, and nothing says in which direction it is better, or "
      "there are too few runs to compare",
      metric.str(), patch.target.str());
  finding.remedy.text =
      fmt::format("declare metrics.{}.direction and record at least 2 seeds of both methods", metric.str());
  return finding;
}

void check_patch(const Study& study, const Patch& patch, FindingSink& out) {
  const auto claims = claims_of(study, patch);
  if (is_claimed(claims, patch)) return;
  const SharedMetrics shared = shared_metrics(study, patch);
  const std::vector<Measure> measures = measures_of(study, patch, shared, claims);
  if (measures.empty()) {
    out.add(unmeasured(study, patch, shared, claims));
    return;
  }
  std::optional<Comparison> best;
  for (const Measure& measure : measures) {
    const auto comparison = compare(study, patch, measure);
    if (!comparison || !comparison->estimate) continue;
    if (comparison->verdict == Verdict::superior) return;
    if (!best || *comparison->p < *best->p || *best->estimate <= 0.0) best = comparison;
  }
  out.add(best ? not_cured(study, patch, *best, claims)
               : without_direction(patch, measures.front().metric, claims));
}

void check(const Study& study, FindingSink& out) {
  for (const Patch& patch : study.file().patches) check_patch(study, patch, out);
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
