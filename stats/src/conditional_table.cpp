#include "conditional_table.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

#include "sums.h"

namespace gainsay::stats {

// Neighbouring weights differ by a ratio of four integers, so that no factorial is needed.
ConditionalTable::ConditionalTable(std::int64_t n_a, std::int64_t n_b, std::int64_t successes)
    : low_(std::max<std::int64_t>(0, successes - n_b)),
      log_weights_(static_cast<std::size_t>(std::min(n_a, successes) - low_ + 1)) {
  for (std::size_t i = 1; i < log_weights_.size(); ++i) {
    const std::int64_t x = low_ + static_cast<std::int64_t>(i);
    const double up = static_cast<double>(n_a - x + 1) * static_cast<double>(successes - x + 1);
    const double down = static_cast<double>(x) * static_cast<double>(n_b - successes + x);
    log_weights_[i] = log_weights_[i - 1] + std::log(up / down);
  }
}

std::vector<double> ConditionalTable::probabilities(double log_odds_ratio) const {
  std::vector<double> result = log_weights_;
  for (std::size_t i = 0; i < result.size(); ++i) result[i] += static_cast<double>(i) * log_odds_ratio;
  const double largest = *std::ranges::max_element(result);
  for (double& weight : result) weight = std::exp(weight - largest);
  const double total = compensated_sum(result);
  for (double& weight : result) weight /= total;
  return result;
}

double ConditionalTable::mean(double log_odds_ratio) const {
  std::vector<double> terms = probabilities(log_odds_ratio);
  for (std::size_t i = 0; i < terms.size(); ++i) terms[i] *= static_cast<double>(i);
  return static_cast<double>(low_) + compensated_sum(terms);
}

double ConditionalTable::at_most(std::int64_t successes, double log_odds_ratio) const {
  const std::vector<double> p = probabilities(log_odds_ratio);
  return compensated_sum(std::span(p).first(static_cast<std::size_t>(successes - low_ + 1)));
}

double ConditionalTable::at_least(std::int64_t successes, double log_odds_ratio) const {
  const std::vector<double> p = probabilities(log_odds_ratio);
  return compensated_sum(std::span(p).subspan(static_cast<std::size_t>(successes - low_)));
}

}  // namespace gainsay::stats
