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
  std::unordered_map<Name, std::optional<tracker::Role>> recorded;
  for (const tracker::Run& run : runs) {
    auto& role = recorded[run.method];
    if (run.role) role = run.role;
  }
  for (const auto& [name, role] : recorded) {
    Method& method = methods[name];
    method.name = name;
    if (!method.declared && role) method.role = role;
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
  std::unordered_set<Name> recorded;
  for (const tracker::Run& run : runs) recorded.insert(run.dataset);
  recorded.erase(Name{});
  for (const Name name : recorded) datasets[name].name = name;
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

Name name_on_split(Name metric, Name split) { return metric_on_split(metric.str(), split.str()); }

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
      records_(std::make_shared<const Records>(std::move(records))),
      methods_(resolve_methods(*file_, records_->runs)),
      datasets_(resolve_datasets(*file_, records_->runs)) {
  index_runs();
  arms_ = build_arms(*this);
  evaluations_ = evaluate_claims(*this, resolve_claims(*this));
}

// What is found here once, rules ask of every result of every run.
void Study::index_runs() {
  for (const tracker::Run& run : records_->runs) {
    auto& on_split = metrics_on_split_[run.split];
    for (const tracker::Result& result : run.results) on_split.try_emplace(result.metric);
    for (const tracker::CurveSummary& curve : run.curves) on_split.try_emplace(curve.metric);
    for (const Name metric : run.item_metrics) on_split.try_emplace(metric);
    for (const tracker::Param& param : run.params) setting_names_.insert(param.name);
    for (const tracker::Tag& tag : run.tags) setting_names_.insert(tag.name);
    for (const tracker::EnvironmentEntry& entry : run.environment) setting_names_.insert(entry.name);
    MethodRuns& of_method = runs_by_method_[run.method];
    of_method.all.push_back(&run);
    if (!run.excluded) of_method.by_purpose.at(static_cast<std::size_t>(run.purpose)).push_back(&run);
  }
  for (auto& [split, metrics] : metrics_on_split_) {
    for (auto& [name, canonical] : metrics) {
      canonical_metrics_.try_emplace(name, canonical_name(*file_, name));
      canonical = canonical_name(*file_, name_on_split(name, split));
    }
  }
}

Study::~Study() = default;
Study::Study(Study&&) noexcept = default;
Study& Study::operator=(Study&&) noexcept = default;

Name Study::canonical_metric(Name name) const {
  const auto known = canonical_metrics_.find(name);
  return known != canonical_metrics_.end() ? known->second : canonical_name(*file_, name);
}

Name Study::metric_of(const tracker::Run& run, Name name) const {
  const auto on_split = metrics_on_split_.find(run.split);
  if (on_split != metrics_on_split_.end()) {
    const auto known = on_split->second.find(name);
    if (known != on_split->second.end()) return known->second;
  }
  return canonical_name(*file_, name_on_split(name, run.split));
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
  return found == runs_by_method_.end() ? none : found->second.all;
}

std::vector<const tracker::Run*> Study::runs_of(Name method, Name dataset, tracker::Purpose purpose) const {
  std::vector<const tracker::Run*> found;
  const auto is_there = [&](const tracker::Run& run) { return dataset.empty() || run.dataset == dataset; };
  if (method.empty()) {
    for (const tracker::Run& run : records_->runs) {
      if (run.purpose == purpose && !run.excluded && is_there(run)) found.push_back(&run);
    }
    return found;
  }
  const auto of_method = runs_by_method_.find(method);
  if (of_method == runs_by_method_.end()) return found;
  for (const tracker::Run* run : of_method->second.by_purpose.at(static_cast<std::size_t>(purpose))) {
    if (is_there(*run)) found.push_back(run);
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
    if (study.metric_of(run, result.metric) == canonical) return result.value;
  }
  return std::nullopt;
}

}  // namespace gainsay::audit
