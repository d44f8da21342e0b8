#pragma once

#include <optional>

#include "gainsay/audit/claim_evaluation.h"
#include "gainsay/stats/assurance.h"

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

// Seeds per arm that find an effect with the study's power at some level.
struct PlannedSeeds {
  std::int64_t likely = 0;  // in 80 % of studies that are planned from such a pilot, if that is the power
  std::int64_t upper = 0;   // if the true spread is at the pilot's 80 % upper bound
};

// The seeds that a pilot's spread asks for. pilot: > 0, in the unit of `effect`. Nothing when there are more
// of them than any study runs.
std::optional<PlannedSeeds> plan_seeds(double effect, const stats::PilotSd& pilot, const StudyFile& file,
                                       double alpha);

// The factor by which a standard error of `df` degrees of freedom is too small to plan with.
double planning_factor(std::int64_t df, const StudyFile& file);

// Spread common to both arms; nothing when one arm has fewer than 2 values or neither varies.
std::optional<double> pooled_sd(const Samples& samples);

}  // namespace gainsay::audit
