#include "auditor_benchmark/simulated_study.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "gainsay/audit/claim_evaluation.h"

namespace auditor_benchmark {
namespace {

using gainsay::audit::Claim;
using gainsay::audit::Records;
using gainsay::tracker::Curve;
using gainsay::tracker::ItemScores;
using gainsay::tracker::Param;
using gainsay::tracker::Purpose;
using gainsay::tracker::Result;
using gainsay::tracker::Tag;

template <typename Entries>
auto& named(Entries& entries, Name name) {
  const auto found = std::ranges::find(entries, name, [](const auto& entry) { return entry.name; });
  if (found == entries.end()) throw std::logic_error("the study declares no " + name.str());
  return *found;
}

// Puts an entry where a list that is sorted by `key` wants it, in place of one with the same key.
template <typename Entry, typename Key>
void put(std::vector<Entry>& entries, Entry entry, Key key) {
  const auto place = std::ranges::lower_bound(entries, std::invoke(key, entry), {}, key);
  if (place != entries.end() && std::invoke(key, *place) == std::invoke(key, entry)) {
    *place = std::move(entry);
  } else {
    entries.insert(place, std::move(entry));
  }
}

template <typename Whole>
auto fetch(const std::map<std::string, std::vector<Whole>>& by_run) {
  const auto shared = std::make_shared<const std::map<std::string, std::vector<Whole>>>(by_run);
  return [shared](const std::string& run, Name metric) -> std::optional<Whole> {
    const auto found = shared->find(run);
    if (found == shared->end()) return std::nullopt;
    const auto entry = std::ranges::find(found->second, metric, &Whole::metric);
    return entry == found->second.end() ? std::nullopt : std::optional(*entry);
  };
}

}  // namespace

std::vector<Run*> SimulatedStudy::runs_of(Name method, Name dataset, Purpose purpose) {
  std::vector<Run*> found;
  for (Run& run : runs) {
    if (run.method == method && run.purpose == purpose && (dataset.empty() || run.dataset == dataset))
      found.push_back(&run);
  }
  return found;
}

gainsay::audit::MethodDeclaration& SimulatedStudy::method(Name name) { return named(file.methods, name); }
gainsay::audit::DatasetDeclaration& SimulatedStudy::dataset(Name name) { return named(file.datasets, name); }
gainsay::audit::MetricDeclaration& SimulatedStudy::metric(Name name) { return named(file.metrics, name); }

std::vector<Name> SimulatedStudy::baselines() const { return file.claims.front().against; }

std::vector<Name> SimulatedStudy::ablations() const {
  std::vector<Name> names;
  for (const auto& method : file.methods) {
    if (method.role == gainsay::tracker::Role::ablation) names.push_back(method.name);
  }
  return names;
}

Run& SimulatedStudy::add_run_like(Run model) {
  const double seconds = model.ended_at.value_or(60) - model.started_at.value_or(0);
  std::string id = fmt::format("{:026}", ++next_run);
  if (const auto logged = curves.find(model.id); logged != curves.end()) curves[id] = logged->second;
  if (const auto scored = items.find(model.id); scored != items.end()) items[id] = scored->second;
  model.id = std::move(id);
  model.started_at = clock;
  clock += seconds;
  model.ended_at = clock;
  runs.push_back(std::move(model));
  return runs.back();
}

void SimulatedStudy::remove_runs(Name method, Name dataset, Purpose purpose) {
  std::erase_if(runs, [&](const Run& run) {
    return run.method == method && run.purpose == purpose && (dataset.empty() || run.dataset == dataset);
  });
}

void SimulatedStudy::register_claims(double at) {
  registrations.clear();
  for (const Claim& claim : file.claims)
    registrations.push_back({claim.id, gainsay::audit::claim_definition(file, claim), at});
}

double result(const Run& run, Name metric) {
  const std::optional<double> value = gainsay::tracker::find_result(run, metric);
  if (!value) throw std::logic_error("the run has no " + metric.str());
  return *value;
}

void set_result(Run& run, Name metric, double value) {
  put(run.results, Result{metric, value}, &Result::metric);
}

void remove_result(Run& run, Name metric) {
  std::erase_if(run.results, [&](const Result& entry) { return entry.metric == metric; });
}

void set_param(Run& run, Name name, gainsay::tracker::ParamValue value) {
  put(run.params, Param{name, std::move(value)}, &Param::name);
}

void set_tag(Run& run, Name name, std::string value) {
  put(run.tags, Tag{name, std::move(value)}, &Tag::name);
}

gainsay::audit::Study study_of(const SimulatedStudy& simulated) {
  Records records{.runs = simulated.runs,
                  .curve = fetch(simulated.curves),
                  .items = fetch(simulated.items),
                  .registrations = simulated.registrations,
                  .looks = simulated.looks,
                  .contents = simulated.contents,
                  .commits_differ = simulated.commits_differ,
                  .changed_files = {}};
  return {simulated.file, std::move(records)};
}

}  // namespace auditor_benchmark
