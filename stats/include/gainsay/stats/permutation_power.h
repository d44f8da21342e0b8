#pragma once

#include "gainsay/stats/t_power.h"

namespace gainsay::stats {

// The power of the exact two-sided permutation test of a mean difference, approximated by that of the t test
// on the same runs: 0 where not even the most extreme deal reaches alpha (3 v 3 at 5 %).
// design: as two_sample_t_power takes it; alpha: between 0 and 1. The discreteness of few deals costs some
// power beside this (78 for 79 % at 5 v 5, where there are 252): simulated_power has it exactly. Throws
// std::domain_error if an argument is out of range. Source: Hoeffding (1952), the tests agree as n grows.
double permutation_power_t_approximation(const TwoSampleDesign& design, double alpha = 0.05);

// The same for the sign flip of paired differences, 0 below 6 pairs at 5 %.
double sign_flip_power_t_approximation(const PairedDesign& design, double alpha = 0.05);

}  // namespace gainsay::stats
