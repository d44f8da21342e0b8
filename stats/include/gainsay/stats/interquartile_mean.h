#pragma once

#include <span>

namespace gainsay::stats {

// How a quarter of n values is cut off where n is not a multiple of 4: `integer_cut` drops floor(n / 4) at
// each end (SciPy's trim_mean, rliable); `fractional` drops exactly a quarter, the values at the edges
// counting in part.
enum class TrimRule { integer_cut, fractional };

// The mean of the middle half of a sample.
// sample: n >= 1 finite values, in any order.
// Throws std::domain_error if the sample is empty or a value is not finite.
// Source: Agarwal et al. (2021); trimmed means: Tukey (1962).
double interquartile_mean(std::span<const double> sample, TrimRule rule = TrimRule::integer_cut);

}  // namespace gainsay::stats
