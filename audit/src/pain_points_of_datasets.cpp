#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "gainsay/stats/estimate.h"
#include "gainsay/stats/summary.h"

#include "claim_resolution.h"
#include "pain_point_search.h"

namespace gainsay::audit {
namespace {

constexpr std::size_t datasets_for_lowest = 3;

PainPoint pain_of(MetricKind kind) {
  switch (kind) {
    case MetricKind::resource:
      return PainPoint::bottleneck;
    case MetricKind::stability:
      return PainPoint::unstable_training;
    case MetricKind::quality:
      break;
  }
  return PainPoint::poor_generalisation;
}

// Resource and stability metrics of the method, and the quality metrics that are searched.
std::vector<Name> metrics_to_compare(const Study& study, Name method) {
  const auto quality = searched_metrics(study, method);
  std::set<Name> metrics(quality.begin(), quality.end());
  for (const auto& [key, arm] : study.arms()) {
    const Metric metric = study.metric(key.metric);
    if (key.method == method && arm.n() > 0 && metric.direction && metric.kind != MetricKind::quality)
      metrics.insert(key.metric);
  }
  return {metrics.begin(), metrics.end()};
}

Comparison compare(const Study& study, Name method, Name against, Name dataset, Name metric) {
  return compare_on_dataset(study, undeclared_claim(method, against, {dataset}, metric), against, dataset);
}

PainPointCandidate candidate_of(const Comparison& comparison, MetricKind kind) {
  PainPointCandidate candidate;
  candidate.pain_point = pain_of(kind);
  candidate.what = fmt::format("{} on {}", comparison.metric.str(), comparison.dataset.str());
  candidate.reference = comparison.against.str();
  candidate.value = comparison.method_side.mean;
  candidate.reference_value = comparison.against_side.mean;
  candidate.test = comparison.test;
  candidate.shortfall = -*comparison.estimate;
  candidate.interval =
      stats::Interval{-comparison.interval->high, -comparison.interval->low, comparison.interval->confidence};
  candidate.size = share_of(*candidate.shortfall, *candidate.reference_value);
  candidate.evidence = {kind == MetricKind::quality ? comparison.dataset.str() : comparison.metric.str()};
  return candidate;
}

// The one of the other methods that is better by most; every comparison is a test that was made.
void search_against_others(const Study& study, Name method, Name dataset, Name metric,
                           PainPointLedger& ledger) {
  std::optional<Comparison> worst;
  std::optional<std::size_t> test;
  for (const Name other : other_methods(study, method)) {
    if (study.arm(other, dataset, metric).n() == 0) continue;
    const Comparison comparison = compare(study, method, other, dataset, metric);
    if (!comparison.estimate || !comparison.p) continue;
    const std::size_t number = ledger.count(*comparison.p);
    if (worst && *worst->estimate <= *comparison.estimate) continue;
    worst = comparison;
    test = number;
  }
  if (!worst || *worst->estimate >= 0.0) return;
  ledger.add(candidate_of(*worst, study.metric(metric).kind), test);
  ledger.look(*worst);
}

bool is_bounded(const Metric& metric) {
  return metric.range.has_value() || metric.form == MetricForm::proportion;
}

struct DatasetMean {
  Name dataset;
  stats::Estimate mean;  // of the metric, turned so that larger is better
};

std::vector<DatasetMean> means_of(const Study& study, Name method, Name metric) {
  std::vector<DatasetMean> means;
  const double sign = study.metric(metric).sign();
  for (const Name dataset : searched_datasets(study, method, metric)) {
    const auto values = study.arm(method, dataset, metric).values();
    if (values.size() < 2) continue;
    const stats::Summary summary = stats::summarize(values);
    means.push_back(
        {dataset, {sign * summary.mean, *summary.standard_error, static_cast<double>(summary.n - 1)}});
  }
  return means;
}

// Mean of the others less that of one: as a mean of two estimates, each doubled.
stats::Estimate below_the_others(const std::vector<DatasetMean>& means, std::size_t one) {
  std::vector<stats::Estimate> others;
  for (std::size_t i = 0; i < means.size(); ++i) {
    if (i != one) others.push_back(means[i].mean);
  }
  const stats::Estimate rest = stats::mean_of_estimates(others);
  const stats::Estimate& own = means[one].mean;
  const std::vector<stats::Estimate> doubled = {{2 * rest.value, 2 * rest.standard_error, rest.df},
                                                {-2 * own.value, 2 * own.standard_error, own.df}};
  return stats::mean_of_estimates(doubled);
}

// Every dataset is held against the mean of the others; the lowest is the candidate.
void search_lowest(const Study& study, Name method, Name metric, PainPointLedger& ledger) {
  if (!is_bounded(study.metric(metric))) return;
  const std::vector<DatasetMean> means = means_of(study, method, metric);
  const auto varies = [](const DatasetMean& mean) { return mean.mean.standard_error > 0.0; };
  if (means.size() < datasets_for_lowest || !std::ranges::all_of(means, varies)) return;
  const auto lowest = std::ranges::min_element(means, {}, [](const DatasetMean& m) { return m.mean.value; });
  std::optional<std::size_t> test;
  for (std::size_t i = 0; i < means.size(); ++i) {
    const auto tested = stats::t_test_of_estimate(below_the_others(means, i), 1.0 - study.file().alpha);
    const std::size_t number = ledger.count(tested.p_value);
    if (means.begin() + static_cast<std::ptrdiff_t>(i) != lowest) continue;
    test = number;
    const double sign = study.metric(metric).sign();
    const stats::Estimate shortfall = below_the_others(means, i);
    PainPointCandidate candidate;
    candidate.pain_point = PainPoint::poor_generalisation;
    candidate.what = fmt::format("{} on {}, its lowest dataset", metric.str(), lowest->dataset.str());
    candidate.reference = fmt::format("its mean on the {} others", means.size() - 1);
    candidate.value = sign * lowest->mean.value;
    candidate.reference_value = sign * (lowest->mean.value + shortfall.value);
    candidate.shortfall = shortfall.value;
    candidate.interval = tested.interval;
    candidate.test = "welch-t";
    candidate.size = share_of(shortfall.value, *candidate.reference_value);
    candidate.evidence = {lowest->dataset.str()};
    ledger.add(std::move(candidate), test);
  }
}

}  // namespace

void search_datasets(const Study& study, Name method, PainPointLedger& ledger) {
  for (const Name metric : metrics_to_compare(study, method)) {
    for (const Name dataset : searched_datasets(study, method, metric))
      search_against_others(study, method, dataset, metric, ledger);
  }
  for (const Name metric : searched_metrics(study, method)) search_lowest(study, method, metric, ledger);
}

}  // namespace gainsay::audit
