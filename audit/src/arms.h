#pragma once

#include <map>

#include "gainsay/audit/study.h"

namespace gainsay::audit {

// Sorts every final run of the study into the arms its results belong to.
std::map<ArmKey, Arm> build_arms(const Study& study);

}  // namespace gainsay::audit
