#pragma once

#include <cstdint>
#include <string_view>

#include "gainsay/stats/alternative.h"
#include "gainsay/stats/binomial_interval.h"
#include "gainsay/stats/interval.h"

namespace gainsay::stats {

struct FisherExactTest {
  double odds_ratio;   // conditional maximum likelihood; 0 or infinite where a cell of the table is 0
  Interval interval;   // of the odds ratio, exact and conditional; one-sided where the alternative is
  double p_value;      // two-sided: all tables no likelier than the one seen
  double mid_p_value;  // the same, tables as likely as the one seen counting half
  std::int64_t n_a;
  std::int64_t n_b;
  std::string_view method;  // "fisher-exact"
};

// Fisher's exact test: are two independent proportions the same?
// a, b: 0 <= successes <= trials, 1 <= trials <= 10^7; confidence: between 0 and 1, of the interval of the
// odds ratio; alternative: about a's odds against b's. Returns p over all tables with the margins seen
// (probabilities within 1e-7 of each other, relatively, are equal), its mid-p form, which errs a little more
// often but is not as conservative, and the conditional odds ratio with its interval. One-sided p values are
// tails. Throws std::domain_error if an argument is outside its range, or all trials succeeded or all failed,
// so that there is nothing to test. Assumes independent trials; where both models answer the same items, take
// mcnemar_exact. Source: Fisher (1935); conditional estimate: Cornfield (1956); mid-p: Lancaster (1961).
FisherExactTest fisher_exact_test(const Proportion& a, const Proportion& b, double confidence = 0.95,
                                  Alternative alternative = Alternative::two_sided);

}  // namespace gainsay::stats
