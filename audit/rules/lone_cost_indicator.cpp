#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "gainsay/stats/summary.h"
#include "gainsay/stats/welch_t_test.h"

#include "arms.h"
#include "rule_writing.h"

namespace gainsay::audit::rules {
namespace {

constexpr std::string_view page = R"(
## What it does
Looks at claims that something is faster or cheaper (or better in a resource metric) and fires when that metric is the only
cost recorded for both methods, or when another recorded cost is higher while neither the words of the claim nor another
claim mention it. A cost that varies from run to run counts as higher when the interval of its difference says so.

## Why it matters
Costs disagree: a sparse model has fewer operations and may take longer, a deeper one has fewer parameters and needs more
memory. Which method is "efficient" then depends on the indicator that was chosen.

## Example
"Half the parameters", and 1.4 times the seconds per epoch.

## What to do instead
Give at least two of parameters, operations, memory and wall time, and say where they disagree. Wall time stands in every
run that Gainsay recorded; the finding names it.

## When it is wrong
When one cost is what the claim is about and its words say so ("on devices with 1 MB of memory, at the price of seconds").

## References
Dehghani et al. (2022), ICLR, "The efficiency misnomer".
)";

// One cost of both sides of a comparison.
struct Cost {
  Name metric;
  double ours = 0.0;
  double theirs = 0.0;
  bool is_worse = false;  // shown to be, where it varies
};

bool varies(const std::vector<double>& values) {
  return values.size() > 1 && *stats::summarize(values).sd > 0.0;
}

// Higher cost of the method; `sign` is that of the metric's direction.
bool is_shown_worse(const std::vector<double>& ours, const std::vector<double>& theirs, double sign,
                    double confidence) {
  const double gain = sign * (stats::summarize(ours).mean - stats::summarize(theirs).mean);
  if (!varies(ours) && !varies(theirs)) return gain < 0.0;
  if (ours.size() < 2 || theirs.size() < 2) return false;
  const auto interval = stats::welch_t_test(ours, theirs, confidence).interval;
  return sign > 0.0 ? interval.high < 0.0 : interval.low > 0.0;
}

// The costs, other than the claim's, that both arms have as results.
std::vector<Cost> other_costs(const Study& study, const Comparison& comparison) {
  std::vector<Cost> costs;
  for (const Arm* arm : arms_of(study, comparison.method, comparison.dataset)) {
    const Metric metric = study.metric(arm->metric);
    const Arm& against = study.arm(comparison.against, comparison.dataset, arm->metric);
    const bool both = arm->n() > 0 && against.n() > 0;
    if (metric.kind != MetricKind::resource || !metric.direction || !both || arm->metric == comparison.metric)
      continue;
    const std::vector<double> ours = arm->values();
    const std::vector<double> theirs = against.values();
    costs.push_back({arm->metric, stats::summarize(ours).mean, stats::summarize(theirs).mean,
                     is_shown_worse(ours, theirs, metric.sign(), 1.0 - study.file().alpha)});
  }
  return costs;
}

// The claim's words name the cost, or another claim is about it.
bool is_mentioned(const Study& study, const Claim& claim, Name cost) {
  std::string words = cost.str();
  std::ranges::replace(words, '_', ' ');
  if (says_any_of(claim, {words})) return true;
  return std::ranges::any_of(study.evaluations(), [&](const ClaimEvaluation& other) {
    return other.claim.method == claim.method && study.canonical_metric(other.claim.metric) == cost;
  });
}

// Mean seconds of the arm's runs by their own clock; nothing when one has none.
std::optional<double> mean_seconds(const Arm& arm) {
  double sum = 0.0;
  for (const tracker::Run* run : arm.evidence) {
    const auto seconds = run_seconds(*run);
    if (!seconds) return std::nullopt;
    sum += *seconds;
  }
  if (arm.evidence.empty()) return std::nullopt;
  return sum / static_cast<double>(arm.evidence.size());
}

Remedy another_cost(const Study& study, const Comparison& comparison) {
  const auto ours = mean_seconds(study.arm(comparison.method, comparison.dataset, comparison.metric));
  const auto theirs = mean_seconds(study.arm(comparison.against, comparison.dataset, comparison.metric));
  if (ours && theirs) {
    Remedy remedy;
    remedy.text =
        fmt::format("add the wall time, which the runs have: {} for {} and {} for {} (no run is needed)",
                    duration(*ours), comparison.method.str(), duration(*theirs), comparison.against.str());
    remedy.runs = 0;
    return remedy;
  }
  const std::int64_t runs = comparison.method_side.n + comparison.against_side.n;
  return remedy_with_cost(
      fmt::format("log a second cost (wall_seconds, peak_memory, n_parameters) and run both again: {}",
                  count(runs, "run")),
      runs, cost_of_runs(study, comparison, runs));
}

Finding lone(const Study& study, const ClaimEvaluation& evaluation, const Comparison& comparison) {
  Finding finding = about(evaluation, comparison);
  finding.severity = Severity::warning;
  finding.message =
      fmt::format("{} is the only cost recorded of both {} and {} on {}", comparison.metric.str(),
                  comparison.method.str(), comparison.against.str(), comparison.dataset.str());
  finding.evidence = {{"cost_indicators", std::int64_t{1}}};
  finding.remedy = another_cost(study, comparison);
  return finding;
}

Finding disagreeing(const ClaimEvaluation& evaluation, const Comparison& comparison, const Cost& cost,
                    std::int64_t indicators) {
  Finding finding = about(evaluation, comparison);
  finding.severity = Severity::warning;
  finding.message =
      fmt::format("{} is better in {} and worse in {} on {}: {} against {} of {}", comparison.method.str(),
                  comparison.metric.str(), cost.metric.str(), comparison.dataset.str(),
                  quantity(cost.ours, 4), quantity(cost.theirs, 4), comparison.against.str());
  finding.evidence = {{"cost_indicators", indicators},
                      {"worse_in", cost.metric.str()},
                      {"method", cost.ours},
                      {"against", cost.theirs}};
  finding.remedy.text =
      fmt::format("name {} in the claim, with both numbers (no run is needed)", cost.metric.str());
  finding.remedy.runs = 0;
  return finding;
}

bool is_about_cost(const Study& study, const ClaimEvaluation& evaluation) {
  return evaluation.claims_superiority() && evaluation.claim.kind != ClaimKind::more_stable &&
         evaluation.claim.kind != ClaimKind::component_matters &&
         study.metric(evaluation.claim.metric).kind == MetricKind::resource;
}

void check_comparison(const Study& study, const ClaimEvaluation& evaluation, const Comparison& comparison,
                      FindingSink& out) {
  const std::vector<Cost> costs = other_costs(study, comparison);
  if (costs.empty()) {
    out.add(lone(study, evaluation, comparison));
    return;
  }
  const double gain =
      study.metric(comparison.metric).sign() * (*comparison.method_side.mean - *comparison.against_side.mean);
  if (!(gain > 0.0)) return;
  for (const Cost& cost : costs) {
    if (cost.is_worse && !is_mentioned(study, evaluation.claim, cost.metric))
      out.add(disagreeing(evaluation, comparison, cost, std::ssize(costs) + 1));
  }
}

void check(const Study& study, FindingSink& out) {
  bool any = false;
  bool any_measured = false;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    if (!is_about_cost(study, evaluation)) continue;
    any = true;
    for (const Comparison& comparison : evaluation.comparisons) {
      if (comparison.method_side.n == 0 || comparison.against_side.n == 0) continue;
      any_measured = true;
      check_comparison(study, evaluation, comparison, out);
    }
  }
  if (any && !any_measured) {
    out.add(not_applicable("the cost that a claim is about was not recorded for both methods",
                           "record the claim's metric in runs of both"));
  }
}

}  // namespace

Rule lone_cost_indicator() {
  return {.code = "RS602",
          .name = "lone-cost-indicator",
          .summary = "a claim of low cost by one indicator, or by the only one that is better",
          .group = "RS resources",
          .severity = Severity::warning,
          .certainty = Certainty::deterministic,
          .since = "0.1.0",
          .explanation = page,
          .options = {},
          .check = check};
}

}  // namespace gainsay::audit::rules
