#pragma once

#include <map>
#include <string>

#include "gainsay/tracker/model.h"

// What makes two runs the same experiment.
namespace gainsay::audit {

using tracker::Name;

// Parameters as text, without those that only say where, when or under which seed a run was made.
using Configuration = std::map<Name, std::string>;

// Seeds, paths, devices, worker counts and names: two runs that differ in them alone are one configuration.
bool is_incidental(Name param);

Configuration configuration_of(const tracker::Run& run);

// "lr = 0.1, momentum = 0.9"; "no parameters" when there is none.
std::string to_text(const Configuration& configuration);

}  // namespace gainsay::audit
