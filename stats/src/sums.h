#pragma once

#include <span>

namespace gainsay::stats {

// Neumaier's compensated sum: the error does not grow with n.
double compensated_sum(std::span<const double> values);
// The mean, corrected once for its own rounding error.
double accurate_mean(std::span<const double> values);
// Sum of squared deviations from `mean`, corrected for the rounding error of the mean; 0 for a constant
// sample.
double squared_deviations(std::span<const double> values, double mean);

}  // namespace gainsay::stats
