#pragma once

#include <vector>

#include "gainsay/audit/plan.h"
#include "invocation.h"

namespace gainsay::cli {

// Runs the planned runs whose command is known as `gainsay run` processes, `jobs` at a time, with one progress line a
// run on stderr. A run that fails is recorded as failed and does not stop the others. Planning again after an
// interruption plans what is still missing, so that nothing is run twice.
// Returns 0, or 2 when a run failed or no command was known for one.
int run_planned(const Invocation& invocation, const std::vector<audit::Plan>& plans, int jobs);

}  // namespace gainsay::cli
