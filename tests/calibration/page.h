#pragma once

#include <span>
#include <string>
#include <string_view>

#include "calibration/run.h"

namespace calibration {

// The heading of what is made of data that not every machine has.
constexpr std::string_view real_runs_heading = "## Resampled real runs\n";

// The page that is docs/calibration.md. `simulated`: at least the two families whose columns are noise
// shapes, first; `real`: those that resample real runs, and none where the data are not there.
std::string page(std::span<const FamilyResult> simulated, std::span<const FamilyResult> real);

// The section of one family: its table, under a heading of the level "##" or "###", and what is promised.
std::string section(const FamilyResult& result, std::string_view level);

// The page up to the heading of real runs.
std::string_view without_real_runs(std::string_view page);

}  // namespace calibration
