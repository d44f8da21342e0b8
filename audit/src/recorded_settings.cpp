#include "recorded_settings.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace gainsay::audit {
namespace {

bool is_called(const std::string& recorded, std::string_view name) {
  if (recorded == name) return true;
  if (recorded.size() <= name.size() || !recorded.ends_with(name)) return false;
  const char before = recorded[recorded.size() - name.size() - 1];
  return before == '.' || before == '/';
}

std::optional<std::string> value_called(const tracker::Run& run, const std::vector<Name>& names) {
  for (const Name name : names) {
    if (const auto* value = tracker::find_param(run, name)) return tracker::to_text(*value);
  }
  for (const Name name : names) {
    if (const auto* value = tracker::find_tag(run, name)) return *value;
  }
  for (const Name name : names) {
    const auto entry = std::ranges::find(run.environment, name, &tracker::EnvironmentEntry::name);
    if (entry != run.environment.end()) return entry->value.str();
  }
  return std::nullopt;
}

}  // namespace

RecordedSetting::RecordedSetting(const Study& study, const std::vector<std::string_view>& names) {
  for (const std::string_view name : names) {
    std::vector<Name> called;
    std::ranges::copy_if(study.setting_names(), std::back_inserter(called),
                         [&](Name recorded) { return is_called(recorded.str(), name); });
    std::ranges::sort(called);
    if (!called.empty()) recorded_as_.push_back(std::move(called));
  }
}

std::optional<std::string> RecordedSetting::of(const tracker::Run& run) const {
  for (const auto& names : recorded_as_) {
    if (auto value = value_called(run, names)) return value;
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
