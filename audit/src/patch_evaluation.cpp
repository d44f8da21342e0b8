#include "gainsay/audit/patch_evaluation.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "comparison_family.h"
#include "patch_evidence.h"
#include "rule_writing.h"
#include "split_metrics.h"

namespace gainsay::audit {
namespace {

void adjust(std::vector<PatchMeasurement>& measurements) {
  std::vector<Comparison*> family;
  family.reserve(measurements.size());
  for (PatchMeasurement& measurement : measurements) family.push_back(&measurement.comparison);
  adjust_by_holm(family);
}

// What the claims of the fitting kind compare; empty where there is none.
std::vector<PatchMeasurement> claimed(const Study& study, const Patch& patch) {
  std::vector<PatchMeasurement> measurements;
  for (const ClaimEvaluation* evaluation : claims_of_patch(study, patch)) {
    if (!is_claim_about_the_cure(*evaluation, patch)) continue;
    const Claim& claim = evaluation->claim;
    for (const Comparison& comparison : evaluation->decisive) {
      if (comparison.against != patch.target) continue;
      measurements.push_back({fmt::format("{} (claim {})", claim.metric.str(), claim.id),
                              claim.kind == ClaimKind::more_stable ? "spread over seeds" : "", comparison});
    }
  }
  return measurements;
}

// The measurement is of the metric itself, and not of its spread, its worst group or its steps.
bool is_of_the_metric(const PatchMeasurement& measurement) {
  const std::string& metric = measurement.comparison.metric.str();
  return measurement.measure == metric || measurement.measure.starts_with(metric + " (claim") ||
         measurement.measure.starts_with(metric + " in the domain");
}

// The datasets on which the evidence does not already say how the metric changed.
std::vector<Name> datasets_elsewhere(const std::vector<PatchMeasurement>& evidence, Name metric,
                                     std::vector<Name> datasets) {
  for (const PatchMeasurement& measurement : evidence) {
    if (measurement.comparison.metric != metric || !is_of_the_metric(measurement)) continue;
    const auto& measured = measurement.comparison.datasets;
    std::erase_if(datasets, [&measured](Name dataset) {
      return std::ranges::find(measured, dataset) != measured.end();
    });
  }
  return datasets;
}

// Every test metric that both recorded, where it is not the evidence, and failed runs.
std::vector<PatchMeasurement> measure_elsewhere(const Study& study, const Patch& patch,
                                                const std::vector<PatchMeasurement>& evidence) {
  std::vector<PatchMeasurement> measurements;
  for (const auto& [metric, datasets] : shared_metrics(study, patch.method, patch.target)) {
    const bool of_a_split = is_validation_metric(metric) || is_training_metric(metric);
    const std::vector<Name> elsewhere = datasets_elsewhere(evidence, metric, datasets);
    if (!of_a_split && study.metric(metric).direction && !elsewhere.empty())
      measurements.push_back(measure_metric(study, patch, metric, elsewhere));
  }
  if (patch.pain_point != PainPoint::unstable_training) {
    for (PatchMeasurement& failures : measure_failures(study, patch))
      measurements.push_back(std::move(failures));
  }
  adjust(measurements);
  return measurements;
}

std::string names_of(const std::vector<PatchMeasurement>& evidence,
                     bool (PatchMeasurement::*holds)(double) const, double alpha) {
  std::string names;
  for (const PatchMeasurement& measurement : evidence) {
    if ((measurement.*holds)(alpha)) names += (names.empty() ? "" : ", ") + measurement.measure;
  }
  return names;
}

void judge(const Study& study, PatchEvaluation& evaluation) {
  const double alpha = study.file().alpha;
  const auto& evidence = evaluation.evidence;
  const std::string better = names_of(evidence, &PatchMeasurement::is_better, alpha);
  const std::string worse = names_of(evidence, &PatchMeasurement::is_worse, alpha);
  const bool any_gain = std::ranges::any_of(evidence, [](const PatchMeasurement& measurement) {
    return measurement.comparison.estimate.value_or(0.0) > 0.0;
  });
  const bool any_estimate = std::ranges::any_of(evidence, [](const PatchMeasurement& measurement) {
    return measurement.comparison.estimate.has_value();
  });
  if (evidence.empty()) {
    evaluation.verdict = PatchVerdict::not_measured;
    evaluation.reason = "nothing that both recorded measures the pain point";
  } else if (!worse.empty()) {
    evaluation.verdict = PatchVerdict::not_cured;
    evaluation.reason = fmt::format("it got worse: {}", worse);
  } else if (!better.empty()) {
    evaluation.verdict = PatchVerdict::proved;
    evaluation.reason = fmt::format("better beyond the noise: {}", better);
  } else if (any_gain || !any_estimate) {
    evaluation.verdict = PatchVerdict::undecided;
    evaluation.reason = any_gain ? "better, and not beyond the noise" : evidence.front().comparison.reason;
  } else {
    evaluation.verdict = PatchVerdict::not_cured;
    evaluation.reason = "no measurement of it is better than in the target";
  }
}

std::string cost_of(const std::vector<PatchMeasurement>& elsewhere, double alpha) {
  if (elsewhere.empty()) return "";
  const std::string worse = names_of(elsewhere, &PatchMeasurement::is_worse, alpha);
  return worse.empty() ? "nothing else got worse beyond the noise" : fmt::format("worse in {}", worse);
}

PatchEvaluation evaluate(const Study& study, const Patch& patch) {
  PatchEvaluation evaluation;
  evaluation.patch = patch;
  evaluation.evidence = claimed(study, patch);
  if (evaluation.evidence.empty()) evaluation.evidence = measure_pain_point(study, patch);
  adjust(evaluation.evidence);
  evaluation.elsewhere = measure_elsewhere(study, patch, evaluation.evidence);
  evaluation.cost = cost_of(evaluation.elsewhere, study.file().alpha);
  judge(study, evaluation);
  return evaluation;
}

}  // namespace

bool PatchMeasurement::is_better(double alpha) const {
  return comparison.p_adjusted && *comparison.p_adjusted < alpha && comparison.estimate.value_or(0.0) > 0.0;
}

bool PatchMeasurement::is_worse(double alpha) const {
  return comparison.p_adjusted && *comparison.p_adjusted < alpha && comparison.estimate.value_or(0.0) < 0.0;
}

std::string_view to_string(PatchVerdict verdict) {
  constexpr std::array<std::string_view, 4> names = {"proved", "undecided", "not cured", "not measured"};
  return names.at(static_cast<std::size_t>(verdict));
}

std::vector<PatchEvaluation> evaluate_patches(const Study& study) {
  std::vector<PatchEvaluation> evaluations;
  for (const Patch& patch : study.file().patches) evaluations.push_back(evaluate(study, patch));
  return evaluations;
}

}  // namespace gainsay::audit
