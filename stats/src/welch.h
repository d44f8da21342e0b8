#pragma once

#include <string_view>

#include "gainsay/stats/moments.h"

#include "t_inference.h"

namespace gainsay::stats {

// mean(a) - mean(b), its standard error and Satterthwaite's df; throws in the name of `function` if neither
// varies.
TEstimate welch_estimate(std::string_view function, const Moments& a, const Moments& b);

// Throws unless mean is finite, sd finite and not negative, n >= 2.
void check_moments(std::string_view function, std::string_view argument, const Moments& moments);

}  // namespace gainsay::stats
