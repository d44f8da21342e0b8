#pragma once

#include <cstdint>

#include "gainsay/stats/interval.h"

namespace gainsay::stats {

// One of several comparisons of two groups' means that are judged together: intervals hold all at once with
// their confidence, and p values are adjusted for the number of comparisons.
struct MeanDifference {
  std::int64_t a;  // the groups' places, from 0
  std::int64_t b;
  double estimate;  // mean of a - mean of b
  double standard_error;
  Interval interval;
  double statistic;  // estimate / standard_error
  double df;
  double p_value;  // two-sided
};

}  // namespace gainsay::stats
