#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "gainsay/stats/friedman.h"

namespace gainsay::stats {

struct NemenyiTest {
  double critical_difference;  // of two mean ranks, at alpha
  double alpha;
  std::vector<double> p_values;  // n_methods x n_methods, row by row, symmetric, 1 on the diagonal
  std::int64_t n_methods;
  std::string_view method;  // "nemenyi"
};

// The Nemenyi test: which pairs of methods differ in mean rank, all pairs at once?
// friedman: from friedman_test, 2 to 1000 methods; alpha: between 0 and 1, for the family of all pairs.
// Returns the critical difference and the p value of each pair, already adjusted for the number of pairs.
// Throws std::domain_error if there are more methods or alpha is out of range.
// Conservative with many methods, and it depends on the pool of methods; see friedman_test.
// Source: Nemenyi (1963); Demsar (2006), section 3.2.2, with the studentized range at infinite degrees of
// freedom.
NemenyiTest nemenyi_test(const FriedmanTest& friedman, double alpha = 0.05);

}  // namespace gainsay::stats
