#pragma once

#include <cstdint>

namespace gainsay::stats {

// Exact power of the tests on counts: sums over every outcome, no approximation. Since such tests are
// discrete their power does not rise evenly with n: one run more may lose a little.

// The power of the exact two-sided sign test.
// n: 1 to 10^7 differences that are not 0; probability: from 0 to 1, of a positive one; alpha: between 0 and
// 1. Returns the probability that p <= alpha. Throws std::domain_error if an argument is out of range.
// Source: Conover (1999), section 3.4.
double sign_test_power(std::int64_t n, double probability, double alpha = 0.05);

// The smallest n whose sign_test_power reaches `power`.
// probability: from 0 to 1, not 0.5; power, alpha: between 0 and 1. Throws std::domain_error if an argument
// is out of range or more than 10^5 differences would be needed.
std::int64_t sign_test_sample_size(double probability, double power = 0.8, double alpha = 0.05);

// Two models on the same items: how often only a and only b is right.
struct DiscordantRates {
  double only_a;  // 0 to 1, and at most 1 with only_b
  double only_b;
};

// The power of McNemar's exact two-sided test on n_items items, whose number of disagreements is random.
// rates: not both 0; n_items: 1 to 10^6; alpha: between 0 and 1. Returns the probability that p <= alpha.
// Throws std::domain_error if an argument is out of range. Source: Duffy (1984).
double mcnemar_power(const DiscordantRates& rates, std::int64_t n_items, double alpha = 0.05);

// An n whose mcnemar_power reaches `power` while that of n - 1 does not.
// rates: different; power, alpha: between 0 and 1, power above alpha. Throws std::domain_error if an argument
// is out of range or more than 10^6 items would be needed.
std::int64_t mcnemar_sample_size(const DiscordantRates& rates, double power = 0.8, double alpha = 0.05);

// Two models on test sets of their own: how often each is right, and on how many items.
struct FisherDesign {
  double rate_a;  // 0 to 1
  double rate_b;
  std::int64_t n_a;  // 1 to 2000
  std::int64_t n_b;
};

// The power of Fisher's exact two-sided test, over all outcomes of both samples.
// design: as above; alpha: between 0 and 1. Returns the probability that p <= alpha; a table that leaves
// nothing to test does not reject. Throws std::domain_error if an argument is out of range. Source: Bennett
// and Hsu (1960).
double fisher_power(const FisherDesign& design, double alpha = 0.05);

// An n, the same for both models, whose fisher_power reaches `power` while that of n - 1 does not.
// rate_a, rate_b: 0 to 1 and different; power, alpha: between 0 and 1, power above alpha. Throws
// std::domain_error if an argument is out of range or more than 2000 items would be needed.
std::int64_t fisher_sample_size(double rate_a, double rate_b, double power = 0.8, double alpha = 0.05);

}  // namespace gainsay::stats
