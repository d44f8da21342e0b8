#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "gainsay/stats/interval.h"
#include "gainsay/stats/monte_carlo.h"
#include "gainsay/stats/random_stream.h"

#include "chunks.h"

namespace gainsay::stats {

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

// The quantile of type 7, as `quantile` gives it, without sorting all; the order of the values is changed.
inline double percentile(std::vector<double>& values, double p) {
  const double position = static_cast<double>(values.size() - 1) * p;
  const auto below = values.begin() + static_cast<std::ptrdiff_t>(position);
  std::ranges::nth_element(values, below);
  if (below + 1 == values.end()) return *below;
  return std::lerp(*below, *std::min_element(below + 1, values.end()), position - std::floor(position));
}

inline Interval percentile_interval(std::vector<double>& values, double confidence) {
  const double low = percentile(values, (1 - confidence) / 2);
  return {low, percentile(values, (1 + confidence) / 2), confidence};
}

}  // namespace gainsay::stats
