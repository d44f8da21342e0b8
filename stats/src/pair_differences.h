#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace gainsay::stats {

// a[i] - b[i]; or a itself, which then holds differences already, where there is no b.
// Throws std::domain_error, naming `function`, if the sizes differ.
std::vector<double> differences_of(std::string_view function, std::span<const double> a,
                                   const std::optional<std::span<const double>>& b);

}  // namespace gainsay::stats
