#pragma once

#include <cstdint>
#include <vector>

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

// The quantile of type 7 (Hyndman and Fan 1996) without sorting all; reorders the values, of which some may
// be infinite.
double quantile_in_place(std::vector<double>& values, double p);

}  // namespace gainsay::stats
