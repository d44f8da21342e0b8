#pragma once

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
Family item_scores();
Family several_methods();
Family several_groups();
Family aggregates();
Family multiplicity();
Family over_datasets();
Family sequential();
Family components_of_methods();
Family learning_curves();
Family bayesian_decisions();
Family winners();

// All of them, in the order of the page.
std::vector<Family> simulated_families();

// Of resampled real runs; none where the data are not there.
std::vector<Family> real_families();

}  // namespace calibration
