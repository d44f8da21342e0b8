#pragma once

#include <optional>

#include "gainsay/audit/claim_evaluation.h"

#include "samples.h"

// What the design of a comparison could have found: power, detectable effect, and the runs that would decide.
// Always at the declared smallest effect, never at the observed one (which would be circular).
namespace gainsay::audit {

// For one dataset: two arms of runs, pooled spread.
void judge_design(Comparison& comparison, const Samples& samples, const StudyFile& file,
                  std::optional<double> margin);

// Over datasets: the standard error shrinks with the root of the seeds, the degrees of freedom grow with
// them.
void judge_design_over_datasets(Comparison& comparison, const StudyFile& file, std::optional<double> margin);

// Seeds per arm at which a two-sided t test finds `effect` (> 0) with the study's power at level `alpha`;
// nothing when there are more of them than any study runs.
std::optional<std::int64_t> seeds_for_effect(double effect, double sd, const StudyFile& file, double alpha);

// Spread common to both arms; nothing when one arm has fewer than 2 values or neither varies.
std::optional<double> pooled_sd(const Samples& samples);

}  // namespace gainsay::audit
