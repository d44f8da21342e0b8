#pragma once

#include <cstdint>
#include <vector>

#include "gainsay/audit/patch_evaluation.h"

// How fast a patch and its target get there, by their curves.
namespace gainsay::audit {

// Datasets (not smoke) on which finished runs of both have the curve, and the patch declares a level to reach
// or the target's curve tells one (converged_level()).
std::vector<Name> datasets_with_curves(const Study& study, const Patch& patch, Name metric);

// Steps to that level over these datasets: the log-rank test stratified by dataset, and Peto's
// one-step estimate of the log ratio of the rates at which runs get there (positive: the patch is faster)
// with its interval, which excludes 0 where the test rejects. At most one measurement; none where no run gets
// there. Source: Peto and Peto (1972); Yusuf, Peto, Lewis, Collins and Sleight (1985), Progress in
// Cardiovascular Diseases 27, 335-371, appendix.
std::vector<PatchMeasurement> compare_steps(const Study& study, const Patch& patch, Name metric);

}  // namespace gainsay::audit
