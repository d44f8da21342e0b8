#pragma once

#include <cstdint>

namespace gainsay::stats {

// How a resampling method draws. The same seed gives the same result, whatever the number of threads.
struct MonteCarlo {
  std::int64_t replicates;  // >= 1
  std::uint64_t seed;
  int threads = 1;  // >= 1; how many work at once
};

}  // namespace gainsay::stats
