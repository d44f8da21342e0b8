#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "gainsay/stats/random_stream.h"

#include "index_batch.h"

namespace gainsay::stats {

// Draws of as many values as there are, with replacement.
class ResampledMean {
 public:
  // values: 1 to 2^31 - 1 of them.
  explicit ResampledMean(std::vector<double> values)
      : values_(std::move(values)), indices_(static_cast<std::uint32_t>(values_.size())) {}

  double n() const { return static_cast<double>(values_.size()); }

  double draw_mean(RandomStream& random) const {
    double sum = 0;
    indices_.draw(random, [&](std::uint32_t i) { sum += values_[i]; });
    return sum / n();
  }

  struct MeanAndError {
    double mean;
    double squared_error;  // of the mean, from the draws; at least 2 values
  };

  MeanAndError draw_mean_and_error(RandomStream& random) const {
    double sum = 0;
    double squares = 0;
    indices_.draw(random, [&](std::uint32_t i) {
      sum += values_[i];
      squares += values_[i] * values_[i];
    });
    // What is left of two equal numbers by rounding is 0: all draws are equal.
    const double rest = squares - sum * sum / n();
    return {sum / n(), rest > 1e-12 * squares ? rest / (n() * (n() - 1)) : 0};
  }

 private:
  std::vector<double> values_;
  IndexBatch indices_;
};

}  // namespace gainsay::stats
