#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "gainsay/stats/dirichlet_prior.h"
#include "gainsay/stats/monte_carlo.h"
#include "gainsay/stats/region_probabilities.h"

namespace gainsay::stats {

struct BayesianSignedRankTest {
  RegionProbabilities probability;  // share of the draws in which the region has the largest mass
  RegionProbabilities monte_carlo_standard_error;  // of those; never 0
  RegionProbabilities expected_mass;               // mean over the posterior, exact
  double rope;
  double prior_strength;
  double prior_location;
  std::int64_t n;
  std::int64_t replicates;
  std::uint64_t seed;
  std::string_view method;  // "bayesian-signed-rank"
};

// The Bayesian signed-rank test: the sign test's question, asked of the mean of two datasets, so that the
// size of a difference counts.
// differences: n >= 1 finite values, the score of one method less that of the other, one a dataset; rope:
// finite, >= 0, half the width of the region of practical equivalence; draws: replicates >= 1 (50,000 are
// usual), any seed, threads >= 1; prior: a pseudo-difference of that weight. Each draw gives the differences
// Dirichlet weights w; a region's mass is the sum of w_i w_j over all pairs, i = j included, whose mean
// (d_i + d_j) / 2 lies in it. A mean at the border, but for rounding (1e-12 of the largest difference), lies
// inside; baycomp counts it half, and without a rope gives half of the ties to either side. Returns the share
// of draws in which each region has the most mass, and the mean masses; the two differ much. The same for one
// seed, whatever the threads or the order of the differences. Throws std::domain_error if an argument is out
// of range. Assumes datasets that are a sample of those that the claim is about. Source: Benavoli, Corani,
// Demsar and Zaffalon (2017), section 4.2.
BayesianSignedRankTest bayesian_signed_rank_test(std::span<const double> differences, double rope,
                                                 const MonteCarlo& draws,
                                                 const DirichletPrior& prior = {.strength = 0.5});

}  // namespace gainsay::stats
