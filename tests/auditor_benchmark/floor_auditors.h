#pragma once

#include "gainsay/audit/study.h"

// What simpler auditors would say of a study, to hold the real one against.
namespace auditor_benchmark {

// Finds fault with a study in which an arm of a claim has fewer than 5 runs.
bool counts_to_five(const gainsay::audit::Study& study);

// Finds fault with a study in which some claimed comparison on some dataset is no win by Welch's t test at
// 5 %, whatever else is tested.
bool raw_welch(const gainsay::audit::Study& study);

}  // namespace auditor_benchmark
