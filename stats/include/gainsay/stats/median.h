#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "gainsay/stats/interval.h"

namespace gainsay::stats {

struct MedianInterval {
  double estimate;             // of an even number of values: midway between the two in the middle
  Interval interval;           // from one order statistic to another
  double achieved_confidence;  // the least that the interval has, at least what was asked for
  std::int64_t n;
  std::string_view method;  // "order-statistics"
};

// The median of a sample with an interval for that of the population, which holds for any distribution.
// sample: n >= 1 finite values, in any order; confidence: between 0 and 1. The interval goes from the k-th
// smallest to the k-th largest value, k as large as the confidence allows: the median
// lies below the k-th smallest of n values with probability P(Bin(n, 1/2) <= k - 1). Where even the extremes
// are too little (n
// <= 5 at 95 %), it is infinite at both ends and holds for certain. Throws std::domain_error if the sample is
// empty, a value is not finite, or confidence is out of range. Assumes independent values alone. Source:
// Thompson (1936); David and Nagaraja (2003), section 7.1.
MedianInterval median(std::span<const double> sample, double confidence = 0.95);

}  // namespace gainsay::stats
