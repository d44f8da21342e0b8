#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace gainsay::stats {

// One block of the counter-based generator Philox4x32-10: a bijection of the counter for each key.
// Source: Salmon, Moraes, Dror and Shaw (2011).
std::array<std::uint32_t, 4> philox4x32(const std::array<std::uint32_t, 4>& counter,
                                        const std::array<std::uint32_t, 2>& key);

// A stream of random numbers that depends on (seed, stream) alone: not on the machine, the thread, or other
// streams.
//
// Resampling gives each fixed chunk of replicates a stream of its own, so that results do not depend on how
// many threads share the work. Not for secrets. Thread safety: one stream belongs to one thread; different
// streams are independent.
class RandomStream {
 public:
  // seed and stream: any values; different pairs give streams that do not overlap.
  RandomStream(std::uint64_t seed, std::uint64_t stream);

  // 32 uniform bits.
  std::uint32_t next() {
    if (position_ == buffer_.size()) refill();
    return buffer_[position_++];
  }

  // Uniform on 0, 2^-53, ..., 1 - 2^-53.
  double uniform();

  // Uniform on 0, 1, ..., bound - 1, without bias. Throws std::domain_error if bound is 0.
  // Source: Lemire (2019).
  std::uint32_t below(std::uint32_t bound) {
    const std::uint64_t product = std::uint64_t{next()} * bound;
    if (static_cast<std::uint32_t>(product) <= bound) return below_near_the_edge(bound, product);
    return static_cast<std::uint32_t>(product >> 32);
  }

  // Standard normal. Source: Box and Muller (1958).
  double normal();

 private:
  static constexpr std::size_t blocks = 8;
  void refill();
  std::uint32_t below_near_the_edge(std::uint32_t bound, std::uint64_t product);

  std::array<std::uint32_t, 4 * blocks> buffer_;
  std::size_t position_ = 4 * blocks;
  std::uint64_t next_block_ = 0;
  std::array<std::uint32_t, 2> key_;
  std::array<std::uint32_t, 2> stream_;
};

}  // namespace gainsay::stats
