#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "gainsay/stats/friedman.h"

namespace gainsay::stats {

struct QuadeTest {
  std::vector<double> mean_ranks;  // one per method, 1 is the best; dataset d weighs as the rank of its range
  double f_statistic;              // infinite where all datasets agree; see below
  double df_between;               // n_methods - 1
  double df_within;                // (n_methods - 1) (n_datasets - 1)
  double p_value;                  // of F; where it is infinite (1 / n_methods!)^(n_datasets - 1)
  // Of each pair of methods, n_methods x n_methods, row by row, symmetric, 1 on the diagonal; two-sided and
  // not adjusted: put them through holm, shaffer or bergmann_hommel.
  std::vector<double> pairwise_p_values;
  std::int64_t n_datasets;
  std::int64_t n_methods;
  std::string_view method;  // "quade"
};

// Quade's test: do some of several methods rank better than others, where a dataset that spreads the methods
// farther apart counts for more?
// table: as in friedman.h. Returns the F statistic of ranks weighted by the ranks of the datasets' ranges,
// with tied scores and tied ranges at their mean ranks, and the t test of each pair. Where all datasets rank
// the methods alike and have the same range, F is infinite, p is the share of the rankings that agree so
// well, and a pair that differs in mean rank has p = 0. Throws std::domain_error if the table is too small,
// ragged or not finite, or every dataset ties all methods. Assumes independent datasets whose scores have the
// same unit: ranges are compared with each other. Source: Quade (1979); Conover (1999), section 5.8.
QuadeTest quade_test(const ScoreTable& table);

}  // namespace gainsay::stats
