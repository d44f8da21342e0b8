#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "gainsay/stats/interval.h"

namespace gainsay::stats {

// Intervals for a mean that hold at every number of values at once, so that one may look after each run and
// stop whenever one likes.
struct ConfidenceSequence {
  std::vector<double> low;  // after each value; each is within all before it
  std::vector<double> high;
  double estimate;    // mean of all values
  Interval interval;  // after the last value
  std::int64_t n;
  std::string_view method;  // "empirical-bernstein", "betting", "asymptotic"
};

// The empirical-Bernstein confidence sequence of a mean, by predictable plug-in.
// values: in the order in which they came, at least 1, each from `low` to `high`; confidence: between 0
// and 1. The true mean is in all intervals with that probability, for any distribution on low to high, at any
// n: the price is width, so that it takes hundreds of values to say much. Throws std::domain_error if a value
// is outside low to high, low is not below high, or confidence is not between 0 and 1. Assumes that each
// value has the same mean given those before. Source: Waudby-Smith and Ramdas (2024), theorem 2.
ConfidenceSequence empirical_bernstein_confidence_sequence(std::span<const double> values, double low,
                                                           double high, double confidence = 0.95);

// The same by betting (hedged capital with bets of at most half the wealth): never much wider, and much
// narrower where the values vary little. Source: Waudby-Smith and Ramdas (2024), theorem 3.
ConfidenceSequence betting_confidence_sequence(std::span<const double> values, double low, double high,
                                               double confidence = 0.95);

// The asymptotic confidence sequence of a mean of unbounded values: at least 2, not all of the first ones
// equal. best_at: the number of values at which it is narrowest, >= 1. It holds in the limit of many values
// only: looked at from the second of 10 to 100 normal values on, one of 95 % misses the mean at some time in
// 29 to 32 % of studies; intervals before the first value that differs from the others are infinite.
// Throws std::domain_error for fewer than 2 values, one that is not finite, no two that differ, or a
// confidence outside 0 to 1. Source: Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (2024).
ConfidenceSequence asymptotic_confidence_sequence(std::span<const double> values, double best_at,
                                                  double confidence = 0.95);

}  // namespace gainsay::stats
