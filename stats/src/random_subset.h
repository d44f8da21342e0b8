#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "gainsay/stats/random_stream.h"

namespace gainsay::stats {

// Uniform random subsets of a fixed size, as bit masks.
//
// Bits are first set independently with a probability near chosen / n; of the sets of one size all are
// equally likely. Random members are then taken out, or random others put in, until the size is right, which
// keeps them equally likely. For 50 of 100 this takes 4 random words and about 4 corrections, where a shuffle
// takes 50 draws.
class RandomSubset {
 public:
  // chosen from 0 to n; n from 1 to 2^32 - 1.
  RandomSubset(std::size_t n, std::size_t chosen);

  // The next subset; the reference holds until the next call.
  const std::vector<std::uint64_t>& draw(RandomStream& random);

 private:
  void set_independently(RandomStream& random);

  std::uint32_t n_;
  std::size_t chosen_;
  unsigned sixteenths_;  // probability of a bit in the first step
  std::uint64_t last_word_mask_;
  std::vector<std::uint64_t> words_;
};

}  // namespace gainsay::stats
