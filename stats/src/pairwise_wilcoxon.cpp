#include "gainsay/stats/pairwise_wilcoxon.h"

#include <algorithm>
#include <cstddef>

#include "gainsay/stats/bergmann_hommel.h"
#include "gainsay/stats/holm.h"
#include "gainsay/stats/shaffer.h"
#include "gainsay/stats/wilcoxon_signed_rank.h"

#include "pair_square.h"
#include "score_table.h"

namespace gainsay::stats {
namespace {

constexpr std::string_view function = "pairwise_wilcoxon";

// The better score is the larger one of these differences.
std::vector<double> differences_of(const ScoreTable& table, std::size_t a, std::size_t b) {
  std::vector<double> differences;
  for (std::size_t d = 0; d < static_cast<std::size_t>(table.n_datasets); ++d) {
    const auto scores = scores_of(table, d);
    differences.push_back(table.higher_is_better ? scores[a] - scores[b] : scores[b] - scores[a]);
  }
  return differences;
}

void add_pair(PairwiseWilcoxon& result, const ScoreTable& table, std::size_t a, std::size_t b) {
  const auto k = static_cast<std::size_t>(table.n_methods);
  const std::vector<double> differences = differences_of(table, a, b);
  const auto a_wins = std::ranges::count_if(differences, [](double d) { return d > 0; });
  const auto b_wins = std::ranges::count_if(differences, [](double d) { return d < 0; });
  if (a_wins + b_wins == 0) return;
  result.wins[a * k + b] = static_cast<double>(a_wins);
  result.wins[b * k + a] = static_cast<double>(b_wins);
  const WilcoxonSignedRank test = wilcoxon_signed_rank(differences);
  result.p_values[a * k + b] = result.p_values[b * k + a] = test.p_value;
  result.exact = result.exact && test.exact;
}

std::vector<double> adjust(std::span<const double> p_values, std::int64_t n_methods,
                           PairwiseAdjustment adjustment) {
  switch (adjustment) {
    case PairwiseAdjustment::shaffer:
      return shaffer(p_values, n_methods);
    case PairwiseAdjustment::bergmann_hommel:
      return bergmann_hommel(p_values, n_methods);
    case PairwiseAdjustment::holm:
      break;
  }
  return square_of_pairs(holm(pairs_of_square(function, p_values, n_methods)), n_methods);
}

std::string_view name_of(PairwiseAdjustment adjustment) {
  switch (adjustment) {
    case PairwiseAdjustment::shaffer:
      return "pairwise-wilcoxon-shaffer";
    case PairwiseAdjustment::bergmann_hommel:
      return "pairwise-wilcoxon-bergmann-hommel";
    case PairwiseAdjustment::holm:
      break;
  }
  return "pairwise-wilcoxon-holm";
}

}  // namespace

PairwiseWilcoxon pairwise_wilcoxon(const ScoreTable& table, PairwiseAdjustment adjustment) {
  check_score_table(function, table);
  const auto k = static_cast<std::size_t>(table.n_methods);
  PairwiseWilcoxon result{.p_values = std::vector<double>(k * k, 1.0),
                          .adjusted_p_values = {},
                          .wins = std::vector<double>(k * k, 0.0),
                          .exact = true,
                          .n_datasets = table.n_datasets,
                          .n_methods = table.n_methods,
                          .method = name_of(adjustment)};
  for (std::size_t a = 0; a < k; ++a) {
    for (std::size_t b = a + 1; b < k; ++b) add_pair(result, table, a, b);
  }
  result.adjusted_p_values = adjust(result.p_values, table.n_methods, adjustment);
  return result;
}

}  // namespace gainsay::stats
