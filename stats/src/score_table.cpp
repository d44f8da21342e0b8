#include "score_table.h"

#include <string>

#include "check.h"

namespace gainsay::stats {

void check_score_table(std::string_view function, const ScoreTable& table) {
  check::at_least(function, "n_datasets", table.n_datasets, 2);
  check::at_least(function, "n_methods", table.n_methods, 2);
  if (std::ssize(table.scores) != table.n_datasets * table.n_methods) {
    check::fail(function, "scores must have n_datasets * n_methods = " +
                              std::to_string(table.n_datasets * table.n_methods) + " values, has " +
                              std::to_string(table.scores.size()));
  }
  check::sample(function, "scores", table.scores, 4);
}

std::span<const double> scores_of(const ScoreTable& table, std::size_t dataset) {
  const auto k = static_cast<std::size_t>(table.n_methods);
  return table.scores.subspan(dataset * k, k);
}

DoubledRanks doubled_ranks_of(const ScoreTable& table, std::size_t dataset) {
  const auto scores = scores_of(table, dataset);
  std::vector<double> keys(scores.begin(), scores.end());
  if (table.higher_is_better) {
    for (double& key : keys) key = -key;
  }
  return doubled_midranks(keys);
}

}  // namespace gainsay::stats
