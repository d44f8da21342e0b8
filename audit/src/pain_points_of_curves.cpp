#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "gainsay/stats/kaplan_meier.h"

#include "arm_measures.h"
#include "pain_point_search.h"
#include "rule_writing.h"
#include "split_metrics.h"
#include "steps_comparison.h"

namespace gainsay::audit {
namespace {

constexpr double slow_share = 0.5;  // of its own steps, before it is called slow where nothing is compared

std::vector<Name> datasets_of_curve(const Study& study, Name method, Name metric) {
  std::vector<Name> datasets;
  for (const Dataset& dataset : study.datasets()) {
    if (!dataset.declaration.smoke && converged_level(study, method, dataset.name, metric))
      datasets.push_back(dataset.name);
  }
  return datasets;
}

// The curve of a searched metric, else of its validation, else the first whose direction is known.
std::optional<Name> curve_to_search(const Study& study, Name method) {
  const auto usable = [&](Name metric) { return !datasets_of_curve(study, method, metric).empty(); };
  for (const Name metric : searched_metrics(study, method)) {
    const Name validation = study.canonical_metric(Name("val_" + metric.str()));
    for (const Name candidate : {metric, validation}) {
      if (usable(candidate)) return candidate;
    }
  }
  std::set<Name> recorded;
  for (const tracker::Run* run : study.runs_of(method, Name{}, tracker::Purpose::final)) {
    for (const tracker::CurveSummary& curve : run->curves)
      recorded.insert(study.canonical_metric(curve.metric));
  }
  const auto found = std::ranges::find_if(recorded, usable);
  return found == recorded.end() ? std::nullopt : std::optional(*found);
}

std::string not_there(std::int64_t missing, std::int64_t all) {
  return missing == 0 ? "" : fmt::format("{} of {} did not get there", count(missing, "run"), all);
}

// The other method that gets to this method's level at the highest rate; true where one is faster.
bool search_faster(const Study& study, Name method, Name metric, PainPointLedger& ledger) {
  std::optional<PatchMeasurement> fastest;
  std::optional<std::size_t> test;
  for (const Name other : other_methods(study, method)) {
    Patch faster;
    faster.method = other;
    faster.target = method;
    for (const PatchMeasurement& steps : compare_steps(study, faster, metric)) {
      if (!steps.comparison.p || !steps.comparison.estimate) continue;
      const std::size_t number = ledger.count(*steps.comparison.p);
      if (fastest && *fastest->comparison.estimate >= *steps.comparison.estimate) continue;
      fastest = steps;
      test = number;
    }
  }
  if (!fastest || *fastest->comparison.estimate <= 0.0) return false;
  const Comparison& comparison = fastest->comparison;
  PainPointCandidate candidate;
  candidate.pain_point = PainPoint::slow_convergence;
  candidate.what = fmt::format("steps to 95 % of its own gain in {} on {}", metric.str(), where(comparison));
  candidate.reference = comparison.method.str();
  candidate.value = comparison.against_side.mean;
  candidate.reference_value = comparison.method_side.mean;
  candidate.shortfall = comparison.estimate;
  candidate.interval = comparison.interval;
  candidate.unit = fastest->unit;
  candidate.test = comparison.test;
  candidate.size = *comparison.estimate;
  candidate.detail = not_there(comparison.against_side.n_failed, comparison.against_side.n);
  candidate.evidence = {metric.str()};
  ledger.add(std::move(candidate), test);
  return true;
}

double longest(const StepsToLevel& steps) { return std::ranges::max(steps.steps); }

// By itself: the share of its steps after which half of its runs are there.
void search_alone(const Study& study, Name method, Name dataset, Name metric, PainPointLedger& ledger) {
  const double level = *converged_level(study, method, dataset, metric);
  const StepsToLevel steps = steps_to_level(study, method, dataset, metric, level);
  double budget = 0.0;
  for (const tracker::Run* run : study.runs_of(method, dataset, tracker::Purpose::final)) {
    const tracker::CurveSummary* curve = metric_curve(study, *run, metric);
    if (curve != nullptr) budget = std::max(budget, static_cast<double>(curve->last_step));
  }
  if (steps.steps.empty() || !(budget > 0.0)) return;
  const auto half = stats::kaplan_meier({steps.steps, steps.reached}, stats::SurvivalInterval::log_log,
                                        1.0 - study.file().alpha);
  const double median = half.median.value_or(longest(steps));
  if (half.median && median <= slow_share * budget) return;
  PainPointCandidate candidate;
  candidate.pain_point = PainPoint::slow_convergence;
  candidate.what = fmt::format("steps to {} in {} on {}", quantity(level), metric.str(), dataset.str());
  candidate.reference = "its last step";
  candidate.value = half.median;
  candidate.reference_value = budget;
  candidate.shortfall = median / budget;
  if (half.median_low && half.median_high) {
    candidate.interval =
        stats::Interval{*half.median_low / budget, *half.median_high / budget, half.confidence};
  }
  candidate.unit = "share of its steps";
  candidate.reason = "no other method has the curve and is faster";
  candidate.size = median / budget;
  candidate.detail = not_there(half.n - half.n_events, half.n);
  candidate.evidence = {metric.str()};
  ledger.add(std::move(candidate), std::nullopt);
}

}  // namespace

void search_convergence(const Study& study, Name method, PainPointLedger& ledger) {
  const auto metric = curve_to_search(study, method);
  if (!metric) {
    ledger.note("no curve with a known direction is recorded, so that convergence cannot be looked at");
    return;
  }
  if (search_faster(study, method, *metric, ledger)) return;
  for (const Name dataset : datasets_of_curve(study, method, *metric))
    search_alone(study, method, dataset, *metric, ledger);
}

}  // namespace gainsay::audit
