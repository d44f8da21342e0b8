#pragma once

#include <span>
#include <string_view>

#include "gainsay/stats/interval.h"
#include "gainsay/stats/moments.h"

namespace gainsay::stats {

// A weighted sum of the means of independent arms whose variances may differ: Welch's test over any number of
// arms.
struct LinearCombination {
  double estimate;
  double standard_error;
  Interval interval;
  double statistic;
  double df;  // Satterthwaite (1946)
  double p_value;
};

// arms: at least 2 runs where the weight is not 0. Throws std::domain_error naming `function` if none varies.
LinearCombination linear_combination(std::string_view function, std::span<const Moments> arms,
                                     std::span<const double> weights, double confidence);

}  // namespace gainsay::stats
