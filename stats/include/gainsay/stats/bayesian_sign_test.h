#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "gainsay/stats/dirichlet_prior.h"
#include "gainsay/stats/region_probabilities.h"

namespace gainsay::stats {

struct BayesianSignTest {
  RegionProbabilities probability;    // that the region is the likeliest of the three on a new dataset
  RegionProbabilities expected_mass;  // that the difference on a new dataset lies in the region
  std::int64_t n_left;                // differences below -rope
  std::int64_t n_inside;
  std::int64_t n_right;  // above rope
  double rope;
  double prior_strength;
  double prior_location;
  std::int64_t n;
  std::string_view method;  // "bayesian-sign"
};

// The Bayesian sign test: how probable is it that one method is the better one on most datasets, or that the
// two are practically equivalent on most?
// differences: n >= 1 finite values, the score of one method less that of the other, one a dataset; rope:
// finite, >= 0, half the width of the region of practical equivalence; a difference at its border, but for
// rounding (1e-12 of the largest), lies inside, and with a rope of 0 so do ties; prior: counts in the region
// in which it is placed. Returns the posterior probability that each region is the likeliest, which sum to 1,
// by quadrature to about 1e-10, without random draws; and the mean masses, which say less: 60 % of datasets
// to the right are a mean of about 0.6, however sure it is that they are the most. Throws std::domain_error
// if an argument is out of range. Assumes datasets that are a sample of those that the claim is about; the
// size of a difference does not count. Source: Benavoli, Corani, Demsar and Zaffalon (2017), section 4.1.
BayesianSignTest bayesian_sign_test(std::span<const double> differences, double rope,
                                    const DirichletPrior& prior = {.strength = 1});

}  // namespace gainsay::stats
