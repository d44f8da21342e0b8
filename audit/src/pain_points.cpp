#include "gainsay/audit/pain_points.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>
#include <utility>

#include "gainsay/stats/holm.h"

#include "pain_point_search.h"
#include "require_method.h"
#include "split_metrics.h"

namespace gainsay::audit {
namespace {

// 0: shown by its test after Holm; 1: not shown; 2: no test.
int rank_of(const PainPointCandidate& candidate, double alpha) {
  if (!candidate.p_adjusted) return 2;
  return *candidate.p_adjusted < alpha ? 0 : 1;
}

}  // namespace

void PainPointLedger::add(PainPointCandidate candidate, std::optional<std::size_t> test) {
  entries_.push_back({std::move(candidate), test});
}

std::size_t PainPointLedger::count(double p_value) {
  p_values_.push_back(p_value);
  return p_values_.size() - 1;
}

void PainPointLedger::note(std::string not_searched) {
  search_.not_searched.push_back(std::move(not_searched));
}

void PainPointLedger::look(const Comparison& comparison) { search_.looks.push_back(comparison); }

PainPointSearch PainPointLedger::finish(Name method, double alpha) {
  const std::vector<double> adjusted = stats::holm(p_values_);
  search_.method = method;
  search_.alpha = alpha;
  search_.n_tests = std::ssize(p_values_);
  for (Entry& entry : entries_) {
    if (entry.test) entry.candidate.p = p_values_[*entry.test];
    if (entry.test) entry.candidate.p_adjusted = adjusted[*entry.test];
    search_.candidates.push_back(std::move(entry.candidate));
  }
  std::ranges::stable_sort(search_.candidates, {}, [alpha](const PainPointCandidate& candidate) {
    return std::tuple(rank_of(candidate, alpha), -candidate.size, candidate.what, candidate.reference);
  });
  return std::move(search_);
}

std::vector<Name> other_methods(const Study& study, Name method) {
  std::set<Name> recorded;
  for (const auto& [key, arm] : study.arms()) {
    if (arm.n() > 0) recorded.insert(key.method);
  }
  std::vector<Name> others;
  for (const Method& other : study.methods()) {
    const bool compared =
        !other.role || other.role == tracker::Role::baseline || other.role == tracker::Role::variant;
    if (compared && other.name != method && recorded.contains(other.name)) others.push_back(other.name);
  }
  return others;
}

std::vector<Name> searched_metrics(const Study& study, Name method) {
  std::set<Name> recorded;
  for (const auto& [key, arm] : study.arms()) {
    const Metric metric = study.metric(key.metric);
    const bool of_a_split = is_validation_metric(key.metric) || is_training_metric(key.metric);
    if (key.method == method && arm.n() > 0 && metric.direction && metric.kind == MetricKind::quality &&
        !of_a_split)
      recorded.insert(key.metric);
  }
  std::set<Name> claimed;
  for (const ClaimEvaluation& evaluation : study.evaluations()) {
    if (recorded.contains(evaluation.claim.metric)) claimed.insert(evaluation.claim.metric);
  }
  const std::set<Name>& metrics = claimed.empty() ? recorded : claimed;
  return {metrics.begin(), metrics.end()};
}

std::vector<Name> searched_datasets(const Study& study, Name method, Name metric) {
  std::vector<Name> datasets;
  for (const Dataset& dataset : study.datasets()) {
    if (!dataset.declaration.smoke && study.arm(method, dataset.name, metric).n() > 0)
      datasets.push_back(dataset.name);
  }
  return datasets;
}

double share_of(double shortfall, double reference) {
  return reference != 0.0 ? shortfall / std::abs(reference) : shortfall;
}

PainPointSearch find_pain_points(const Study& study, Name method) {
  require_method(study, method);
  PainPointLedger ledger;
  if (other_methods(study, method).empty())
    ledger.note("no other baseline or variant is recorded, so that it is compared with itself alone");
  search_datasets(study, method, ledger);
  search_items(study, method, ledger);
  search_seeds(study, method, ledger);
  search_convergence(study, method, ledger);
  return ledger.finish(method, study.file().alpha);
}

}  // namespace gainsay::audit
