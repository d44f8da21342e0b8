#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace gainsay::stats {

// Throws in the name of `function` unless all are in 0 to 1.
void check_p_values(std::string_view function, std::span<const double> p_values);

// Where the smallest, second smallest, ... p value stands. Throws in the name of `function` unless all are in
// 0 to 1.
std::vector<std::size_t> ascending_order(std::string_view function, std::span<const double> p_values);

}  // namespace gainsay::stats
