#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace gainsay::stats {

// Throws in the name of `function` unless there are at least 2 groups, each with at least `minimum` values,
// all finite.
void check_groups(std::string_view function, std::span<const std::span<const double>> groups,
                  std::int64_t minimum);

}  // namespace gainsay::stats
