#include "byte_planes.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace gainsay::tracker {
namespace {

constexpr std::size_t sampled_words = 1024;
constexpr std::size_t sampled_blocks = 4;

using Histogram = std::array<std::uint16_t, 256>;

// n log2 n for the counts that a sample can have.
const std::array<double, sampled_words + 1>& n_log_n() {
  static const auto table = [] {
    std::array<double, sampled_words + 1> values{};
    for (std::size_t n = 2; n < values.size(); ++n) {
      values[n] = static_cast<double>(n) * std::log2(static_cast<double>(n));
    }
    return values;
  }();
  return table;
}

// Counts byte 0 of every word, byte 1, ... as far as `planes` goes.
void count(std::span<const std::uint64_t> words, std::span<Histogram> planes) {
  for (const auto word : words) {
    for (std::size_t k = 0; k < planes.size(); ++k) ++planes[k][(word >> (8 * k)) & 0xff];
  }
}

std::size_t used_bytes(std::span<const std::uint64_t> words) {
  std::uint64_t any = 0;
  for (const auto word : words) any |= word;
  return static_cast<std::size_t>(std::bit_width(any) + 7) / 8;
}

double bits(const Histogram& histogram, std::size_t n) {
  const auto& table = n_log_n();
  double sum = table[n];
  for (const auto times : histogram) sum -= table[times];
  return sum;
}

}  // namespace

std::uint8_t plane_mask(const Words& words) {
  std::uint64_t any = 0;
  for (const auto word : words) any |= word;
  std::uint8_t mask = 0;
  for (unsigned k = 0; k < 8; ++k) {
    if (((any >> (8 * k)) & 0xff) != 0) mask = static_cast<std::uint8_t>(mask | (1U << k));
  }
  return mask;
}

void append_planes(const Words& words, std::uint8_t mask, std::string& planes) {
  for (unsigned k = 0; k < 8; ++k) {
    if ((mask >> k & 1U) == 0) continue;
    const auto at = planes.size();
    planes.resize(at + words.size());
    for (std::size_t i = 0; i < words.size(); ++i) planes[at + i] = static_cast<char>(words[i] >> (8 * k));
  }
}

Words read_planes(std::size_t n, std::uint8_t mask, const char* planes) {
  Words words(n);
  for (unsigned k = 0; k < 8; ++k) {
    if ((mask >> k & 1U) == 0) continue;
    for (std::size_t i = 0; i < n; ++i) {
      words[i] |= static_cast<std::uint64_t>(static_cast<unsigned char>(planes[i])) << (8 * k);
    }
    planes += n;
  }
  return words;
}

double estimated_bytes(std::span<const std::uint64_t> words) {
  std::array<Histogram, 8> histograms{};
  const std::span<Histogram> planes{histograms.data(), used_bytes(words)};
  std::size_t n = words.size();
  if (n <= sampled_words) {
    count(words, planes);
  } else {
    constexpr std::size_t block = sampled_words / sampled_blocks;
    const std::size_t stride = (n - block) / (sampled_blocks - 1);
    for (std::size_t b = 0; b < sampled_blocks; ++b) count(words.subspan(b * stride, block), planes);
    n = sampled_words;
  }
  if (n == 0) return 0.0;
  double sum = 0.0;
  for (const auto& plane : planes) sum += bits(plane, n);
  return sum / 8.0 / static_cast<double>(n);
}

}  // namespace gainsay::tracker
