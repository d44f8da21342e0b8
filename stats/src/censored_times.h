#pragma once

#include <string_view>

#include "gainsay/stats/kaplan_meier.h"

namespace gainsay::stats {

// Throws in the name of `function` unless the sample is as kaplan_meier.h says.
void check_censored_times(std::string_view function, const CensoredTimes& sample);

}  // namespace gainsay::stats
