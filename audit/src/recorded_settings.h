#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "gainsay/audit/study.h"

// What runs say of a setting that goes by several names.
namespace gainsay::audit {

// A setting and the names it goes by, the first of them that a run has counting. A name in a group counts too
// ("generation_kwargs.temperature" for temperature). What the study's runs call it is found out once.
class RecordedSetting {
 public:
  RecordedSetting(const Study& study, const std::vector<std::string_view>& names);

  // Its value in that run as text, by a param, a tag or an entry of the environment; nothing where it has
  // none.
  std::optional<std::string> of(const tracker::Run& run) const;

 private:
  std::vector<std::vector<Name>> recorded_as_;  // of each name that some run has, in the order of `names`
};

// "a" or "a|b"; a value of more than 40 characters is cut and ends in "...".
std::string values_text(const std::set<std::string>& values);

// The runs of both arms of a comparison on one of its datasets, the method's first.
std::vector<const tracker::Run*> runs_of_both(const Study& study, const ArmKey& method, Name against);

}  // namespace gainsay::audit
