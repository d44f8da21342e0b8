#include "gainsay/audit/study.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>
#include <utility>

#include "gainsay/audit/claim_evaluation.h"
#include "gainsay/stats/summary.h"

#include "arms.h"
#include "claim_resolution.h"
#include "metric_naming.h"

namespace gainsay::audit {
namespace {

template <typename Items>
auto find_by_name(const Items& items, Name name) -> decltype(&items.front()) {
  const auto found = std::ranges::lower_bound(items, name, {}, [](const auto& item) { return item.name; });
  return found != items.end() && found->name == name ? &*found : nullptr;
}

std::vector<Method> resolve_methods(const StudyFile& file, const std::vector<tracker::Run>& runs) {
  std::map<Name, Method> methods;
  for (const MethodDeclaration& declaration : file.methods) {
    methods[declaration.name] = Method{declaration.name, declaration.role, true, declaration};
  }
  for (const ReportedResult& reported : file.reported) {
    Method& method = methods[reported.method];
    method.name = reported.method;
    if (!method.role) method.role = tracker::Role::reported;
  }
  for (const tracker::Run& run : runs) {
    Method& method = methods[run.method];
    method.name = run.method;
    if (!method.declared && run.role) method.role = run.role;
  }
  std::vector<Method> ordered;
  ordered.reserve(methods.size());
  for (auto& [name, method] : methods) ordered.push_back(std::move(method));
  return ordered;
}

std::vector<Dataset> resolve_datasets(const StudyFile& file, const std::vector<tracker::Run>& runs) {
  std::map<Name, Dataset> datasets;
  for (const DatasetDeclaration& declaration : file.datasets) {
    datasets[declaration.name] = Dataset{declaration.name, true, declaration};
  }
  for (const tracker::Run& run : runs) {
    if (!run.dataset.empty()) datasets[run.dataset].name = run.dataset;
  }
  for (const ReportedResult& reported : file.reported) datasets[reported.dataset].name = reported.dataset;
  std::vector<Dataset> ordered;
  ordered.reserve(datasets.size());
  for (auto& [name, dataset] : datasets) ordered.push_back(std::move(dataset));
  return ordered;
}

std::optional<double> median(const std::vector<double>& values) {
  if (values.empty()) return std::nullopt;
  return stats::summarize(values).median;
}

Name canonical_name(const StudyFile& file, Name name) {
  const Name split_name = canonical_split_prefix(name.str());
  const MetricDeclaration* declaration = file.find_metric(split_name);
  return declaration != nullptr && !declaration->alias_of.empty() ? declaration->alias_of : split_name;
}

// Found once: rules ask it of every result of every run.
std::unordered_map<Name, Name> resolve_metrics(const StudyFile& file, const std::vector<tracker::Run>& runs) {
  std::unordered_map<Name, Name> canonical;
  for (const tracker::Run& run : runs) {
    for (const tracker::Result& result : run.results) canonical.try_emplace(result.metric);
    for (const tracker::CurveSummary& curve : run.curves) canonical.try_emplace(curve.metric);
  }
  for (auto& [name, name_here] : canonical) name_here = canonical_name(file, name);
  return canonical;
}

std::map<Name, std::vector<const tracker::Run*>> sort_by_method(const std::vector<tracker::Run>& runs) {
  std::map<Name, std::vector<const tracker::Run*>> by_method;
  for (const tracker::Run& run : runs) by_method[run.method].push_back(&run);
  return by_method;
}

}  // namespace

double Metric::sign() const {
  if (!direction) throw std::logic_error("metric " + name.str() + " has no direction");
  return *direction == Direction::higher ? 1.0 : -1.0;
}

std::vector<double> Arm::values() const {
  std::vector<double> values;
  values.reserve(observations.size());
  for (const Observation& observation : observations) values.push_back(observation.value);
  return values;
}

std::vector<std::string> Arm::run_ids() const {
  std::vector<std::string> ids;
  ids.reserve(evidence.size());
  for (const tracker::Run* run : evidence) ids.push_back(run->id);
  return ids;
}

Study::Study(StudyFile file, Records records)
    : file_(std::make_unique<StudyFile>(std::move(file))),
      records_(std::make_unique<Records>(std::move(records))),
      methods_(resolve_methods(*file_, records_->runs)),
      datasets_(resolve_datasets(*file_, records_->runs)),
      canonical_metrics_(resolve_metrics(*file_, records_->runs)),
      runs_by_method_(sort_by_method(records_->runs)),
      arms_(build_arms(*this)) {
  evaluations_ = evaluate_claims(*this, resolve_claims(*this));
}

Study::~Study() = default;
Study::Study(Study&&) noexcept = default;
Study& Study::operator=(Study&&) noexcept = default;

Name Study::canonical_metric(Name name) const {
  const auto known = canonical_metrics_.find(name);
  return known != canonical_metrics_.end() ? known->second : canonical_name(*file_, name);
}

Metric Study::metric(Name name) const {
  Metric metric;
  metric.name = canonical_metric(name);
  metric.kind = kind_by_name(metric.name.str());
  if (const MetricDeclaration* declaration = file_->find_metric(metric.name)) {
    metric.direction = declaration->direction;
    metric.kind = declaration->kind.value_or(metric.kind);
    metric.form = declaration->form;
    metric.range = declaration->range;
    metric.smallest_effect = declaration->smallest_effect;
    metric.unit = declaration->unit;
  }
  if (!metric.direction) {
    metric.direction = direction_by_name(metric.name.str());
    metric.direction_inferred = metric.direction.has_value();
  }
  return metric;
}

const Method* Study::method(Name name) const { return find_by_name(methods_, name); }
const Dataset* Study::dataset(Name name) const { return find_by_name(datasets_, name); }

const Arm& Study::arm(Name method, Name dataset, Name metric) const {
  static const Arm empty_arm;
  const auto found = arms_.find({method, dataset, canonical_metric(metric)});
  return found == arms_.end() ? empty_arm : found->second;
}

std::vector<Name> Study::methods_with_role(tracker::Role role, Name dataset, Name metric) const {
  const Name canonical = canonical_metric(metric);
  std::set<Name> with_evidence;
  for (const auto& [key, arm] : arms_) {
    const bool on_dataset = dataset.empty() || key.dataset == dataset;
    if (on_dataset && key.metric == canonical && arm.n() > 0) with_evidence.insert(key.method);
  }
  std::vector<Name> names;
  for (const Method& candidate : methods_) {
    if (candidate.role == role && with_evidence.contains(candidate.name)) names.push_back(candidate.name);
  }
  return names;
}

const ReportedResult* Study::reported(Name method, Name dataset, Name metric) const {
  const Name canonical = canonical_metric(metric);
  const auto found = std::ranges::find_if(file_->reported, [&](const ReportedResult& result) {
    return result.method == method && result.dataset == dataset &&
           canonical_metric(result.metric) == canonical;
  });
  return found == file_->reported.end() ? nullptr : &*found;
}

const std::vector<const tracker::Run*>& Study::runs_of(Name method) const {
  static const std::vector<const tracker::Run*> none;
  const auto found = runs_by_method_.find(method);
  return found == runs_by_method_.end() ? none : found->second;
}

std::vector<const tracker::Run*> Study::runs_of(Name method, Name dataset, tracker::Purpose purpose) const {
  std::vector<const tracker::Run*> found;
  const auto add = [&](const tracker::Run& run) {
    const bool matches = run.purpose == purpose && (dataset.empty() || run.dataset == dataset);
    if (matches && !run.excluded) found.push_back(&run);
  };
  if (method.empty()) {
    for (const tracker::Run& run : records_->runs) add(run);
  } else {
    for (const tracker::Run* run : runs_of(method)) add(*run);
  }
  return found;
}

const std::vector<ClaimEvaluation>& Study::evaluations() const { return evaluations_; }

std::optional<double> Study::typical_seconds(Name method, Name dataset) const {
  std::vector<double> of_pair, of_method, of_study;
  for (const tracker::Run* run : runs_of(method)) {
    const auto seconds = run_seconds(*run);
    if (!seconds || run->status != tracker::Status::finished) continue;
    of_method.push_back(*seconds);
    if (run->dataset == dataset) of_pair.push_back(*seconds);
  }
  if (const auto typical = median(of_pair)) return typical;
  if (const auto typical = median(of_method)) return typical;
  for (const tracker::Run& run : records_->runs) {
    const auto seconds = run_seconds(run);
    if (seconds && run.status == tracker::Status::finished) of_study.push_back(*seconds);
  }
  return median(of_study);
}

std::optional<double> run_seconds(const tracker::Run& run) {
  static const Name wall_seconds = "wall_seconds";
  if (const auto measured = tracker::find_result(run, wall_seconds); measured && std::isfinite(*measured))
    return measured;
  if (run.started_at && run.ended_at) return *run.ended_at - *run.started_at;
  return std::nullopt;
}

std::optional<double> metric_value(const Study& study, const tracker::Run& run, Name metric) {
  const Name canonical = study.canonical_metric(metric);
  for (const tracker::Result& result : run.results) {
    const Name on_split = metric_on_split(result.metric.str(), run.split.str());
    if (study.canonical_metric(on_split) == canonical) return result.value;
  }
  return std::nullopt;
}

}  // namespace gainsay::audit
