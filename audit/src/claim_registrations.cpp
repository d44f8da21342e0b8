#include "claim_registrations.h"

#include <algorithm>
#include <sstream>
#include <vector>

#include <fmt/format.h>

namespace gainsay::audit {
namespace {

// "wine,digits" as "digits,wine".
std::string sorted(const std::string& names) {
  std::vector<std::string> parts;
  std::istringstream input(names);
  for (std::string part; std::getline(input, part, ',');) parts.push_back(part);
  std::ranges::sort(parts);
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ",") + part;
  return text;
}

}  // namespace

ClaimFields fields_of(const std::string& definition) {
  ClaimFields fields;
  for (std::size_t at = 0; at < definition.size();) {
    const std::size_t end = std::min(definition.find(';', at), definition.size());
    const std::string entry = definition.substr(at, end - at);
    const std::size_t equals = std::min(entry.find('='), entry.size());
    fields[entry.substr(0, equals)] = equals < entry.size() ? entry.substr(equals + 1) : "";
    at = end + 1;
  }
  for (const char* field : {"against", "datasets"}) {
    if (const auto found = fields.find(field); found != fields.end()) found->second = sorted(found->second);
  }
  return fields;
}

ClaimHistory claim_history(const Study& study, const std::string& id, double moment) {
  ClaimHistory history;
  for (const ClaimRegistration& registration : study.records().registrations) {
    if (registration.claim != id) continue;
    const double at = registration.registered_at;
    history.first_registered = std::min(history.first_registered.value_or(at), at);
    const ClaimRegistration* last = history.last_before;
    if (at <= moment && (last == nullptr || last->registered_at <= at)) history.last_before = &registration;
  }
  return history;
}

ClaimChanges changes_since(const Study& study, const ClaimEvaluation& evaluation, const Claim& declared,
                           const ClaimRegistration& registration) {
  const auto shown = [](const std::string& value) {
    return value.empty() ? std::string("(default)") : value;
  };
  ClaimFields before = fields_of(registration.definition);
  ClaimFields now = fields_of(claim_definition(study.file(), declared));
  ClaimFields filled_in = fields_of(claim_definition(study.file(), evaluation.claim));
  for (const auto& [field, value] : now) before.try_emplace(field);
  ClaimChanges changes;
  for (const auto& [field, value] : before) {
    if (now[field] == value || filled_in[field] == value) continue;
    changes.fields.push_back(field);
    changes.text += fmt::format("{}{}: {} -> {}", changes.text.empty() ? "" : ", ", field, shown(value),
                                shown(now[field]));
  }
  return changes;
}

std::optional<double> first_result_at(const Study& study, const Claim& claim) {
  std::optional<double> first;
  for (const auto& [key, arm] : study.arms()) {
    if (key.method != claim.method || key.metric != claim.metric) continue;
    for (const tracker::Run* run : arm.evidence) {
      if (run->ended_at) first = std::min(first.value_or(*run->ended_at), *run->ended_at);
    }
  }
  return first;
}

}  // namespace gainsay::audit
