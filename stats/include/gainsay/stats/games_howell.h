#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "gainsay/stats/mean_difference.h"

namespace gainsay::stats {

struct GamesHowellTest {
  std::vector<MeanDifference>
      comparisons;  // groups 0 and 1, 0 and 2, ..., 1 and 2, ...; each with Welch's df
  std::int64_t n;   // values in all groups together
  std::int64_t n_groups;
  std::string_view method;  // "games-howell"
};

// The Games-Howell test: which pairs of several groups differ in mean, whatever their variances?
// groups: 2 to 1000 samples of at least 2 finite values; confidence: of all intervals together, between 0
// and 1. Returns every pair's difference with Welch's standard error and degrees of freedom, and interval and
// p value of the studentized range of all groups. Throws std::domain_error if the number of groups or
// confidence is out of range, a group has fewer than 2 values or one that is not finite, or neither group of
// a pair varies. Assumes independent normal values; a little bold with groups of fewer than 6 (Dunnett 1980).
// Source: Games and Howell (1976).
GamesHowellTest games_howell_test(std::span<const std::span<const double>> groups, double confidence = 0.95);

}  // namespace gainsay::stats
