#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace gainsay::stats {

// The p values of the pairs (0, 1), (0, 2), ... of a square of n_methods x n_methods, row by row. Throws in
// the name of `function` unless the square has that size, is symmetric and is within 0 to 1 off its diagonal.
std::vector<double> pairs_of_square(std::string_view function, std::span<const double> square,
                                    std::int64_t n_methods);

// The way back: 1 on the diagonal.
std::vector<double> square_of_pairs(std::span<const double> pairs, std::int64_t n_methods);

}  // namespace gainsay::stats
