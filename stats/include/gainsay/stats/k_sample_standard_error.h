#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "gainsay/stats/interval.h"

namespace gainsay::stats {

// Several sampled answers to each item of a test set: `scores` holds n_items rows of n_samples values, row by
// row.
struct SampledScores {
  std::span<const double> scores;
  std::int64_t n_items;    // >= 2
  std::int64_t n_samples;  // >= 1; >= 2 to tell the two sources of noise apart
};

// The noise of a sampled score: between items in their expected score, and within an item from answer to
// answer (the mean over the items of its variance).
struct ItemVariance {
  double between;
  double within;
};

struct SampledItemMean {
  double estimate;        // mean over items and answers
  double standard_error;  // sd of the item means / sqrt(n_items): both sources together
  Interval interval;      // Student t with df
  double df;              // n_items - 1
  ItemVariance variance;  // unbiased; `between` may come out below 0 and then says: about 0
  std::int64_t n_items;
  std::int64_t n_samples;
  std::string_view method;  // "sampled-item-mean"
};

// The mean score of a model that answers each item several times.
// scores: as above, finite, n_samples >= 2; confidence: between 0 and 1. Returns the mean with the standard
// error of sampling items and answers, and the variance of either. Throws std::domain_error if the number of
// scores is not n_items * n_samples, a dimension is too small, a score is not finite, or confidence is out of
// range. Assumes independent items, and independent answers within an item. Source: Miller (2024), section 3.
SampledItemMean sampled_item_mean(const SampledScores& scores, double confidence = 0.95);

// The standard error of a mean over n_items with n_samples answers each: sqrt(between / n_items + within /
// (n_items n_samples)). More answers help only against the second term.
// variance: both >= 0; n_items, n_samples: >= 1. Throws std::domain_error if an argument is out of range.
// Source: Miller (2024), section 3.1.
double k_sample_standard_error(const ItemVariance& variance, std::int64_t n_items, std::int64_t n_samples);

// What a comparison of two models on the same items is to find: a difference of the expected scores, beside
// the variance over the items of the difference in expected score, and the variance of each model's item mean
// over its answers (that of one answer divided by their number).
struct ItemPlan {
  double difference;  // finite, not 0
  double between;     // >= 0
  double within_a;    // >= 0
  double within_b;    // >= 0
};

// The items that such a comparison needs.
// Returns the smallest n with power `power` for a two-sided z test at `alpha`: ceil((z_{alpha/2} + z_beta)^2
// (between + within_a + within_b) / difference^2), at least 2. power and alpha: between 0 and 1, power above
// alpha. Throws std::domain_error if an argument is out of range, or more than 10^12 items are needed.
// Source: Miller (2024), section 5.
std::int64_t item_sample_size(const ItemPlan& plan, double power = 0.8, double alpha = 0.05);

}  // namespace gainsay::stats
