#pragma once

#include <span>

namespace gainsay::stats {

// Neumaier's compensated sum: the error does not grow with n.
double compensated_sum(std::span<const double> values);
// The mean, corrected once for its own rounding error.
double accurate_mean(std::span<const double> values);
// The sd (denominator n - 1) of at least 2 values about their mean, corrected for the rounding error of the
// mean; 0 for a constant sample. Deviations are scaled by a power of two, so that their squares neither over-
// nor underflow. Infinite if the values lie farther apart than a double can say.
double sample_sd(std::span<const double> values, double mean);

}  // namespace gainsay::stats
