#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "gainsay/stats/interval.h"
#include "gainsay/stats/region_probabilities.h"

namespace gainsay::stats {

// What is believed before the data. df - 1 of the spread over datasets is Gamma(alpha, beta), with alpha and
// beta uniform between their bounds; all else is uniform: the mean between plus and minus the largest
// difference seen, the scale up to `largest_scales` times the sd of the dataset means, the sds within
// datasets from `least_sd` up to as many times their mean.
struct HierarchicalPrior {
  double lower_alpha = 1;        // > 0
  double upper_alpha = 2;        // > lower_alpha
  double lower_beta = 0.01;      // > 0
  double upper_beta = 0.1;       // > lower_beta
  double largest_scales = 1000;  // >= 1
  double least_sd = 0;           // >= 0, in the unit of the differences; see below
};

// How the posterior is drawn from: from several chains that start apart.
struct GibbsChains {
  std::int64_t chains = 4;       // >= 2
  std::int64_t draws = 10'000;   // kept of each chain, >= 100
  std::int64_t warm_up = 2'000;  // dropped before them, >= 0
  std::uint64_t seed = 0;
  int threads = 1;  // >= 1; no part of the result
};

// A parameter as its draws show it.
struct PosteriorSummary {
  double mean;
  double sd;
  Interval interval;  // credible, equal tails
  double r_hat;       // spread of all halves of chains over that within them; above 1.01 is too large
  double effective_sample_size;  // independent draws that would be worth as much
};

struct BayesianHierarchicalTest {
  RegionProbabilities
      probability;  // share of the draws in which a new dataset lies most likely in the region
  RegionProbabilities probability_standard_error;    // Monte Carlo, by batch means
  RegionProbabilities expected_mass;                 // that a new dataset lies in the region, over all draws
  RegionProbabilities expected_mass_standard_error;  // likewise
  PosteriorSummary mean;                             // of the differences over datasets
  PosteriorSummary scale;                            // of their Student t
  PosteriorSummary df;                               // of that, above 1
  std::vector<double> dataset_means;  // posterior mean difference of each dataset, drawn towards the others
  double correlation;
  double rope;
  std::int64_t n_datasets;
  std::int64_t n_differences;  // over all datasets
  std::int64_t chains;
  std::int64_t draws;
  std::int64_t warm_up;
  std::uint64_t seed;
  std::string_view method;  // "bayesian-hierarchical"
};

// The Bayesian hierarchical correlated t test: how probable is it that one learner is better than the other
// on a new dataset, given cross-validation on several datasets? differences: at least 2 datasets, each of at
// least 2 finite values, the score of one method less that of the other on each resample; the numbers may
// differ; correlation: >= 0 and < 1, of two resamples of a dataset, 1 / k for k-fold cross-validation; rope:
// finite, >= 0, half the width of the region of practical equivalence. Within a dataset differences are
// equally correlated normals around its mean; the means are Student t over datasets. Returns the posterior by
// Gibbs sampling, in which a dataset counts by size, mean and sum of squares alone. `probability` is what is
// usually printed: how sure it is which region is the likeliest; how likely it is, is `expected_mass`: 0.997
// against 0.58 in one study. The same for one seed, whatever the threads. Throws std::domain_error if an
// argument is out of range, all differences are equal, or the differences of a dataset do not vary: without a
// least_sd (of the size of one test item) the posterior does not exist then. Assumes datasets that are a
// sample of those that the claim is about. Source: Corani, Benavoli, Demsar, Mangili and Zaffalon (2017);
// diagnostics: Gelman et al. (2013), sections 11.4 and 11.5.
BayesianHierarchicalTest bayesian_hierarchical_test(std::span<const std::span<const double>> differences,
                                                    double correlation, double rope,
                                                    const HierarchicalPrior& prior = {},
                                                    const GibbsChains& chains = {});

}  // namespace gainsay::stats
