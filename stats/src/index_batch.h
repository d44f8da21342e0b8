#pragma once

#include <algorithm>
#include <cstdint>

#include "gainsay/stats/random_stream.h"

namespace gainsay::stats {

// Draws n indices below n, with replacement and without bias, several from each random word.
//
// A 32-bit fraction times n has an index as its integer part, and a new fraction as its rest; after
// `per_word` such steps the rest tells whether the word must be drawn anew, as one of the few that would
// favour some outcomes. Source: Brackett-Rozinsky and Lemire (2024).
class IndexBatch {
 public:
  explicit IndexBatch(std::uint32_t n) : n_(n) {
    std::uint32_t most = 1;
    for (std::uint64_t power = n; n > 1 && power * n <= (1U << 24); power *= n) ++most;
    const std::uint32_t words = (n + most - 1) / most;
    per_word_ = (n + words - 1) / words;
    std::uint64_t outcomes = 1;
    for (std::uint32_t i = 0; i < per_word_; ++i) outcomes *= n;
    outcomes_ = static_cast<std::uint32_t>(outcomes);
    rejected_below_ = (0U - outcomes_) % outcomes_;
  }

  std::uint32_t size() const { return n_; }

  template <typename Visit>
  void draw(RandomStream& random, Visit&& visit) const {
    for (std::uint32_t left = n_; left > 0;) {
      const std::uint32_t take = std::min(left, per_word_);
      const std::uint32_t word = accepted(random);
      std::uint32_t fraction = word;
      for (std::uint32_t i = 0; i < take; ++i) {
        const std::uint64_t product = std::uint64_t{fraction} * n_;
        fraction = static_cast<std::uint32_t>(product);
        visit(static_cast<std::uint32_t>(product >> 32));
      }
      left -= take;
    }
  }

 private:
  // After per_word_ steps the rest is word * outcomes, modulo 2^32.
  std::uint32_t accepted(RandomStream& random) const {
    std::uint32_t word = random.next();
    while (word * outcomes_ < rejected_below_) word = random.next();
    return word;
  }

  std::uint32_t n_;
  std::uint32_t per_word_;
  std::uint32_t outcomes_;
  std::uint32_t rejected_below_;
};

}  // namespace gainsay::stats
