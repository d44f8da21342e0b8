#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "gainsay/audit/study.h"

// What runs say of a setting that goes by several names.
namespace gainsay::audit {

// The value of the first of `names` that a run has as a param, a tag or an entry of its environment, as text;
// nothing where it has none. A name in a group counts too ("generation_kwargs.temperature" for temperature).
std::optional<std::string> setting_of(const tracker::Run& run, const std::vector<std::string_view>& names);

// "a" or "a|b"; a value of more than 40 characters is cut and ends in "...".
std::string values_text(const std::set<std::string>& values);

// The runs of both arms of a comparison on one of its datasets, the method's first.
std::vector<const tracker::Run*> runs_of_both(const Study& study, const ArmKey& method, Name against);

}  // namespace gainsay::audit
