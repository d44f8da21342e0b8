#include "configuration.h"

#include <set>

namespace gainsay::audit {

bool is_incidental(Name param) {
  static const std::set<std::string> names = {"seed",     "output", "out",     "output_dir",  "log_dir",
                                              "save_dir", "device", "workers", "num_workers", "run_name",
                                              "name",     "method", "config"};
  return names.contains(param.str());
}

Configuration configuration_of(const tracker::Run& run) {
  Configuration configuration;
  for (const tracker::Param& param : run.params) {
    if (!is_incidental(param.name)) configuration[param.name] = tracker::to_text(param.value);
  }
  return configuration;
}

std::string to_text(const Configuration& configuration) {
  std::string text;
  for (const auto& [name, value] : configuration) {
    text += (text.empty() ? "" : ", ") + name.str() + " = " + value;
  }
  return text.empty() ? "no parameters" : text;
}

}  // namespace gainsay::audit
