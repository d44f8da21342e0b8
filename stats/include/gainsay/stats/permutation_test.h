#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "gainsay/stats/alternative.h"
#include "gainsay/stats/monte_carlo.h"

namespace gainsay::stats {

// What a two-sample permutation test compares: the difference of the means, or Welch's t, which also holds up
// (at larger n) where the variances differ.
enum class PermutationStatistic { mean_difference, welch_t };

struct PermutationTest {
  double estimate;   // mean(a) - mean(b)
  double statistic;  // the chosen one, as observed
  double p_value;
  bool exact;                                        // all deals were looked at
  std::int64_t replicates;                           // deals looked at
  std::optional<std::uint64_t> seed;                 // of the random deals
  std::optional<double> monte_carlo_standard_error;  // of the p value
  std::int64_t n_a;
  std::int64_t n_b;
  std::string_view method;  // "permutation-mean-difference" or "permutation-welch-t"
};

// The exact two-sample permutation test: of all ways to deal the values into arms of these sizes, how many
// are at least as extreme as the one seen? a, b: at least 1 finite value each (2 for welch_t), at most 64 in
// all, with at most 50,000,000 deals (13 v 13, 5 v 59). Returns the share of deals whose statistic is at
// least as large as (greater), as small as (less), or as far from 0 (two-sided) as the one seen. Statistics
// that differ by less than 1e-12 of the sum of |x - mean| (mean difference) or 1e-9 of themselves (Welch's t)
// are equal: sums of the same values in another order. Throws std::domain_error if a sample is too small, a
// value is not finite, there are more values or more deals than that, or all values are equal. Assumes that
// under the null the values could have come from either arm (same distribution): with equal means but 5 noisy
// runs (three times the sd) beside 10 quiet ones a nominal 5 % test errs 17 % of the time by the mean
// difference, 8 % by Welch's t; 3 beside 6, 16 and 10 %. Source: Fisher (1935); Welch's t: Janssen (1997).
PermutationTest permutation_test_exact(std::span<const double> a, std::span<const double> b,
                                       PermutationStatistic statistic = PermutationStatistic::mean_difference,
                                       Alternative alternative = Alternative::two_sided);

// The same over random deals: p = (hits + 1) / (replicates + 1).
// draws: replicates >= 1, any seed, threads >= 1; the result does not depend on the threads or
// on the order of an arm's values.
// Throws std::domain_error if a sample is too small, a value is not finite, all values are equal, or draws
// are out of range. Source: Dwass (1957); the plus ones: Phipson and Smyth (2010).
PermutationTest permutation_test_monte_carlo(
    std::span<const double> a, std::span<const double> b, const MonteCarlo& draws,
    PermutationStatistic statistic = PermutationStatistic::mean_difference,
    Alternative alternative = Alternative::two_sided);

}  // namespace gainsay::stats
