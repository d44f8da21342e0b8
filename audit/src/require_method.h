#pragma once

#include "gainsay/audit/study.h"

namespace gainsay::audit {

// Throws tracker::NotFoundError, with the nearest known name, for a method that is neither declared nor
// recorded.
void require_method(const Study& study, Name name);

}  // namespace gainsay::audit
