#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "gainsay/tracker/model.h"

// What makes two runs the same experiment.
namespace gainsay::audit {

using tracker::Name;

// Parameters as text, without those that only say where, when or under which seed a run was made.
using Configuration = std::map<Name, std::string>;

// Seeds, paths, devices, worker counts and names: two runs that differ in them alone are one configuration.
bool is_incidental(Name param);

Configuration configuration_of(const tracker::Run& run);

// Whether two runs have the same configuration_of(), and a hash that goes with it; neither makes one.
struct SameConfiguration {
  bool operator()(const tracker::Run* a, const tracker::Run* b) const;
};
struct ConfigurationHash {
  std::size_t operator()(const tracker::Run* run) const;
};
// One run of each configuration.
using ConfigurationSet = std::unordered_set<const tracker::Run*, ConfigurationHash, SameConfiguration>;
template <typename T>
using ConfigurationMap = std::unordered_map<const tracker::Run*, T, ConfigurationHash, SameConfiguration>;

// "lr = 0.1, momentum = 0.9"; "no parameters" when there is none.
std::string to_text(const Configuration& configuration);

}  // namespace gainsay::audit
