#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace gainsay::stats {

// Methods of which no two differ; each by its place, from 0.
struct Clique {
  std::vector<std::int64_t> methods;
};

struct CriticalDifferenceCliques {
  std::vector<Clique> cliques;  // none is part of another; a method that differs from all others is in none
  std::int64_t n_methods;
  std::string_view method;  // "mean-ranks" or "p-values"
};

// The groups that a diagram of critical differences joins by a bar, from mean ranks: the largest groups in
// which no two mean ranks are a critical difference apart. mean_ranks: 2 or more finite values, 1 being the
// best; critical_difference: above 0, as of nemenyi_test. Returns the groups from the best to the worst, and
// the methods of each in that order. Throws std::domain_error if there are fewer than 2 mean ranks, one is
// not finite, or the critical difference is not above 0. Source: Demsar (2006), section 3.2.2.
CriticalDifferenceCliques critical_difference_cliques(std::span<const double> mean_ranks,
                                                      double critical_difference);

// The same from decisions about pairs: the largest groups in which no pair is rejected at alpha. What a
// step-down adjustment decides need not follow the order of the methods: two that do not differ may stand on
// either side of a third that differs from one of them, and a bar over all three would be wrong.
// adjusted_p_values: n_methods x n_methods, row by row, symmetric, each from 0 to 1, as pairwise_wilcoxon or
// nemenyi_test gives them; the diagonal is not read; n_methods: 2 or more; alpha: between 0 and 1; a pair is
// rejected where its p value is at most alpha.
// Returns the groups in ascending order of their methods. Throws std::domain_error if n_methods is below 2,
// adjusted_p_values has another size, is not symmetric or has a p value out of range, alpha is out of range,
// or there are more than 100,000 groups. Source: Bron and Kerbosch (1973), with the pivot of Tomita, Tanaka
// and Takahashi (2006).
CriticalDifferenceCliques cliques_of_p_values(std::span<const double> adjusted_p_values,
                                              std::int64_t n_methods, double alpha = 0.05);

}  // namespace gainsay::stats
