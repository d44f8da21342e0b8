#include "random_stream.h"

#include <cmath>
#include <numbers>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace gainsay::example {
namespace {

constexpr std::uint64_t golden_ratio = 0x9E3779B97F4A7C15U;

std::uint64_t mix(std::uint64_t z) {
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31U);
}

}  // namespace

RandomStream::RandomStream(std::uint64_t seed, Purpose purpose)
    : key_(mix(mix(seed + golden_ratio) ^ (static_cast<std::uint64_t>(purpose) + 1) * golden_ratio)) {}

std::uint64_t RandomStream::bits() { return mix(key_ + ++counter_ * golden_ratio); }

double RandomStream::uniform() { return static_cast<double>(bits() >> 11U) * 0x1.0p-53; }

double RandomStream::normal() {
  const double radius = std::sqrt(-2.0 * std::log1p(-uniform()));  // 1 - u is never 0
  return radius * std::cos(2.0 * std::numbers::pi * uniform());
}

std::size_t RandomStream::index(std::size_t count) {
  if (count == 0) throw std::domain_error("RandomStream::index: count must be positive, not 0");
  const std::uint64_t limit = UINT64_MAX - UINT64_MAX % count;
  std::uint64_t draw = bits();
  while (draw >= limit) draw = bits();
  return draw % count;
}

std::vector<std::size_t> RandomStream::permutation(std::size_t count) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t left = count; left > 1; --left) std::swap(order[left - 1], order[index(left)]);
  return order;
}

}  // namespace gainsay::example
