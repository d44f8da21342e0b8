#pragma once

#include <optional>

#include "gainsay/audit/claim_evaluation.h"
#include "gainsay/audit/study.h"

namespace gainsay::audit {

// The look as one at this comparison, whichever method was named first; nothing where it is at another one.
std::optional<Look> as_look_at(const Study& study, const Comparison& comparison, Look look);

}  // namespace gainsay::audit
