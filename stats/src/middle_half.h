#pragma once

#include <cmath>
#include <cstddef>

#include "gainsay/stats/interquartile_mean.h"

namespace gainsay::stats {

// The ranks, counted from 0 and possibly in part, that the middle half of n sorted values takes up.
struct MiddleHalf {
  double low;
  double high;
};

inline MiddleHalf middle_half(std::size_t n, TrimRule rule) {
  const auto count = static_cast<double>(n);
  const double cut = rule == TrimRule::integer_cut ? std::floor(count / 4) : count / 4;
  return {cut, count - cut};
}

}  // namespace gainsay::stats
