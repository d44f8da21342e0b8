#pragma once

#include <cstdint>
#include <string_view>

#include "gainsay/stats/monte_carlo.h"

namespace gainsay::stats {

struct SimulatedPower {
  double power;
  double monte_carlo_standard_error;
  std::int64_t replicates;
  std::uint64_t seed;
  std::string_view method;  // of the test that was simulated
};

// The two-sided tests whose power is found by trying.
enum class TwoSampleTest { welch_t, mann_whitney, brunner_munzel, permutation_mean, permutation_welch_t };
enum class PairedTest { t, wilcoxon_signed_rank, sign_flip, sign };

// Two arms of normal runs: the gain of a, the sd of one run of each arm, and their sizes.
struct SimulatedArms {
  double effect;  // finite
  double sd_a;    // > 0
  double sd_b;    // > 0
  std::int64_t n_a;
  std::int64_t n_b;
};

// The power of a two-sample test on normal runs, by simulation: exact at any n up to its standard error.
// arms: n_a, n_b from 2 to 1000 (the permutation tests: with at most 200,000 deals, such as 10 v 10); draws:
// replicates >= 1, any seed, threads >= 1; alpha: between 0 and 1. Returns the share of replicates with p <=
// alpha; the same for one seed whatever the threads. Throws std::domain_error if an argument is out of range.
SimulatedPower two_sample_simulated_power(TwoSampleTest test, const SimulatedArms& arms,
                                          const MonteCarlo& draws, double alpha = 0.05);

// Normal differences: their mean, sd and number.
struct SimulatedPairs {
  double effect;   // finite
  double sd;       // > 0
  std::int64_t n;  // 2 to 1000 (sign_flip: to 20)
};

// The power of a paired test on normal differences. Otherwise as above.
SimulatedPower paired_simulated_power(PairedTest test, const SimulatedPairs& pairs, const MonteCarlo& draws,
                                      double alpha = 0.05);

}  // namespace gainsay::stats
