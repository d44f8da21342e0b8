#pragma once

#include <filesystem>
#include <vector>

#include "calibration/family.h"

namespace calibration {

// Each in promises_<family>.cpp. The first two have the noise shapes as columns.
Family two_samples();
Family paired_differences();
Family spreads();
Family equivalence_tests();
Family resamples();
Family proportions();

// All of them, in the order of the page.
std::vector<Family> simulated_families();

}  // namespace calibration
