#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "gainsay/stats/interval.h"

namespace gainsay::stats {

// What a sample looks like. `sd` (denominator n - 1) and `standard_error` (sd / sqrt n) do not exist for n
// = 1.
struct Summary {
  std::int64_t n;
  double mean;
  std::optional<double> sd;
  std::optional<double> standard_error;
  double median;
  double min;
  double max;
};

// Describes a sample.
// sample: n >= 1 finite values, in any order.
// Returns the summary; sums are compensated, and a constant sample has an sd of exactly 0.
// Throws std::domain_error if the sample is empty, holds a NaN or an infinity,
// or the values lie farther apart than a double can say.
// Source: two-pass variance with correction, Chan, Golub and LeVeque (1983), equation 1.7; sums by Neumaier
// (1974).
Summary summarize(std::span<const double> sample);

// The Student t interval for the mean of a sample.
// sample: n >= 2 finite values; confidence: between 0 and 1.
// Returns mean +- t(n - 1) * sd / sqrt(n); of width 0 for a constant sample.
// Throws std::domain_error if n < 2, a value is not finite, or confidence is not between 0 and 1.
// Assumes independent runs; good for means of roughly symmetric shape, else from about 10 runs up.
// Source: Student (1908).
Interval mean_t_interval(std::span<const double> sample, double confidence = 0.95);

// A sample quantile, linear between order statistics.
// sample: n >= 1 finite values, in any order; p: from 0 (the minimum) to 1 (the maximum).
// Returns the value at position (n - 1) p of the sorted sample.
// Throws std::domain_error if the sample is empty, a value is not finite, or p is outside 0 to 1.
// Source: Hyndman and Fan (1996), definition 7 (the default of R and NumPy).
double quantile(std::span<const double> sample, double p);

}  // namespace gainsay::stats
