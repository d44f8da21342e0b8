#include "gainsay/stats/quade.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "check.h"
#include "distributions.h"
#include "score_table.h"

namespace gainsay::stats {
namespace {

constexpr std::string_view function = "quade_test";
constexpr double rounding = 1e-12;

// The doubled ranks of the datasets' ranges.
std::vector<std::int64_t> weights_of(const ScoreTable& table) {
  std::vector<double> ranges;
  for (std::size_t d = 0; d < static_cast<std::size_t>(table.n_datasets); ++d) {
    const auto [least, most] = std::ranges::minmax_element(scores_of(table, d));
    ranges.push_back(*most - *least);
  }
  return doubled_midranks(ranges).ranks;
}

// S_dj = Q_d (r_dj - (k + 1) / 2).
struct WeightedRanks {
  std::vector<double> sums;  // over datasets, one per method
  double total_squares = 0;  // A, over datasets and methods
  double between = 0;        // B, the squared sums over n_datasets
};

WeightedRanks weighted_ranks(const ScoreTable& table) {
  const std::vector<std::int64_t> weights = weights_of(table);
  WeightedRanks result{std::vector<double>(static_cast<std::size_t>(table.n_methods), 0.0)};
  for (std::size_t d = 0; d < weights.size(); ++d) {
    const std::vector<std::int64_t> ranks = doubled_ranks_of(table, d).ranks;
    for (std::size_t j = 0; j < ranks.size(); ++j) {
      const double s = static_cast<double>(weights[d] * (ranks[j] - table.n_methods - 1)) / 4;
      result.sums[j] += s;
      result.total_squares += s * s;
    }
  }
  for (const double sum : result.sums) result.between += sum * sum / static_cast<double>(table.n_datasets);
  return result;
}

double share_of_rankings(double n_datasets, double n_methods) {
  return std::exp(-(n_datasets - 1) * std::lgamma(n_methods + 1));
}

void add_f_test(QuadeTest& test, const WeightedRanks& ranks) {
  const auto n = static_cast<double>(test.n_datasets);
  const auto k = static_cast<double>(test.n_methods);
  const double within = ranks.total_squares - ranks.between;
  test.df_between = k - 1;
  test.df_within = (k - 1) * (n - 1);
  if (within <= rounding * ranks.total_squares) {
    test.f_statistic = std::numeric_limits<double>::infinity();
    test.p_value = share_of_rankings(n, k);
    return;
  }
  test.f_statistic = (n - 1) * ranks.between / within;
  test.p_value = distributions::f_ccdf(test.f_statistic, test.df_between, test.df_within);
}

double pair_p_value(double difference, double standard_error, double df) {
  if (difference == 0) return 1;
  if (standard_error == 0) return 0;
  return std::min(1.0, 2 * distributions::student_t_ccdf(std::abs(difference) / standard_error, df));
}

void add_pairs(QuadeTest& test, const WeightedRanks& ranks) {
  const double within = std::isinf(test.f_statistic) ? 0 : ranks.total_squares - ranks.between;
  const double standard_error = std::sqrt(2 * static_cast<double>(test.n_datasets) * within / test.df_within);
  test.pairwise_p_values = symmetric_square(ranks.sums.size(), 1.0, [&](std::size_t i, std::size_t j) {
    return pair_p_value(ranks.sums[i] - ranks.sums[j], standard_error, test.df_within);
  });
}

}  // namespace

QuadeTest quade_test(const ScoreTable& table) {
  check_score_table(function, table);
  const WeightedRanks ranks = weighted_ranks(table);
  if (ranks.total_squares == 0)
    check::fail(function, "every dataset ties all methods, so that there is nothing to rank");
  QuadeTest test{};
  test.n_datasets = table.n_datasets;
  test.n_methods = table.n_methods;
  test.method = "quade";
  const auto n = static_cast<double>(table.n_datasets);
  const double all_weights = n * (n + 1) / 2;
  for (const double sum : ranks.sums) {
    test.mean_ranks.push_back((static_cast<double>(table.n_methods) + 1) / 2 + sum / all_weights);
  }
  add_f_test(test, ranks);
  add_pairs(test, ranks);
  return test;
}

}  // namespace gainsay::stats
