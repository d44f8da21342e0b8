#include "gainsay/stats/random_stream.h"

#include <cmath>
#include <numbers>

#include "check.h"

namespace gainsay::stats {
namespace {

constexpr std::uint64_t multiplier_0 = 0xD2511F53;
constexpr std::uint64_t multiplier_1 = 0xCD9E8D57;
constexpr std::uint32_t weyl_0 = 0x9E3779B9;
constexpr std::uint32_t weyl_1 = 0xBB67AE85;
constexpr int rounds = 10;

std::uint32_t low(std::uint64_t x) { return static_cast<std::uint32_t>(x); }
std::uint32_t high(std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); }

// `lanes` blocks at once, word by word, so that the compiler can work on them in parallel; plain arrays, and
// out of line, because only so does GCC 12 vectorise the rounds (three times as fast).
template <std::size_t lanes>
struct Blocks {
  std::uint32_t word[4][lanes];  // NOLINT(*-c-arrays)

  [[gnu::noinline]] void run(const std::array<std::uint32_t, 2>& key) {
    std::uint32_t a[lanes];  // NOLINT(*-c-arrays)
    std::uint32_t b[lanes];  // NOLINT(*-c-arrays)
    std::uint32_t c[lanes];  // NOLINT(*-c-arrays)
    std::uint32_t d[lanes];  // NOLINT(*-c-arrays)
    for (std::size_t i = 0; i < lanes; ++i)
      a[i] = word[0][i], b[i] = word[1][i], c[i] = word[2][i], d[i] = word[3][i];
    std::uint32_t key_0 = key[0];
    std::uint32_t key_1 = key[1];
    for (int round = 0; round < rounds; ++round) {
      for (std::size_t i = 0; i < lanes; ++i) {
        const std::uint64_t product_0 = multiplier_0 * a[i];
        const std::uint64_t product_1 = multiplier_1 * c[i];
        a[i] = high(product_1) ^ b[i] ^ key_0;
        c[i] = high(product_0) ^ d[i] ^ key_1;
        b[i] = low(product_1);
        d[i] = low(product_0);
      }
      key_0 += weyl_0;
      key_1 += weyl_1;
    }
    for (std::size_t i = 0; i < lanes; ++i)
      word[0][i] = a[i], word[1][i] = b[i], word[2][i] = c[i], word[3][i] = d[i];
  }
};

}  // namespace

std::array<std::uint32_t, 4> philox4x32(const std::array<std::uint32_t, 4>& counter,
                                        const std::array<std::uint32_t, 2>& key) {
  Blocks<1> block{};
  for (std::size_t w = 0; w < 4; ++w) block.word[w][0] = counter[w];
  block.run(key);
  return {block.word[0][0], block.word[1][0], block.word[2][0], block.word[3][0]};
}

RandomStream::RandomStream(std::uint64_t seed, std::uint64_t stream)
    : buffer_{}, key_{low(seed), high(seed)}, stream_{low(stream), high(stream)} {}

void RandomStream::refill() {
  Blocks<blocks> counters{};
  for (std::size_t i = 0; i < blocks; ++i) {
    const std::uint64_t block = next_block_ + i;
    counters.word[0][i] = low(block);
    counters.word[1][i] = high(block);
    counters.word[2][i] = stream_[0];
    counters.word[3][i] = stream_[1];
  }
  counters.run(key_);
  for (std::size_t i = 0; i < blocks; ++i) {
    for (std::size_t w = 0; w < 4; ++w) buffer_[4 * i + w] = counters.word[w][i];
  }
  next_block_ += blocks;
  position_ = 0;
}

double RandomStream::uniform() {
  const std::uint64_t upper = next();
  const std::uint64_t bits = (upper << 32 | next()) >> 11;
  return static_cast<double>(bits) * 0x1p-53;
}

// Called where the first product may be one of those that would favour some results.
std::uint32_t RandomStream::below_near_the_edge(std::uint32_t bound, std::uint64_t product) {
  if (bound == 0) check::fail("RandomStream::below", "bound must be at least 1, is 0");
  const std::uint32_t threshold = (0U - bound) % bound;
  while (low(product) < threshold) product = std::uint64_t{next()} * bound;
  return high(product);
}

double RandomStream::normal() {
  const double radius = std::sqrt(-2 * std::log1p(-uniform()));
  return radius * std::cos(2 * std::numbers::pi * uniform());
}

}  // namespace gainsay::stats
