#include "patch_evidence.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>
#include <stdexcept>

#include <fmt/format.h>

#include "gainsay/stats/summary.h"
#include "gainsay/stats/welch_t_test.h"

#include "arm_measures.h"
#include "claim_resolution.h"
#include "rule_writing.h"
#include "split_metrics.h"
#include "steps_comparison.h"
#include "testing.h"

namespace gainsay::audit {
namespace {

constexpr std::int64_t runs_for_spread = 10;  // in either arm; below, a test of spread finds nothing
constexpr double tail = 0.1;

using ArmMeasure = std::function<std::vector<double>(const Study&, const Arm&)>;

bool is_smoke(const Study& study, Name name) {
  const Dataset* dataset = study.dataset(name);
  return dataset != nullptr && dataset->declaration.smoke;
}

Comparison empty_comparison(const Patch& patch, Name metric, const std::vector<Name>& datasets) {
  Comparison comparison;
  comparison.method = patch.method;
  comparison.against = patch.target;
  comparison.metric = metric;
  comparison.datasets = datasets;
  if (datasets.size() == 1) comparison.dataset = datasets.front();
  return comparison;
}

void add_values(Side& side, const std::vector<double>& values, std::size_t datasets) {
  side.n += std::ssize(values);
  side.mean = side.mean.value_or(0.0) + stats::summarize(values).mean / static_cast<double>(datasets);
}

// Patch against target in a measure of their arms: Welch's t on each dataset, the mean over them; over
// several as a share of the target's. Datasets on which either has fewer than two values are left out.
std::vector<PatchMeasurement> measure_arms(const Study& study, const Patch& patch, Name metric,
                                           const std::vector<Name>& datasets, const std::string& name,
                                           const ArmMeasure& measure) {
  struct Pair {
    Name dataset;
    std::vector<double> of_patch;
    std::vector<double> of_target;
  };
  std::vector<Pair> pairs;
  for (const Name dataset : datasets) {
    Pair pair{dataset, measure(study, study.arm(patch.method, dataset, metric)),
              measure(study, study.arm(patch.target, dataset, metric))};
    if (pair.of_patch.size() >= 2 && pair.of_target.size() >= 2) pairs.push_back(std::move(pair));
  }
  if (pairs.empty() || !study.metric(metric).direction) return {};
  std::vector<Name> measured;
  for (const Pair& pair : pairs) measured.push_back(pair.dataset);
  PatchMeasurement result{name, pairs.size() > 1 ? std::string(share_of_target) : std::string(),
                          empty_comparison(patch, metric, measured)};
  Tested tested;
  std::vector<stats::Estimate> estimates;
  for (const Pair& pair : pairs) {
    add_values(result.comparison.method_side, pair.of_patch, pairs.size());
    add_values(result.comparison.against_side, pair.of_target, pairs.size());
    const double scale = pairs.size() > 1 ? std::abs(stats::summarize(pair.of_target).mean) : 1.0;
    try {
      const auto welch = stats::welch_t_test(pair.of_patch, pair.of_target);
      if (!(scale > 0.0)) throw std::domain_error("the target's mean is 0");
      const double sign = study.metric(metric).sign() / scale;
      estimates.push_back({sign * welch.estimate, std::abs(sign) * welch.standard_error, welch.df});
    } catch (const std::domain_error& refusal) {
      tested.reason = fmt::format("{}: {}", pair.dataset.str(), refusal.what());
    }
  }
  if (tested.reason.empty()) {
    tested.test = "welch-t";
    tested.estimate = stats::mean_of_estimates(estimates);
  }
  conclude(result.comparison, tested, study.file().alpha, std::nullopt);
  return {result};
}

void append(std::vector<PatchMeasurement>& all, std::vector<PatchMeasurement> more) {
  std::ranges::move(more, std::back_inserter(all));
}

// The metrics that the claims about the patch are about and both recorded; without a claim, every quality
// metric that is not of a training or validation split.
std::vector<Name> main_metrics(const Study& study, const Patch& patch, const SharedMetrics& shared) {
  std::set<Name> metrics;
  for (const ClaimEvaluation* evaluation : claims_of_patch(study, patch)) {
    if (shared.contains(evaluation->claim.metric)) metrics.insert(evaluation->claim.metric);
  }
  if (!metrics.empty()) return {metrics.begin(), metrics.end()};
  for (const auto& [metric, datasets] : shared) {
    const bool of_a_split = is_validation_metric(metric) || is_training_metric(metric);
    const Metric known = study.metric(metric);
    if (!of_a_split && known.kind == MetricKind::quality && known.direction) metrics.insert(metric);
  }
  return {metrics.begin(), metrics.end()};
}

std::vector<PatchMeasurement> measure_extremes(const Study& study, const Patch& patch,
                                               const SharedMetrics& shared) {
  std::vector<PatchMeasurement> measurements;
  for (const Name metric : main_metrics(study, patch, shared)) {
    append(measurements, measure_arms(study, patch, metric, shared.at(metric),
                                      fmt::format("worst group of {}", metric.str()), worst_group_scores));
    append(measurements,
           measure_arms(study, patch, metric, shared.at(metric), fmt::format("10 % tail of {}", metric.str()),
                        [](const Study& s, const Arm& arm) { return tail_scores(s, arm, tail); }));
  }
  return measurements;
}

std::vector<PatchMeasurement> measure_kind(const Study& study, const Patch& patch,
                                           const SharedMetrics& shared, MetricKind kind) {
  std::vector<PatchMeasurement> measurements;
  for (const auto& [metric, datasets] : shared) {
    if (study.metric(metric).kind == kind)
      measurements.push_back(measure_metric(study, patch, metric, datasets));
  }
  return measurements;
}

std::vector<PatchMeasurement> measure_instability(const Study& study, const Patch& patch,
                                                  const SharedMetrics& shared) {
  std::vector<PatchMeasurement> measurements = measure_kind(study, patch, shared, MetricKind::stability);
  for (const Name metric : main_metrics(study, patch, shared)) {
    std::vector<Name> datasets = shared.at(metric);
    std::erase_if(datasets, [&](Name dataset) {
      return study.arm(patch.method, dataset, metric).n() < runs_for_spread ||
             study.arm(patch.target, dataset, metric).n() < runs_for_spread;
    });
    if (!datasets.empty())
      measurements.push_back(measure_metric(study, patch, metric, datasets, ClaimKind::more_stable));
  }
  append(measurements, measure_failures(study, patch));
  return measurements;
}

bool counts_steps(Name metric) {
  const std::string& name = metric.str();
  const auto says = [&](std::string_view word) { return name.find(word) != std::string::npos; };
  return says("step") || says("epoch") || says("convergence");
}

// A curve of the claimed metric or of its validation; else the first of another metric whose direction is
// known.
std::vector<Name> convergence_curves(const Study& study, const Patch& patch, const SharedMetrics& shared) {
  const auto both = [&](Name metric) { return !datasets_with_curves(study, patch, metric).empty(); };
  for (const Name metric : main_metrics(study, patch, shared)) {
    if (both(metric)) return {metric};
    if (const Name validation("val_" + metric.str()); both(study.canonical_metric(validation)))
      return {study.canonical_metric(validation)};
  }
  std::set<Name> recorded;
  for (const tracker::Run* run : study.runs_of(patch.target, Name{}, tracker::Purpose::final)) {
    for (const tracker::CurveSummary& curve : run->curves)
      recorded.insert(study.canonical_metric(curve.metric));
  }
  const auto found = std::ranges::find_if(recorded, both);
  return found == recorded.end() ? std::vector<Name>{} : std::vector<Name>{*found};
}

std::vector<PatchMeasurement> measure_convergence(const Study& study, const Patch& patch,
                                                  const SharedMetrics& shared) {
  std::vector<PatchMeasurement> measurements;
  for (const auto& [metric, datasets] : shared) {
    if (counts_steps(metric)) measurements.push_back(measure_metric(study, patch, metric, datasets));
  }
  if (!measurements.empty()) return measurements;
  for (const Name metric : convergence_curves(study, patch, shared))
    append(measurements, compare_steps(study, patch, metric));
  return measurements;
}

std::string domain_of(const Study& study, Name name) {
  const Dataset* dataset = study.dataset(name);
  return dataset == nullptr ? "" : dataset->declaration.domain.str();
}

std::vector<PatchMeasurement> measure_domains(const Study& study, const Patch& patch,
                                              const SharedMetrics& shared) {
  std::vector<PatchMeasurement> measurements;
  for (const Name metric : main_metrics(study, patch, shared)) {
    std::map<std::string, std::vector<Name>> by_domain;
    for (const Name dataset : shared.at(metric)) {
      const std::string domain = domain_of(study, dataset);
      if (!domain.empty()) by_domain[domain].push_back(dataset);
    }
    if (by_domain.size() < 2) continue;
    for (const auto& [domain, datasets] : by_domain) {
      PatchMeasurement measurement = measure_metric(study, patch, metric, datasets);
      measurement.measure = fmt::format("{} in the domain {}", metric.str(), domain);
      measurements.push_back(std::move(measurement));
    }
  }
  return measurements;
}

bool has_group(const Study& study, const Patch& patch, Name metric, const std::vector<Name>& datasets,
               const std::string& group) {
  return std::ranges::any_of(datasets, [&](Name dataset) {
    return !group_scores(study, study.arm(patch.target, dataset, metric), group).empty();
  });
}

// A dataset under the main metrics, or a group of their items.
std::vector<PatchMeasurement> measure_named_part(const Study& study, const Patch& patch, Name named,
                                                 const SharedMetrics& shared) {
  std::vector<PatchMeasurement> measurements;
  for (const Name metric : main_metrics(study, patch, shared)) {
    const auto& datasets = shared.at(metric);
    if (std::ranges::find(datasets, named) != datasets.end()) {
      measurements.push_back(measure_metric(study, patch, metric, {named}));
    } else if (has_group(study, patch, metric, datasets, named.str())) {
      append(measurements,
             measure_arms(
                 study, patch, metric, datasets, fmt::format("{} of the group {}", metric.str(), named.str()),
                 [named](const Study& s, const Arm& arm) { return group_scores(s, arm, named.str()); }));
    }
  }
  return measurements;
}

// What one entry of `evidence` names: a metric, a part of a metric's name, a dataset, a group of items, or a
// curve.
std::vector<PatchMeasurement> measure_named(const Study& study, const Patch& patch, Name named,
                                            const SharedMetrics& shared) {
  const bool spread = patch.pain_point == PainPoint::unstable_training;
  const auto of_metric = [&](Name metric, const std::vector<Name>& datasets) {
    const bool says_stability = study.metric(metric).kind == MetricKind::stability;
    return measure_metric(study, patch, metric, datasets,
                          spread && !says_stability ? ClaimKind::more_stable : ClaimKind::improves);
  };
  const Name canonical = study.canonical_metric(named);
  if (const auto exact = shared.find(canonical); exact != shared.end())
    return {of_metric(exact->first, exact->second)};
  std::vector<PatchMeasurement> measurements;
  for (const auto& [metric, datasets] : shared) {
    if (metric.str().find(named.str()) != std::string::npos)
      measurements.push_back(of_metric(metric, datasets));
  }
  append(measurements, measure_named_part(study, patch, named, shared));
  if (measurements.empty() && patch.pain_point == PainPoint::slow_convergence)
    append(measurements, compare_steps(study, patch, canonical));
  return measurements;
}

// The standard deviation over seeds as a multiple of the target's, the geometric mean over the datasets;
// empty where an arm does not vary.
std::string spread_ratio(const Study& study, const Patch& patch, Name metric,
                         const std::vector<Name>& datasets) {
  double sum = 0.0;
  for (const Name dataset : datasets) {
    const auto of_patch = study.arm(patch.method, dataset, metric).values();
    const auto of_target = study.arm(patch.target, dataset, metric).values();
    if (of_patch.size() < 2 || of_target.size() < 2) return "";
    const double ratio = *stats::summarize(of_patch).sd / *stats::summarize(of_target).sd;
    if (!std::isfinite(ratio) || ratio == 0.0) return "";
    sum += std::log(ratio);
  }
  return fmt::format(", {} times the target's sd",
                     quantity(std::exp(sum / static_cast<double>(datasets.size())), 2));
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

}  // namespace

SharedMetrics shared_metrics(const Study& study, Name method, Name other) {
  SharedMetrics shared;
  for (const auto& [key, arm] : study.arms()) {
    if (key.method != method || arm.n() == 0 || is_smoke(study, key.dataset)) continue;
    if (study.arm(other, key.dataset, key.metric).n() > 0) shared[key.metric].push_back(key.dataset);
  }
  return shared;
}

std::vector<const ClaimEvaluation*> claims_of_patch(const Study& study, const Patch& patch) {
  std::vector<const ClaimEvaluation*> claims;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    if (evaluation.claim.method == patch.method) claims.push_back(&evaluation);
  }
  return claims;
}

bool is_claim_about_the_cure(const ClaimEvaluation& evaluation, const Patch& patch) {
  const auto& against = evaluation.claim.against;
  return is_claim_about(evaluation.claim.kind, patch.pain_point) &&
         std::ranges::find(against, patch.target) != against.end();
}

PatchMeasurement measure_metric(const Study& study, const Patch& patch, Name metric,
                                const std::vector<Name>& datasets, ClaimKind kind) {
  const bool spread = kind == ClaimKind::more_stable;
  const bool share = !spread && datasets.size() > 1;
  PatchMeasurement result{spread ? fmt::format("spread of {} over seeds{}", metric.str(),
                                               spread_ratio(study, patch, metric, datasets))
                                 : metric.str(),
                          share ? std::string(share_of_target) : std::string(),
                          empty_comparison(patch, metric, datasets)};
  if (!study.metric(metric).direction) {
    result.comparison.reason = fmt::format(
        "nothing says in which direction {} is better (metrics.{}.direction)", metric.str(), metric.str());
    return result;
  }
  Claim asked = undeclared_claim(patch.method, patch.target, datasets, metric);
  asked.kind = kind;
  if (share) asked.aggregate = Aggregate::normalised;
  result.comparison = compare_over_datasets(study, asked, patch.target);
  return result;
}

std::vector<PatchMeasurement> measure_pain_point(const Study& study, const Patch& patch) {
  const SharedMetrics shared = shared_metrics(study, patch.method, patch.target);
  std::vector<PatchMeasurement> measurements;
  for (const Name named : patch.evidence) append(measurements, measure_named(study, patch, named, shared));
  if (!patch.evidence.empty()) return measurements;
  switch (patch.pain_point) {
    case PainPoint::extreme_cases:
      return measure_extremes(study, patch, shared);
    case PainPoint::bottleneck:
      return measure_kind(study, patch, shared, MetricKind::resource);
    case PainPoint::unstable_training:
      return measure_instability(study, patch, shared);
    case PainPoint::slow_convergence:
      return measure_convergence(study, patch, shared);
    case PainPoint::missing_function:
    case PainPoint::poor_generalisation:
      return measure_domains(study, patch, shared);
  }
  return {};
}

}  // namespace gainsay::audit
