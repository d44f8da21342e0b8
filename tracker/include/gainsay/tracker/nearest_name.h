#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace gainsay::tracker {

// The candidate with the smallest edit distance (insertions, deletions, substitutions, swaps of neighbours)
// to `text`; nothing when the nearest is further away than half the length of `text`, since it then misleads.
// The first of equally near candidates wins.
std::optional<std::string> nearest_name(std::string_view text, std::span<const std::string> candidates);

}  // namespace gainsay::tracker
