#pragma once

#include <set>
#include <string>

#include "gainsay/audit/claim_evaluation.h"

namespace gainsay::report {

// The ids of all runs that the claim's comparisons rest on.
std::set<std::string> runs_of(const audit::ClaimEvaluation& evaluation);

}  // namespace gainsay::report
