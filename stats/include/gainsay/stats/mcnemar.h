#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "gainsay/stats/alternative.h"

namespace gainsay::stats {

// Items on which two models disagree.
struct Discordance {
  std::int64_t only_a;  // a right, b wrong
  std::int64_t only_b;  // b right, a wrong
};

struct McNemar {
  Discordance discordance;
  double p_value;
  std::string_view method;  // "mcnemar-exact"
};

// Counts the items on which two models disagree.
// a, b: scores of 0 or 1 on the same n >= 1 items, in the same order.
// Throws std::domain_error if the sizes differ, there is no item, or a score is neither 0 nor 1.
Discordance discordance_of(std::span<const double> a, std::span<const double> b);

// McNemar's exact test: are two models equally often right, on the same items?
// discordance: counts >= 0, not both 0.
// Returns the exact binomial p over the discordant items; `greater` is about a being right more often.
// Throws std::domain_error if a count is negative or both are 0 (no disagreement: nothing to test).
// Assumes independent items; it speaks of these two trained models, not of the methods that made them.
// Source: McNemar (1947); exact form: Mosteller (1952).
McNemar mcnemar_exact(const Discordance& discordance, Alternative alternative = Alternative::two_sided);

}  // namespace gainsay::stats
