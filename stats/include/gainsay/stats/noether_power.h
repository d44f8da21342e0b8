#pragma once

#include <cstdint>

namespace gainsay::stats {

// Noether's normal approximation of the power of rank tests, from the probability that they estimate. It
// takes the variance under the null for that under the alternative, and so is good near 1/2 and for more than
// about 10 runs; simulated_power knows better for fewer.

// The power of the two-sided Mann-Whitney test.
// probability_of_superiority: from 0 to 1; n_a, n_b: >= 1; alpha: between 0 and 1. Returns Phi(sqrt(12 n_a
// n_b / (n_a + n_b)) |p - 1/2| - z), z at alpha / 2. Throws std::domain_error if an argument is out of range.
// Source: Noether (1987).
double mann_whitney_noether_power(double probability_of_superiority, std::int64_t n_a, std::int64_t n_b,
                                  double alpha = 0.05);

// The runs per arm for it: ceil((z_{alpha/2} + z_beta)^2 / (6 (p - 1/2)^2)).
// probability_of_superiority: not 1/2; power and alpha: between 0 and 1, power above alpha. Throws
// std::domain_error if an argument is out of range or more than 10^9 runs would be needed.
std::int64_t mann_whitney_noether_sample_size(double probability_of_superiority, double power = 0.8,
                                              double alpha = 0.05);

// The power of the two-sided signed-rank test, from the probability that the sum of two differences is above
// 0. Returns Phi(sqrt(3 n) |p - 1/2| - z). Ranges and throws as above; n: >= 1. Source: Noether (1987).
double signed_rank_noether_power(double probability_of_positive_sum, std::int64_t n, double alpha = 0.05);

// The pairs for it: ceil((z_{alpha/2} + z_beta)^2 / (3 (p - 1/2)^2)). Throws as above.
std::int64_t signed_rank_noether_sample_size(double probability_of_positive_sum, double power = 0.8,
                                             double alpha = 0.05);

// The paired trials that show a probability of improvement of `gamma` in a one-sided test: ceil(((z_alpha +
// z_beta) / (sqrt 6 (gamma - 1/2)))^2); 29 for the recommended 0.75, 0.95, 0.05.
// gamma: above 0.5 up to 1; power and alpha: between 0 and 1, power above alpha. Throws std::domain_error if
// an argument is out of range or more than 10^9 trials would be needed. Source: Bouthillier et al. (2021),
// appendix C.3, after Noether (1987).
std::int64_t probability_of_improvement_sample_size(double gamma = 0.75, double power = 0.95,
                                                    double alpha = 0.05);

}  // namespace gainsay::stats
