#include "pair_square.h"

#include <cstddef>
#include <string>

#include "check.h"
#include "score_table.h"

namespace gainsay::stats {

std::vector<double> pairs_of_square(std::string_view function, std::span<const double> square,
                                    std::int64_t n_methods) {
  if (std::ssize(square) != n_methods * n_methods) {
    check::fail(function,
                "p_values must have n_methods * n_methods = " + std::to_string(n_methods * n_methods) +
                    " values, has " + std::to_string(square.size()));
  }
  const auto k = static_cast<std::size_t>(n_methods);
  std::vector<double> pairs;
  pairs.reserve(k * (k - 1) / 2);
  for (std::size_t i = 0; i < k; ++i) {
    for (std::size_t j = i + 1; j < k; ++j) {
      const double p = square[i * k + j];
      const std::string place = "p_values[" + std::to_string(i) + "][" + std::to_string(j) + "]";
      check::closed_unit(function, place, p);
      if (square[j * k + i] != p) {
        check::fail(function, "p_values must be symmetric, but " + place + " is " + check::text(p) +
                                  " and its mirror image " + check::text(square[j * k + i]));
      }
      pairs.push_back(p);
    }
  }
  return pairs;
}

std::vector<double> square_of_pairs(std::span<const double> pairs, std::int64_t n_methods) {
  std::size_t next = 0;
  return symmetric_square(static_cast<std::size_t>(n_methods), 1.0,
                          [&](std::size_t, std::size_t) { return pairs[next++]; });
}

}  // namespace gainsay::stats
