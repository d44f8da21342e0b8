#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "gainsay/stats/friedman.h"

#include "ranks.h"

namespace gainsay::stats {

// Throws in the name of `function` unless the table has at least 2 datasets and 2 methods, as many scores as
// both ask for, and all of them finite.
void check_score_table(std::string_view function, const ScoreTable& table);

// The scores of one dataset.
std::span<const double> scores_of(const ScoreTable& table, std::size_t dataset);
// The ranks of the methods on one dataset, doubled; 2 is the best.
DoubledRanks doubled_ranks_of(const ScoreTable& table, std::size_t dataset);

// n_methods x n_methods values, symmetric: `diagonal` where a method meets itself, of_pair(i, j) for i < j.
template <typename OfPair>
std::vector<double> symmetric_square(std::size_t n_methods, double diagonal, OfPair&& of_pair) {
  std::vector<double> square(n_methods * n_methods, diagonal);
  for (std::size_t i = 0; i < n_methods; ++i) {
    for (std::size_t j = i + 1; j < n_methods; ++j) {
      square[i * n_methods + j] = square[j * n_methods + i] = of_pair(i, j);
    }
  }
  return square;
}

}  // namespace gainsay::stats
