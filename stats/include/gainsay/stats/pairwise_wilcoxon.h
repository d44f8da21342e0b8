#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "gainsay/stats/friedman.h"

namespace gainsay::stats {

// How the p values of all pairs of methods are adjusted: by holm, shaffer or bergmann_hommel.
enum class PairwiseAdjustment { holm, shaffer, bergmann_hommel };

struct PairwiseWilcoxon {
  // Of each pair of methods, n_methods x n_methods, row by row, symmetric, 1 on the diagonal; two-sided.
  std::vector<double> p_values;
  std::vector<double> adjusted_p_values;
  // On how many datasets the row's method has the better score; ties are in neither of the two places.
  std::vector<double> wins;
  bool exact;  // every p value is; false: some come from the normal approximation
  std::int64_t n_datasets;
  std::int64_t n_methods;
  std::string_view method;  // "pairwise-wilcoxon-holm", "-shaffer" or "-bergmann-hommel"
};

// Wilcoxon's signed-rank test of every pair of methods over the datasets: which pairs differ? Unlike tests on
// mean ranks, the p value of a pair does not depend on which other methods are in the table.
// table: as in friedman.h; adjustment: for the family of all pairs. Each p value is that of
// wilcoxon_signed_rank on the pair's differences, with its treatment of zeros, ties and many datasets. A pair
// that is equal on every dataset has nothing that speaks for a difference: its p value is 1. Throws
// std::domain_error if the table is too small, ragged or not finite, or has more methods than the adjustment
// allows (shaffer: 100, bergmann_hommel: 12). Assumes independent datasets whose scores have the same unit;
// below 6 datasets no p value reaches 5 %. Source: Benavoli, Corani and Mangili (2016); Garcia and Herrera
// (2008).
PairwiseWilcoxon pairwise_wilcoxon(const ScoreTable& table,
                                   PairwiseAdjustment adjustment = PairwiseAdjustment::holm);

}  // namespace gainsay::stats
