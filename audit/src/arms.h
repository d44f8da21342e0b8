#pragma once

#include <map>
#include <vector>

#include "gainsay/audit/study.h"

namespace gainsay::audit {

// Sorts every final run of the study into the arms its results belong to.
std::map<ArmKey, Arm> build_arms(const Study& study);

// The arms of one method on one dataset, one a metric, ordered by its name.
std::vector<const Arm*> arms_of(const Study& study, Name method, Name dataset);

// Failed for want of memory or time, and not by what the method does.
bool is_infrastructure_failure(const tracker::Run& run);

}  // namespace gainsay::audit
