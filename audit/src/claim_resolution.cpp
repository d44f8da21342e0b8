#include "claim_resolution.h"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "gainsay/tracker/error.h"
#include "gainsay/tracker/nearest_name.h"

#include "metric_naming.h"

namespace gainsay::audit {
namespace {

using tracker::Role;

std::string place(const Study& study, const Claim& claim) {
  return fmt::format("{}:{}", study.file().path, claim.line);
}

[[noreturn]] void reject_name(const Study& study, const Claim& claim, std::string_view what, Name name,
                              const std::set<std::string>& known) {
  const std::vector<std::string> candidates(known.begin(), known.end());
  const auto nearest = tracker::nearest_name(name.str(), candidates);
  const std::string remedy =
      nearest         ? fmt::format("did you mean `{}`?", *nearest)
      : known.empty() ? fmt::format("declare it in [{}s.{}] or record a run that has it", what, name.str())
                      : fmt::format("known are: {}", fmt::join(known, ", "));
  throw tracker::FormatError(place(study, claim),
                             fmt::format("claim {} names the {} `{}`, which is neither declared nor recorded",
                                         claim.id, what, name.str()),
                             remedy);
}

std::set<std::string> known_metrics(const Study& study) {
  std::set<std::string> names;
  for (const MetricDeclaration& metric : study.file().metrics) names.insert(metric.name.str());
  for (const auto& [key, arm] : study.arms()) names.insert(key.metric.str());
  return names;
}

template <typename Items>
std::set<std::string> names_of(const Items& items) {
  std::set<std::string> names;
  for (const auto& item : items) names.insert(item.name.str());
  return names;
}

void check_names(const Study& study, const Claim& claim) {
  const auto metrics = known_metrics(study);
  if (!metrics.contains(claim.metric.str()) &&
      !metrics.contains(study.canonical_metric(claim.metric).str())) {
    reject_name(study, claim, "metric", claim.metric, metrics);
  }
  if (!study.metric(claim.metric).direction) {
    throw tracker::FormatError(
        place(study, claim),
        fmt::format("claim {} is about the metric `{}`, and nothing says whether higher or lower is better",
                    claim.id, claim.metric.str()),
        fmt::format("add [metrics.{}] with direction = \"higher\" or \"lower\"", claim.metric.str()));
  }
  const auto methods = names_of(study.methods());
  for (const Name method : claim.against) {
    if (!methods.contains(method.str())) reject_name(study, claim, "method", method, methods);
  }
  if (!methods.contains(claim.method.str())) reject_name(study, claim, "method", claim.method, methods);
  const auto datasets = names_of(study.datasets());
  for (const Name dataset : claim.datasets) {
    if (!datasets.contains(dataset.str())) reject_name(study, claim, "dataset", dataset, datasets);
  }
}

bool removes_component(const Method& method, const Claim& claim) {
  const MethodDeclaration& declaration = method.declaration;
  return method.role == Role::ablation && declaration.parent == claim.method &&
         std::ranges::find(declaration.removes, claim.component) != declaration.removes.end();
}

std::vector<Name> default_comparators(const Study& study, const Claim& claim) {
  std::vector<Name> names;
  if (claim.kind == ClaimKind::new_dataset) return names;
  for (const Method& method : study.methods()) {
    if (method.name == claim.method) continue;
    const bool fits = claim.kind == ClaimKind::component_matters ? removes_component(method, claim)
                                                                 : method.role == Role::baseline;
    if (fits) names.push_back(method.name);
  }
  return names;
}

std::vector<Name> default_datasets(const Study& study) {
  std::vector<Name> names;
  for (const Dataset& dataset : study.datasets()) {
    if (!dataset.declaration.smoke) names.push_back(dataset.name);
  }
  return names;
}

// A bounded metric may be averaged raw; one of unknown range on several datasets is put on a common scale
// first.
Aggregate default_aggregate(const Study& study, const Claim& claim) {
  const Metric metric = study.metric(claim.metric);
  const bool unbounded = metric.form == MetricForm::continuous && !metric.range;
  return unbounded && claim.datasets.size() > 1 ? Aggregate::normalised : Aggregate::mean;
}

// A name given twice counts once: its runs are no more evidence for it.
void drop_repeats(std::vector<Name>& names) {
  std::set<Name> seen;
  std::erase_if(names, [&](Name name) { return !seen.insert(name).second; });
}

Claim resolve(const Study& study, Claim claim) {
  check_names(study, claim);
  drop_repeats(claim.against);
  drop_repeats(claim.datasets);
  claim.metric = study.canonical_metric(claim.metric);
  if (claim.against.empty()) claim.against = default_comparators(study, claim);
  if (claim.datasets.empty()) claim.datasets = default_datasets(study);
  if (!claim.quantifier) claim.quantifier = Quantifier::average;
  if (!claim.scope) {
    claim.scope = claim.kind == ClaimKind::generalises ? Scope::domain : Scope::these_datasets;
  }
  if (!claim.aggregate) claim.aggregate = default_aggregate(study, claim);
  if (!claim.pairing) claim.pairing = Pairing::none;
  return claim;
}

// The quality metric with a known direction that most arms of the method have; ties go to the first by name.
std::optional<Name> main_metric(const Study& study, Name method) {
  std::map<Name, std::size_t> runs_with;
  for (const auto& [key, arm] : study.arms()) {
    const std::string& text = key.metric.str();
    const bool other_split =
        text.starts_with("val_") || text.starts_with("train_") || text.find('/') != text.npos;
    const Metric metric = study.metric(key.metric);
    if (key.method != method || other_split || metric.kind != MetricKind::quality || !metric.direction)
      continue;
    runs_with[key.metric] += arm.evidence.size();
  }
  const auto most = std::ranges::max_element(runs_with, {}, [](const auto& entry) { return entry.second; });
  if (most == runs_with.end()) return std::nullopt;
  return most->first;
}

std::vector<Claim> inferred_claims(const Study& study) {
  std::vector<Claim> claims;
  for (const Method& method : study.methods()) {
    if (method.role != Role::variant) continue;
    const auto metric = main_metric(study, method.name);
    if (!metric) continue;
    Claim claim;
    claim.id = "inferred:" + method.name.str();
    claim.text = fmt::format("{} improves {} over the baselines.", method.name.str(), metric->str());
    claim.method = method.name;
    claim.metric = *metric;
    claim.inferred = true;
    for (const Dataset& dataset : study.datasets()) {
      const bool covered = study.arm(method.name, dataset.name, *metric).n() > 0;
      if (covered && !dataset.declaration.smoke) claim.datasets.push_back(dataset.name);
    }
    claims.push_back(std::move(claim));
  }
  return claims;
}

}  // namespace

std::vector<Claim> resolve_claims(const Study& study) {
  std::vector<Claim> declared = study.file().claims;
  if (declared.empty()) declared = inferred_claims(study);
  std::vector<Claim> resolved;
  resolved.reserve(declared.size());
  for (Claim& claim : declared) resolved.push_back(resolve(study, std::move(claim)));
  return resolved;
}

Claim undeclared_claim(Name method, Name against, std::vector<Name> datasets, Name metric) {
  Claim claim;
  claim.method = method;
  claim.against = {against};
  claim.datasets = std::move(datasets);
  claim.metric = metric;
  claim.quantifier = Quantifier::average;
  claim.scope = Scope::these_datasets;
  claim.aggregate = Aggregate::mean;
  claim.pairing = Pairing::none;
  return claim;
}

}  // namespace gainsay::audit
