#pragma once

#include <cstdint>
#include <vector>

#include "gainsay/stats/interval.h"
#include "gainsay/stats/monte_carlo.h"
#include "gainsay/stats/random_stream.h"

#include "chunks.h"

namespace gainsay::stats {

// store(replicate, random) is called once per replicate, in order within each chunk; chunks may run at once.
template <typename Store>
void for_each_replicate(const MonteCarlo& draws, const Store& store) {
  for_each_chunk(draws.replicates, draws.threads, [&](const Chunk& chunk) {
    RandomStream random(draws.seed, static_cast<std::uint64_t>(chunk.index));
    for (std::int64_t i = 0; i < chunk.size; ++i) store(static_cast<std::size_t>(chunk.first + i), random);
  });
}

// One value for each replicate. make_draw() gives what one chunk draws with (its own scratch memory); it is
// called with the chunk's random stream once a replicate, in order.
template <typename MakeDraw>
std::vector<double> replicate(const MonteCarlo& draws, const MakeDraw& make_draw) {
  std::vector<double> values(static_cast<std::size_t>(draws.replicates));
  for_each_chunk(draws.replicates, draws.threads, [&](const Chunk& chunk) {
    RandomStream random(draws.seed, static_cast<std::uint64_t>(chunk.index));
    auto draw = make_draw();
    for (std::int64_t i = 0; i < chunk.size; ++i)
      values[static_cast<std::size_t>(chunk.first + i)] = draw(random);
  });
  return values;
}

// The quantile of type 7 (Hyndman and Fan 1996) without sorting all; reorders the values, of which some may
// be infinite.
double quantile_in_place(std::vector<double>& values, double p);

// From one such quantile to the other, with (1 - confidence) / 2 beyond either end.
Interval percentile_interval(std::vector<double>& values, double confidence);

}  // namespace gainsay::stats
