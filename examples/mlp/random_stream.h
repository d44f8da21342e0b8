#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace gainsay::example {

// A counter-based stream of random numbers: the k-th number of a stream depends on its key and k alone.
// Streams that differ in seed or purpose are unrelated; drawing from one never moves another.
// Source: the finaliser of SplitMix64 (Steele, Lea and Flood, 2014) over key + k * golden ratio.
class RandomStream {
 public:
  enum class Purpose : std::uint64_t { split, input_noise, initialisation, order, dropout };

  RandomStream(std::uint64_t seed, Purpose purpose);

  std::uint64_t bits();
  double uniform();  // in [0, 1), 53 bits
  double normal();   // mean 0, standard deviation 1 (Box and Muller, 1958)
  std::size_t index(
      std::size_t count);  // in [0, count), without modulo bias; throws std::domain_error if count is 0

  // 0 ... count - 1 in random order (Fisher and Yates).
  std::vector<std::size_t> permutation(std::size_t count);

 private:
  std::uint64_t key_;
  std::uint64_t counter_ = 0;
};

}  // namespace gainsay::example
