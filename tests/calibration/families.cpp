#include "calibration/families.h"

namespace calibration {

std::vector<Family> simulated_families() { return {two_samples(), paired_differences(), spreads(), equivalence_tests(), resamples(), proportions()}; }

}  // namespace calibration
