#pragma once

#include <string_view>

#include "gainsay/stats/binomial_interval.h"

namespace gainsay::stats {

// Throws in the name of `function` unless 0 <= successes <= trials and trials >= 1.
void check_proportion(std::string_view function, const Proportion& proportion);

}  // namespace gainsay::stats
