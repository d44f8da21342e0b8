#include "gainsay/stats/aligned_friedman.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "check.h"
#include "distributions.h"
#include "score_table.h"
#include "sums.h"

namespace gainsay::stats {
namespace {

constexpr std::string_view function = "aligned_friedman_test";

struct Aligned {
  std::vector<double> keys;  // the best is the least
  std::vector<double> errors;
};

// A mean and a difference lose a few units in the last place of the largest score.
Aligned align(const ScoreTable& table) {
  constexpr double units = 8 * std::numeric_limits<double>::epsilon();
  Aligned aligned;
  for (std::size_t d = 0; d < static_cast<std::size_t>(table.n_datasets); ++d) {
    const auto scores = scores_of(table, d);
    const double mean = accurate_mean(scores);
    double largest = 0;
    for (const double score : scores) largest = std::max(largest, std::abs(score));
    for (const double score : scores) {
      aligned.keys.push_back(table.higher_is_better ? mean - score : score - mean);
      aligned.errors.push_back(units * largest);
    }
  }
  return aligned;
}

// Of doubled ranks, row by row.
struct RankSums {
  std::vector<double> methods;
  double within_squares = 0;  // about the mean of each dataset
};

RankSums rank_sums(const std::vector<std::int64_t>& ranks, std::size_t n_methods) {
  RankSums sums{std::vector<double>(n_methods, 0.0)};
  const auto k = static_cast<double>(n_methods);
  for (std::size_t first = 0; first < ranks.size(); first += n_methods) {
    double row = 0;
    for (std::size_t j = 0; j < n_methods; ++j) row += static_cast<double>(ranks[first + j]);
    for (std::size_t j = 0; j < n_methods; ++j) {
      const auto rank = static_cast<double>(ranks[first + j]);
      sums.methods[j] += rank;
      sums.within_squares += std::pow(rank - row / k, 2);
    }
  }
  return sums;
}

double chi_squared_of(const RankSums& sums, double n, double k) {
  double between = 0;
  for (const double sum : sums.methods) between += std::pow(sum - n * (k * n + 1), 2);
  return (k - 1) * between / sums.within_squares;
}

}  // namespace

AlignedFriedmanTest aligned_friedman_test(const ScoreTable& table) {
  check_score_table(function, table);
  const Aligned aligned = align(table);
  const auto methods = static_cast<std::size_t>(table.n_methods);
  const RankSums sums = rank_sums(doubled_midranks(aligned.keys, aligned.errors).ranks, methods);
  if (sums.within_squares == 0)
    check::fail(function, "every dataset ties all methods, so that there is nothing to rank");
  const auto n = static_cast<double>(table.n_datasets);
  const auto k = static_cast<double>(table.n_methods);
  AlignedFriedmanTest test{};
  for (const double sum : sums.methods) test.mean_ranks.push_back(sum / (2 * n));
  test.chi_squared = chi_squared_of(sums, n, k);
  test.df = k - 1;
  test.p_value = distributions::chi_squared_ccdf(test.chi_squared, test.df);
  test.standard_error = std::sqrt(k * (k * n + 1) / 6);
  test.pairwise_p_values = symmetric_square(methods, 1.0, [&](std::size_t i, std::size_t j) {
    const double z = (test.mean_ranks[i] - test.mean_ranks[j]) / test.standard_error;
    return std::min(1.0, 2 * distributions::normal_ccdf(std::abs(z)));
  });
  test.n_datasets = table.n_datasets;
  test.n_methods = table.n_methods;
  test.method = "aligned-friedman";
  return test;
}

}  // namespace gainsay::stats
