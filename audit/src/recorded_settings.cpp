#include "recorded_settings.h"

namespace gainsay::audit {
namespace {

bool is_called(const std::string& recorded, std::string_view name) {
  if (recorded == name) return true;
  if (recorded.size() <= name.size() || !recorded.ends_with(name)) return false;
  const char before = recorded[recorded.size() - name.size() - 1];
  return before == '.' || before == '/';
}

std::optional<std::string> value_called(const tracker::Run& run, std::string_view name) {
  for (const tracker::Param& param : run.params) {
    if (is_called(param.name.str(), name)) return tracker::to_text(param.value);
  }
  for (const tracker::Tag& tag : run.tags) {
    if (is_called(tag.name.str(), name)) return tag.value;
  }
  for (const tracker::EnvironmentEntry& entry : run.environment) {
    if (is_called(entry.name.str(), name)) return entry.value;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> setting_of(const tracker::Run& run, const std::vector<std::string_view>& names) {
  for (const std::string_view name : names) {
    if (auto value = value_called(run, name)) return value;
  }
  return std::nullopt;
}

std::string values_text(const std::set<std::string>& values) {
  constexpr std::size_t most_characters = 40;
  std::string text;
  for (const std::string& value : values) {
    text += text.empty() ? "" : "|";
    text += value.size() <= most_characters ? value : value.substr(0, most_characters) + "...";
  }
  return text;
}

std::vector<const tracker::Run*> runs_of_both(const Study& study, const ArmKey& method, Name against) {
  std::vector<const tracker::Run*> runs = study.arm(method).evidence;
  const auto& others = study.arm(against, method.dataset, method.metric).evidence;
  runs.insert(runs.end(), others.begin(), others.end());
  return runs;
}

}  // namespace gainsay::audit
