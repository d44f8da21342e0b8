#include <algorithm>
#include <string_view>

#include "gainsay/audit/plan.h"

namespace gainsay::audit {
namespace {

bool names_a_seed(std::string_view option) {
  std::string lower(option);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return lower.find("seed") != std::string::npos || option == "-s";
}

// "3" after "--seed", or "--seed=3" and "seed=3".
bool replace_seed(std::vector<std::string>& argv, const std::string& old_seed, const std::string& new_seed) {
  bool replaced = false;
  for (std::size_t i = 0; i < argv.size(); ++i) {
    const std::size_t equals = argv[i].find('=');
    if (equals != std::string::npos && names_a_seed(std::string_view(argv[i]).substr(0, equals)) &&
        argv[i].substr(equals + 1) == old_seed) {
      argv[i] = argv[i].substr(0, equals + 1) + new_seed;
      replaced = true;
    } else if (i > 0 && argv[i] == old_seed && names_a_seed(argv[i - 1])) {
      argv[i] = new_seed;
      replaced = true;
    }
  }
  return replaced;
}

bool replace_dataset(std::vector<std::string>& argv, const std::string& old_name,
                     const std::string& new_name) {
  bool replaced = false;
  for (std::string& argument : argv) {
    const std::size_t equals = argument.find('=');
    if (argument == old_name) {
      argument = new_name;
      replaced = true;
    } else if (equals != std::string::npos && argument.substr(equals + 1) == old_name) {
      argument.replace(equals + 1, std::string::npos, new_name);
      replaced = true;
    }
  }
  return replaced;
}

}  // namespace

std::optional<std::vector<std::string>> command_for(const tracker::Run& run, Name dataset,
                                                    std::int64_t seed) {
  if (run.argv.empty() || !run.seed) return std::nullopt;
  std::vector<std::string> argv = run.argv;
  if (!replace_seed(argv, std::to_string(*run.seed), std::to_string(seed))) return std::nullopt;
  if (run.dataset != dataset && !replace_dataset(argv, run.dataset.str(), dataset.str())) return std::nullopt;
  return argv;
}

}  // namespace gainsay::audit
