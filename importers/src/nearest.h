#pragma once

#include <span>
#include <string_view>

namespace gainsay::importers {

// The candidate with the fewest insertions, deletions and replacements from `text` (Levenshtein, 1966), the
// first of equally near ones; empty when all are further than a third of the text's length, rounded up.
std::string_view nearest(std::string_view text, std::span<const std::string_view> candidates);

}  // namespace gainsay::importers
