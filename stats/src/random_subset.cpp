#include "random_subset.h"

#include <algorithm>
#include <bit>

namespace gainsay::stats {
namespace {

std::uint64_t random_word(RandomStream& random) {
  const std::uint64_t upper = random.next();
  return upper << 32 | random.next();
}

// Each bit is 1 with probability sixteenths / 16, sixteenths from 1 to 15: the binary digits of the
// probability, from the last, say whether a fresh random bit is or-ed or and-ed in. Trailing zero digits cost
// nothing.
std::uint64_t biased_word(RandomStream& random, unsigned sixteenths) {
  const auto skipped = static_cast<unsigned>(std::countr_zero(sixteenths));
  std::uint64_t word = random_word(random);
  for (unsigned digit = skipped + 1; digit < 4; ++digit) {
    word = (sixteenths >> digit & 1U) != 0 ? word | random_word(random) : word & random_word(random);
  }
  return word;
}

}  // namespace

RandomSubset::RandomSubset(std::size_t n, std::size_t chosen)
    : n_(static_cast<std::uint32_t>(n)),
      chosen_(chosen),
      sixteenths_(static_cast<unsigned>(std::clamp<std::size_t>((16 * chosen + n / 2) / n, 1, 15))),
      last_word_mask_(n % 64 == 0 ? ~std::uint64_t{0} : (std::uint64_t{1} << (n % 64)) - 1),
      words_((n + 63) / 64) {}

void RandomSubset::set_independently(RandomStream& random) {
  for (std::uint64_t& word : words_) word = biased_word(random, sixteenths_);
  words_.back() &= last_word_mask_;
}

const std::vector<std::uint64_t>& RandomSubset::draw(RandomStream& random) {
  set_independently(random);
  std::size_t size = 0;
  for (const std::uint64_t word : words_) size += static_cast<std::size_t>(std::popcount(word));
  // A random bit is flipped if it is one of those there are too many of; without branches, as half of them
  // are not.
  const std::uint64_t surplus = size > chosen_ ? 1 : 0;
  std::size_t left = size > chosen_ ? size - chosen_ : chosen_ - size;
  while (left > 0) {
    const std::uint32_t i = random.below(n_);
    std::uint64_t& word = words_[i / 64];
    const std::uint64_t flip = ((word >> (i % 64)) & 1U) == surplus ? 1 : 0;
    word ^= flip << (i % 64);
    left -= flip;
  }
  return words_;
}

}  // namespace gainsay::stats
