#pragma once

#include <cstdint>
#include <vector>

#include "gainsay/stats/binomial_interval.h"

namespace gainsay::stats {

// The 2 x 2 tables with given margins, by the successes of the first row: Fisher's noncentral hypergeometric
// distribution. At an odds ratio of 1 it is the hypergeometric.
class ConditionalTable {
 public:
  // Trials of both rows, each at least 1, and the successes of both together.
  ConditionalTable(std::int64_t n_a, std::int64_t n_b, std::int64_t successes);

  std::int64_t low() const { return low_; }
  std::int64_t high() const { return low_ + static_cast<std::int64_t>(log_weights_.size()) - 1; }

  // P(X = low + i) for a log odds ratio.
  std::vector<double> probabilities(double log_odds_ratio) const;
  double mean(double log_odds_ratio) const;
  double at_most(std::int64_t successes, double log_odds_ratio) const;
  double at_least(std::int64_t successes, double log_odds_ratio) const;

 private:
  std::int64_t low_;
  std::vector<double> log_weights_;
};

}  // namespace gainsay::stats
