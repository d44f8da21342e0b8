#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace gainsay::stats {

// Two values closer than this, relative to the larger, are one value to a rank: 0.3 - 0.2 and 0.2 - 0.1 are
// tied.
inline constexpr double rank_tolerance = 1e-10;

// The midranks of a sample, doubled so that they are integers, and the sum over its ties of t^3 - t.
struct DoubledRanks {
  std::vector<std::int64_t> ranks;
  double tie_sum;
};

DoubledRanks doubled_midranks(std::span<const double> values);
// The same of values that may be off by as much as `errors` says of each: what their errors span is tied too.
DoubledRanks doubled_midranks(std::span<const double> values, std::span<const double> errors);

}  // namespace gainsay::stats
