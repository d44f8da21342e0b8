#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace gainsay::stats {

struct KruskalWallisTest {
  std::vector<double> mean_ranks;  // one per group; the smallest value has rank 1
  double chi_squared;              // H, corrected for ties
  double df;                       // groups - 1
  double p_value;                  // over all deals where `exact`, else that of chi-squared
  double chi_squared_p_value;      // of the large-sample approximation, always
  bool exact;
  std::int64_t n;           // values in all groups together
  std::string_view method;  // "kruskal-wallis"
};

// The Kruskal-Wallis test: do some of several independent groups tend to larger values than the others?
// groups: 2 or more samples of at least 1 finite value, together at least 3; values within 1e-10 of each
// other, relatively, are tied and share their mean rank. Returns mean ranks, the tie-corrected H and its p.
// The p value is exact, over all deals of the ranks as they are to groups of these sizes, ties included,
// where there are at most a million of them (three groups of 5); beyond that it is that of chi-squared with
// groups - 1 degrees of freedom, and `exact` says so. Throws std::domain_error if there are fewer than 2
// groups or 3 values, a group is empty, a value is not finite, or all values are tied. Assumes independent
// values; it compares ranks, so groups of one centre and different spreads can differ too. Source: Kruskal
// and Wallis (1952).
KruskalWallisTest kruskal_wallis_test(std::span<const std::span<const double>> groups);

}  // namespace gainsay::stats
