#include "finding_json.h"

#include "json_values.h"

namespace gainsay::report {

using nlohmann::ordered_json;

ordered_json evidence_json(const std::vector<audit::EvidenceEntry>& evidence) {
  ordered_json json = ordered_json::object();
  for (const auto& [key, value] : evidence) {
    std::visit(
        [&](const auto& held) {
          if constexpr (std::is_same_v<std::decay_t<decltype(held)>, double>) {
            json[key] = number(held);
          } else {
            json[key] = held;
          }
        },
        value);
  }
  return json;
}

ordered_json remedy_json(const audit::Remedy& remedy) {
  return {{"text", remedy.text},
          {"runs", integer_or_null(remedy.runs)},
          {"runs_upper", integer_or_null(remedy.runs_upper)},
          {"cost_seconds", number(remedy.cost_seconds)}};
}

}  // namespace gainsay::report
