#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "gainsay/stats/alternative.h"
#include "gainsay/stats/monte_carlo.h"

namespace gainsay::stats {

struct SignFlipTest {
  double estimate;  // mean difference
  double p_value;
  bool exact;                                        // all sign patterns were looked at
  std::int64_t replicates;                           // patterns looked at
  std::optional<std::uint64_t> seed;                 // of the random patterns
  std::optional<double> monte_carlo_standard_error;  // of the p value
  std::int64_t n;
  std::string_view method;  // "sign-flip"
};

// The exact paired permutation test: of all 2^n sign patterns of the differences, how many have a sum at
// least as extreme as the one seen? differences: n from 1 to 40 finite values; zeros may be among them.
// Returns the share of patterns. Sums within 1e-12 of the sum of |d| are equal: the same values in another
// order. Counted by meeting in the middle, in about 2^(n / 2) steps. Throws std::domain_error if n is out of
// range or a value is not finite. Assumes differences that are symmetric about 0 under the null: with 10 of
// mean 0 that are exponential, or of which one in five lies far below the others, a nominal 5 % test errs 9
// and 11 % of the time. Below 6 no two-sided p reaches 5 %. Source: Fisher (1935), section 21.
SignFlipTest sign_flip_test_exact(std::span<const double> differences,
                                  Alternative alternative = Alternative::two_sided);

// The same over random patterns: p = (hits + 1) / (replicates + 1).
// differences: n >= 1 finite values; draws: replicates >= 1, any seed, threads >= 1; the result does not
// depend on the threads or on the order of the differences.
// Throws std::domain_error if there is no difference, one is not finite, or draws are out of range.
SignFlipTest sign_flip_test_monte_carlo(std::span<const double> differences, const MonteCarlo& draws,
                                        Alternative alternative = Alternative::two_sided);

}  // namespace gainsay::stats
