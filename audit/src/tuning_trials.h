#pragma once

#include <cstdint>

#include "gainsay/audit/study.h"

namespace gainsay::audit {

// Tuning runs of `method` on the claim's datasets; those that name no dataset count for each.
std::int64_t trials_of(const Study& study, const Claim& claim, Name method);

}  // namespace gainsay::audit
