#include "claim_registrations.h"

#include <algorithm>
#include <sstream>
#include <vector>

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

}  // namespace gainsay::audit
