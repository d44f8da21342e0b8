#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gainsay/stats/interval.h"

namespace gainsay::report {

// A gain or a shortfall with its interval in the unit that reads best: "0.04 [0.01, 0.07]", "+3.5 [1.2, 5.8]
// %" for a share of the target's, "3.1 [1.2, 8.2] times the rate" for a log ratio of rates. sign: write a
// plus before what is above 0, where 0 is no difference.
std::string gain_words(double gain, const std::optional<stats::Interval>& interval, std::string_view unit,
                       bool sign);

}  // namespace gainsay::report
