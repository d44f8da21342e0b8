#pragma once

#include <map>
#include <vector>

#include "gainsay/audit/patch_evaluation.h"

// What measures the pain point that a patch is declared for.
namespace gainsay::audit {

// Metric (canonical) -> datasets on which both methods have results of it, without smoke datasets.
using SharedMetrics = std::map<Name, std::vector<Name>>;
SharedMetrics shared_metrics(const Study& study, Name method, Name other);

// The claims about the patch's method, and those of them that are about its pain point against its target.
std::vector<const ClaimEvaluation*> claims_of_patch(const Study& study, const Patch& patch);
bool is_claim_about_the_cure(const ClaimEvaluation& evaluation, const Patch& patch);

// A metric of the patch against its target over these datasets, by Welch's t; over several datasets as a
// share of the target's mean. kind: improves, or more_stable for the spread over seeds.
PatchMeasurement measure_metric(const Study& study, const Patch& patch, Name metric,
                                const std::vector<Name>& datasets, ClaimKind kind = ClaimKind::improves);

// The share of final runs that failed, by Fisher's exact test with Newcombe's interval, the datasets that
// both were run on taken together; nothing where none failed.
std::vector<PatchMeasurement> measure_failures(const Study& study, const Patch& patch);

// What the declared kind and `evidence` of the patch give, without claims. p values are not adjusted.
std::vector<PatchMeasurement> measure_pain_point(const Study& study, const Patch& patch);

}  // namespace gainsay::audit
