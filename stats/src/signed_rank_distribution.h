#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace gainsay::stats {

// probability[w]: that the ranks which get a plus sign sum to w, when each sign is a fair coin. Dynamic
// programming.
std::vector<double> signed_rank_distribution(std::span<const std::int64_t> ranks);

}  // namespace gainsay::stats
