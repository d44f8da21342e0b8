#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

namespace gainsay::stats {

// Replicates are drawn in chunks of this many, each chunk from a stream of its own.
inline constexpr std::int64_t chunk_size = 512;

struct Chunk {
  std::int64_t index;
  std::int64_t first;  // replicate
  std::int64_t size;
};

// Calls work(i) for i from 0 to count - 1, on `threads` threads, in any order. `work` must not throw.
template <typename Work>
void for_each_task(std::int64_t count, int threads, const Work& work) {
  std::atomic<std::int64_t> next{0};
  const auto run = [&] {
    for (std::int64_t i = next++; i < count; i = next++) work(i);
  };
  std::vector<std::jthread> helpers;
  for (std::int64_t i = 1; i < std::min<std::int64_t>(threads, count); ++i) helpers.emplace_back(run);
  run();
}

// Calls work(chunk) for every chunk of `replicates`, on `threads` threads. Which thread takes a chunk does
// not matter, since a chunk's random numbers depend on its index alone. `work` must not throw.
template <typename Work>
void for_each_chunk(std::int64_t replicates, int threads, const Work& work) {
  for_each_task((replicates + chunk_size - 1) / chunk_size, threads, [&](std::int64_t i) {
    work(Chunk{i, i * chunk_size, std::min(chunk_size, replicates - i * chunk_size)});
  });
}

}  // namespace gainsay::stats
