#include "configuration.h"

#include <algorithm>
#include <functional>

namespace gainsay::audit {

bool is_incidental(Name param) {
  static const std::unordered_set<Name> names = {"seed",     "output", "out",     "output_dir",  "log_dir",
                                                 "save_dir", "device", "workers", "num_workers", "run_name",
                                                 "name",     "method", "config"};
  return names.contains(param);
}

Configuration configuration_of(const tracker::Run& run) {
  Configuration configuration;
  for (const tracker::Param& param : run.params) {
    if (!is_incidental(param.name)) configuration[param.name] = tracker::to_text(param.value);
  }
  return configuration;
}

bool SameConfiguration::operator()(const tracker::Run* a, const tracker::Run* b) const {
  const auto counts = [](const tracker::Param& param) { return !is_incidental(param.name); };
  auto ours = a->params.begin();
  auto theirs = b->params.begin();
  for (;; ++ours, ++theirs) {
    ours = std::find_if(ours, a->params.end(), counts);
    theirs = std::find_if(theirs, b->params.end(), counts);
    if (ours == a->params.end() || theirs == b->params.end()) break;
    if (ours->name != theirs->name) return false;
    // What is equal has the same text; what is not may have it all the same (1 and "1").
    if (ours->value != theirs->value && tracker::to_text(ours->value) != tracker::to_text(theirs->value))
      return false;
  }
  return ours == a->params.end() && theirs == b->params.end();
}

std::size_t ConfigurationHash::operator()(const tracker::Run* run) const {
  std::size_t hash = 0;
  for (const tracker::Param& param : run->params) {
    if (is_incidental(param.name)) continue;
    hash = hash * 31 + std::hash<Name>{}(param.name);
    hash = hash * 31 + std::hash<std::string>{}(tracker::to_text(param.value));
  }
  return hash;
}

std::string to_text(const Configuration& configuration) {
  std::string text;
  for (const auto& [name, value] : configuration) {
    text += (text.empty() ? "" : ", ") + name.str() + " = " + value;
  }
  return text.empty() ? "no parameters" : text;
}

}  // namespace gainsay::audit
