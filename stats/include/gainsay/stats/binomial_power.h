#pragma once

#include <cstdint>
#include <optional>

namespace gainsay::stats {

// Two models on test sets of their own: the share that the weaker one gets right (0 to 1, below 1), and the
// items.
struct TwoProportionDesign {
  double baseline;
  std::int64_t n_a;
  std::int64_t n_b;
};

// The smallest difference of two proportions that a two-sided z test finds with the given power.
// design: as above, n >= 1; power: above alpha, below 1; alpha: between 0 and 1.
// Returns the difference above the baseline, > 0; nothing if not even 1 - baseline is found.
// Throws std::domain_error if an argument is outside its range.
// Normal approximation, for independent test sets: where both models answer the same items, take
// paired_minimum_detectable_difference. Source: Fleiss, Levin and Paik (2003), equation 4.14 without
// correction.
std::optional<double> two_proportion_minimum_detectable_difference(const TwoProportionDesign& design,
                                                                   double power = 0.8, double alpha = 0.05);

// The smallest difference in accuracy that McNemar's test finds, on the same items, with the given power.
// discordance: above 0 up to 1, the share of items on which the models disagree; n_items: >= 1; power: above
// alpha, below 1; alpha: between 0 and 1. Returns the difference, > 0 and at most the discordance; nothing if
// not even a difference of all the discordance is found. Throws std::domain_error if an argument is outside
// its range. Normal approximation. Source: Connor (1987).
std::optional<double> paired_minimum_detectable_difference(double discordance, std::int64_t n_items,
                                                           double power = 0.8, double alpha = 0.05);

// The fewest discordant items that can reach alpha in McNemar's exact test, if all of them favour one model.
// alpha: between 0 and 1, two-sided.
// Returns the smallest k with 2 * 0.5^k <= alpha: 6 at 5 %. Throws std::domain_error if alpha is out of
// range.
std::int64_t smallest_decisive_discordance(double alpha = 0.05);

}  // namespace gainsay::stats
