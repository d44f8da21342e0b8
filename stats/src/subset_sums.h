#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace gainsay::stats {

// Sums of values over the set bits of a mask, by one table look-up per eight values.
class SubsetSums {
 public:
  explicit SubsetSums(std::span<const double> values) : tables_((values.size() + 7) / 8) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      auto& table = tables_[i / 8];
      const std::size_t bit = std::size_t{1} << (i % 8);
      for (std::size_t subset = 0; subset < bit; ++subset) table[subset | bit] = table[subset] + values[i];
    }
  }

  // words: bit i of word w stands for value 64 w + i; no bit beyond the last value may be set.
  double operator()(std::span<const std::uint64_t> words) const {
    double sum = 0;
    const std::array<double, 256>* table = tables_.data();
    for (std::size_t left = tables_.size(), w = 0; left > 0; ++w) {
      std::uint64_t word = words[w];
      for (std::size_t i = left < 8 ? left : 8; i > 0; --i, --left, word >>= 8)
        sum += (*table++)[word & 255U];
    }
    return sum;
  }

 private:
  std::vector<std::array<double, 256>> tables_;
};

}  // namespace gainsay::stats
