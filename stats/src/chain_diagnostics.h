#pragma once

#include <vector>

namespace gainsay::stats {

// Draws of one quantity: as many from each of several chains, one chain after another.
struct ChainDraws {
  std::vector<double> values;
  std::size_t chains;

  std::size_t length() const { return values.size() / chains; }
  const double* chain(std::size_t c) const { return values.data() + c * length(); }
};

// Each chain cut in two: the sd of all halves over that within them; 1 if nothing varies.
double split_r_hat(const ChainDraws& draws);

// Geyer's initial monotone sequence over all chains; as many as there are draws if nothing varies.
double effective_sample_size(const ChainDraws& draws);

// The standard error of the mean of all draws, from means of batches as long as the root of a chain.
double batch_means_error(const ChainDraws& draws);

}  // namespace gainsay::stats
