#include "yaml_scalars.h"

#include <yaml-cpp/yaml.h>

#include "gainsay/tracker/error.h"

#include "whole_file.h"

namespace gainsay::importers {
namespace {

constexpr std::uint64_t largest = 4U << 20U;

[[noreturn]] void refuse(const std::string& place, const std::string& problem) {
  throw tracker::FormatError(place, problem, "look at the file; it may be damaged or cut off");
}

}  // namespace

std::map<std::string, std::string> read_yaml_scalars(const std::filesystem::path& file) {
  const std::string text = whole_file(file, largest);
  std::map<std::string, std::string> scalars;
  try {
    const YAML::Node root = YAML::Load(text);
    if (root.IsNull()) return scalars;
    if (!root.IsMap()) refuse(file.string(), "the file is no map of names to values");
    for (const auto& entry : root) {
      if (entry.first.IsScalar() && entry.second.IsScalar())
        scalars[entry.first.Scalar()] = entry.second.Scalar();
    }
  } catch (const YAML::Exception& error) {
    refuse(file.string() + ":" + std::to_string(error.mark.line + 1) + ":" +
               std::to_string(error.mark.column + 1),
           "not YAML: " + error.msg);
  }
  return scalars;
}

}  // namespace gainsay::importers
