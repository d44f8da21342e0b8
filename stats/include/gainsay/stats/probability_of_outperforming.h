#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "gainsay/stats/interval.h"

namespace gainsay::stats {

struct ProbabilityOfOutperforming {
  double estimate;    // share of the pairs that a wins, ties counted as half
  Interval interval;  // percentile bootstrap, exact
  double gamma;
  bool significant;         // the interval lies above 1/2
  bool meaningful;          // and reaches above gamma
  std::int64_t n;           // pairs
  std::int64_t n_ties;      // of them
  std::string_view method;  // "probability-of-outperforming"
};

// How often method a outperforms method b when both are run under the same conditions (same seed, split,
// order). a, b: the same number n, 1 to 5,000, of finite scores in pairs, higher is better; gamma: from
// which probability on a gain is meaningful, at least 0.5 and below 1; confidence: between 0 and 1. Returns
// the share of pairs won, with the percentile interval over all n^n ways to draw pairs anew (computed, not
// simulated, so that there is no seed), and the decision of the source: significant if the interval lies
// above 1/2, and then meaningful if its upper end lies above gamma. Throws std::domain_error if the sizes
// differ, n is out of range, a score is not finite, or gamma or confidence is out of range. Assumes
// independent pairs. All pairs won give [1, 1], which is not certainty: an interval of 95 % misses a
// probability of 1/2 in 24 % of studies at 3 pairs and 6 % at 5 (12 % where some are tied). With n below
// about 10 take sign_test. Source: Bouthillier et al. (2021), section 4 and appendix C.
ProbabilityOfOutperforming probability_of_outperforming(std::span<const double> a, std::span<const double> b,
                                                        double gamma = 0.75, double confidence = 0.95);

// The pairs that are needed for a significant result where the probability is gamma.
// gamma: above 0.5, at most 1; alpha (one-sided), power: between 0 and 1, power above alpha.
// Returns the smallest whole number at or above ((z_(1 - alpha) + z_power) / (sqrt(6) (gamma - 1/2)))^2: 29
// for gamma = 0.75 at 5 % and 95 %. Throws std::domain_error if an argument is out of range. Source: Noether
// (1987).
std::int64_t outperforming_sample_size(double gamma, double alpha = 0.05, double power = 0.95);

}  // namespace gainsay::stats
