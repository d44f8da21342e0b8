#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "gainsay/stats/friedman.h"

namespace gainsay::stats {

struct AlignedFriedmanTest {
  std::vector<double>
      mean_ranks;      // one per method, among all n_datasets * n_methods values; the least is best
  double chi_squared;  // holds with ties as it is
  double df;           // n_methods - 1
  double p_value;
  double standard_error;  // of the difference of two mean ranks
  // Of each pair of methods, n_methods x n_methods, row by row, symmetric, 1 on the diagonal; two-sided and
  // not adjusted: put them through holm, shaffer or bergmann_hommel.
  std::vector<double> pairwise_p_values;
  std::int64_t n_datasets;
  std::int64_t n_methods;
  std::string_view method;  // "aligned-friedman"
};

// Friedman's test with aligned ranks: do some of several methods score better than others, once each
// dataset's mean is taken off? All n_datasets * n_methods differences are ranked together, so that it
// compares methods across datasets too: sharper than friedman_test with 3 or 4 methods. table: as in
// friedman.h. Values tie where they differ by less than 1e-10 of the larger, or by the rounding error of
// taking off the mean. Returns mean ranks, chi-squared, and the normal test of each pair, whose standard
// error is sqrt(k (k n + 1) / 6) for k methods and n datasets; Garcia et al. (2010) print it without the k
// within. Throws std::domain_error if the table is too small, ragged or not finite, or every dataset ties all
// methods. Assumes independent datasets whose scores have the same unit. Source: Hodges and Lehmann (1962);
// Garcia, Fernandez, Luengo and Herrera (2010), section 3.1.
AlignedFriedmanTest aligned_friedman_test(const ScoreTable& table);

}  // namespace gainsay::stats
