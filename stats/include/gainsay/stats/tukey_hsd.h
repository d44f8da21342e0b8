#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "gainsay/stats/mean_difference.h"

namespace gainsay::stats {

struct TukeyHsd {
  std::vector<MeanDifference> comparisons;  // groups 0 and 1, 0 and 2, ..., 1 and 2, ...
  double critical_value;                    // of the size of a statistic, at 1 - confidence
  double sd;                                // within the groups, pooled
  double df;                                // n less the number of groups
  std::int64_t n;                           // values in all groups together
  std::int64_t n_groups;
  std::string_view method;  // "tukey-hsd"
};

// Tukey's honestly significant differences, with Kramer's standard errors for groups of unequal size: which
// pairs of several groups differ in mean? groups: 2 to 1000 samples of at least 1 finite value, one of them
// at least 2; confidence: of all intervals together, between 0 and 1. Returns every pair's difference with
// its simultaneous interval and adjusted p value. q, as printed elsewhere, is the statistic's size times
// sqrt(2). Throws std::domain_error if the number of groups or confidence is out of range, a group is empty,
// no group has 2 values, a value is not finite, or no group varies. Assumes independent normal values of one
// variance; where the variances differ take games_howell_test. Exact for groups of one size, a little
// cautious otherwise (Hayter 1984). Source: Tukey (1953); Kramer (1956).
TukeyHsd tukey_hsd(std::span<const std::span<const double>> groups, double confidence = 0.95);

}  // namespace gainsay::stats
