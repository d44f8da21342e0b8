#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "gainsay/stats/interval.h"

namespace gainsay::stats {

// How n of the scores seen are drawn: without replacement, which is unbiased (a U statistic, n at most as
// large as the sample), or with replacement, which is biased downwards (a V statistic, any n).
enum class BudgetDraws { without_replacement, with_replacement };

// The best score that a search of n tries is expected to find, from the scores of at least that many tries.
// scores: at least 1 finite score of independent tries, a random search, in any order; n: >= 1, and at most
// their number without replacement; higher_is_better: false for a loss, whose expected lowest is returned.
// Throws std::domain_error if an argument is out of range. The with-replacement estimate is what papers often
// print; close to n = the number of scores it is too low by a multiple of what methods differ by. Source:
// without: Tang et al. (2020), equation 5; with: Dodge et al. (2019), equation 7.
double expected_best_of(std::span<const double> scores, std::int64_t n,
                        BudgetDraws draws = BudgetDraws::without_replacement, bool higher_is_better = true);

// A band that holds for the whole distribution function at once, whatever the distribution.
//
// dkw: as wide everywhere, by an inequality. kolmogorov_smirnov: as wide everywhere, exact. equal_tailed: at
// each order statistic the central part of its Beta distribution, of a level such that all hold at once;
// exact, and narrow where the best scores are.
enum class DistributionBand { dkw, kolmogorov_smirnov, equal_tailed };

struct BandOfOrderStatistics {
  std::vector<double> low;   // of F at each score in ascending order
  std::vector<double> high;  // of F just below each score, likewise
};

// The band of n scores. n: 1 to 10,000; confidence: between 0 and 1. With the probability asked for (dkw: at
// least), F at the i-th smallest of n independent values of a continuous distribution lies from low[i] to
// high[i] for all i at once; with ties more often. Throws std::domain_error if an argument is out of range.
// Source: Dvoretzky, Kiefer and Wolfowitz (1956) with Massart's (1990) constant; Kolmogorov (1933); equal
// tails: Aldor-Noiman et al. (2013).
BandOfOrderStatistics distribution_band(std::int64_t n, DistributionBand band, double confidence = 0.95);

struct TuningPoint {
  std::int64_t budget;  // tries
  double estimate;      // the quantile of the best of them
  Interval interval;    // of the band; an infinite end where the scores say nothing
};

struct TuningCurve {
  std::vector<TuningPoint> curve;  // one a budget
  double quantile;
  std::int64_t n;           // scores
  std::string_view method;  // "tuning-curve-dkw", "tuning-curve-ks" or "tuning-curve-equal-tailed"
};

// How a tuning curve is drawn.
struct TuningDesign {
  double quantile = 0.5;  // between 0 and 1, the share of searches that do no better
  DistributionBand band = DistributionBand::equal_tailed;
  double confidence = 0.95;      // of the band, between 0 and 1
  bool higher_is_better = true;  // false for a loss
};

// How good a search of b tries is, for several b: the quantile of the best score of b tries, with a band that
// holds for all budgets at once.
// scores: 1 to 10,000 finite scores of independent tries, in any order; budgets: at least 1, each >= 1;
// design: as above; a quantile of 0.5 gives the median tuning curve. The best of b tries has the distribution
// function F^b, and so the quantile F^-1(quantile^(1/b)); a band of F gives one of all those. Budgets far
// beyond the number of scores have an infinite upper end: nothing says how good the best can be. Throws
// std::domain_error if an argument is out of range. Source: Lourie, Cho and He (2024).
TuningCurve tuned_quantile_curve(std::span<const double> scores, std::span<const std::int64_t> budgets,
                                 const TuningDesign& design = {});

}  // namespace gainsay::stats
