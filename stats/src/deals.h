#pragma once

#include <atomic>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "gainsay/stats/alternative.h"
#include "gainsay/stats/monte_carlo.h"
#include "gainsay/stats/random_stream.h"

#include "chunks.h"
#include "random_subset.h"

namespace gainsay::stats {

// Dealing n values to two arms, of which the first gets n_a. A deal is the bit mask of the values of arm a.
struct Dealing {
  std::size_t n;
  std::size_t n_a;
};

// C(n, n_a), exact up to 2^53.
double count_deals(const Dealing& dealing);

// Throws in the name of `function` unless there are at most 64 values and 50,000,000 deals.
void check_enumerable(std::string_view function, const Dealing& dealing);

// The next larger number with as many set bits; at least one bit is set. Source: Gosper (1972).
std::uint64_t next_deal(std::uint64_t deal);

// Whether a deal's t is as far in the direction of the alternative as the one seen. What differs by less than
// 1e-9 of the one seen is equal: the same values summed in another order.
inline bool is_as_extreme(double t, double observed, Alternative alternative) {
  constexpr double tolerance = 1e-9;
  const auto at_least = [](double value, double bound) {
    return value >= bound || value >= bound - tolerance * std::abs(bound);
  };
  switch (alternative) {
    case Alternative::greater:
      return at_least(t, observed);
    case Alternative::less:
      return at_least(-t, -observed);
    case Alternative::two_sided:
      break;
  }
  return at_least(std::abs(t), std::abs(observed));
}

struct DealCount {
  std::int64_t hits;
  std::int64_t deals;
};

// How many of all deals are as extreme as the one seen, as statistic.as_extreme(mask) has it. The dealing is
// enumerable.
template <typename Statistic>
DealCount count_all(const Statistic& statistic, const Dealing& dealing) {
  DealCount count{0, static_cast<std::int64_t>(count_deals(dealing))};
  std::uint64_t deal = (std::uint64_t{1} << dealing.n_a) - 1;
  for (std::int64_t i = 0; i < count.deals; ++i) {
    if (statistic.as_extreme(std::span<const std::uint64_t>(&deal, 1))) ++count.hits;
    if (i + 1 < count.deals) deal = next_deal(deal);
  }
  return count;
}

// The same among random deals.
template <typename Statistic>
DealCount count_random(const Statistic& statistic, const Dealing& dealing, const MonteCarlo& draws) {
  std::atomic<std::int64_t> hits{0};
  for_each_chunk(draws.replicates, draws.threads, [&](const Chunk& chunk) {
    RandomStream random(draws.seed, static_cast<std::uint64_t>(chunk.index));
    RandomSubset subset(dealing.n, dealing.n_a);
    std::int64_t in_chunk = 0;
    for (std::int64_t i = 0; i < chunk.size; ++i)
      in_chunk += statistic.as_extreme(subset.draw(random)) ? 1 : 0;
    hits += in_chunk;
  });
  return {hits, draws.replicates};
}

}  // namespace gainsay::stats
