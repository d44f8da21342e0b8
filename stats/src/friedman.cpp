#include "gainsay/stats/friedman.h"

#include <cmath>
#include <limits>

#include "check.h"
#include "distributions.h"
#include "score_table.h"

namespace gainsay::stats {
namespace {

constexpr std::string_view function = "friedman_test";

struct RankSums {
  std::vector<double> mean_ranks;
  double tie_sum;  // over datasets and their ties, of t^3 - t
};

RankSums rank_sums(const ScoreTable& table) {
  const auto k = static_cast<std::size_t>(table.n_methods);
  const auto n = static_cast<std::size_t>(table.n_datasets);
  RankSums sums{std::vector<double>(k, 0.0), 0};
  for (std::size_t row = 0; row < n; ++row) {
    const DoubledRanks ranks = doubled_ranks_of(table, row);
    for (std::size_t j = 0; j < k; ++j) sums.mean_ranks[j] += static_cast<double>(ranks.ranks[j]);
    sums.tie_sum += ranks.tie_sum;
  }
  for (double& rank : sums.mean_ranks) rank /= 2 * static_cast<double>(n);
  return sums;
}

double uncorrected_chi_squared(const std::vector<double>& mean_ranks, double n) {
  const auto k = static_cast<double>(mean_ranks.size());
  double squares = 0;
  for (const double rank : mean_ranks) squares += std::pow(rank - (k + 1) / 2, 2);
  return 12 * n / (k * (k + 1)) * squares;
}

double iman_davenport(double chi_squared, double n, double k) {
  const double rest = n * (k - 1) - chi_squared;
  if (rest <= 1e-12 * n * (k - 1)) return std::numeric_limits<double>::infinity();
  return (n - 1) * chi_squared / rest;
}

void add_iman_davenport(FriedmanTest& test, double n, double k) {
  test.iman_davenport_df_between = k - 1;
  test.iman_davenport_df_within = (k - 1) * (n - 1);
  test.iman_davenport_f_without_ties = iman_davenport(test.chi_squared_without_ties, n, k);
  test.iman_davenport_f = iman_davenport(test.chi_squared, n, k);
  if (std::isinf(test.iman_davenport_f)) {
    test.iman_davenport_p_value = 0;
    return;
  }
  test.iman_davenport_p_value = distributions::f_ccdf(test.iman_davenport_f, test.iman_davenport_df_between,
                                                      test.iman_davenport_df_within);
}

}  // namespace

FriedmanTest friedman_test(const ScoreTable& table) {
  check_score_table(function, table);
  RankSums sums = rank_sums(table);
  const auto n = static_cast<double>(table.n_datasets);
  const auto k = static_cast<double>(table.n_methods);
  const double correction = 1 - sums.tie_sum / (n * k * (k * k - 1));
  if (correction <= 0)
    check::fail(function, "every dataset ties all methods, so that there is nothing to rank");
  FriedmanTest test{};
  test.chi_squared_without_ties = uncorrected_chi_squared(sums.mean_ranks, n);
  test.chi_squared = test.chi_squared_without_ties / correction;
  test.df = k - 1;
  test.p_value = distributions::chi_squared_ccdf(test.chi_squared, test.df);
  add_iman_davenport(test, n, k);
  test.mean_ranks = std::move(sums.mean_ranks);
  test.n_datasets = table.n_datasets;
  test.n_methods = table.n_methods;
  test.method = "friedman";
  return test;
}

}  // namespace gainsay::stats
