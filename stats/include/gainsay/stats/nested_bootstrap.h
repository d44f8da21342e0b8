#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "gainsay/stats/interval.h"
#include "gainsay/stats/monte_carlo.h"

namespace gainsay::stats {

// Scores of items within seeds within datasets, one a row, in any order: `dataset` and `seed` tell where a
// row belongs; a seed's label counts within its dataset. For a comparison the scores are differences.
struct NestedScores {
  std::span<const double> scores;
  std::span<const std::int64_t> dataset;
  std::span<const std::int64_t> seed;
};

// Which levels are a sample from a larger population, and so are drawn anew. A level that is not is kept as
// it is: fixed datasets are those that the claim is about.
struct RandomLevels {
  bool datasets = true;
  bool seeds = true;
  bool items = true;
};

struct NestedBootstrap {
  double estimate;        // mean over datasets of the mean over seeds of the mean over items
  double standard_error;  // sd over the replicates
  Interval interval;      // percentile
  RandomLevels levels;
  std::int64_t replicates;
  std::uint64_t seed;
  std::int64_t n_datasets;
  std::int64_t n_seeds;     // over all datasets
  std::int64_t n_items;     // over all seeds
  std::string_view method;  // "nested-bootstrap-percentile"
};

// The percentile bootstrap of a mean of means, drawing anew at every level that is random: datasets, then
// seeds within each dataset drawn, then items within each seed drawn. sample: n >= 1 finite scores with as
// many labels of both kinds; levels: at least one random, and some random level with two units to draw from;
// draws: replicates >= 2, any seed, threads >= 1; confidence: between 0 and 1. The same for one seed,
// whatever the threads or the order of the rows. Throws std::domain_error if the numbers of labels differ, a
// score is not finite, nothing random varies in number, or an argument is out of range. Items are taken to
// belong to their seed; items that all seeds share are better averaged first or drawn as the one level. With
// few datasets the interval is too short, as every bootstrap of few units: one of 95 % misses 17 and 11 % of
// the time with 3 and 5. Source: Davison and Hinkley (1997), section 3.8; Field and Welsh (2007).
NestedBootstrap nested_bootstrap(const NestedScores& sample, const RandomLevels& levels,
                                 const MonteCarlo& draws, double confidence = 0.95);

}  // namespace gainsay::stats
