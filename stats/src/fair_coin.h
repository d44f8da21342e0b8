#pragma once

#include <cstdint>

#include "gainsay/stats/alternative.h"

namespace gainsay::stats {

// The exact p value of `heads` against `tails` (at least one throw) when both are equally likely.
double fair_coin_p_value(std::int64_t heads, std::int64_t tails, Alternative alternative);

}  // namespace gainsay::stats
