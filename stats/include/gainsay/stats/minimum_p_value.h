#pragma once

#include <cstdint>

namespace gainsay::stats {

// The smallest two-sided p value that an exact test can give at a sample size, whatever the data: pure
// counting. A claim that needs less cannot be shown by that test with so few runs. Each throws
// std::domain_error if n < 1.

// Mann-Whitney (rank-sum) without ties: 2 / C(n_a + n_b, n_a); 0.1 for 3 v 3.
double minimum_p_rank_sum(std::int64_t n_a, std::int64_t n_b);

// Two-sample permutation of a mean difference: 2 / C(n_a + n_b, n_a) for equal sizes; half of it for unequal
// ones, where the other extreme need not lie as far out.
double minimum_p_permutation(std::int64_t n_a, std::int64_t n_b);

// Signed-rank, sign test and sign flip over n differences that are not 0: 2 / 2^n; 0.03125 for 6.
double minimum_p_signed_rank(std::int64_t n);
double minimum_p_sign_test(std::int64_t n);
double minimum_p_sign_flip(std::int64_t n);

}  // namespace gainsay::stats
