#include <algorithm>

#include "gainsay/stats/friedman.h"
#include "gainsay/stats/holm.h"
#include "gainsay/stats/nemenyi.h"
#include "gainsay/stats/wilcoxon_signed_rank.h"

#include "calibration/columns.h"
#include "calibration/families.h"

namespace calibration {
namespace {

using namespace gainsay::stats;

constexpr std::int64_t n_methods = 5;

// Scores of five methods on `size` datasets, row by row.
struct Scores {
  std::vector<double> values;
  std::int64_t n_datasets;

  ScoreTable table() const { return {values, n_datasets, n_methods}; }
};

Scores simulate(RandomStream& random, const Setting& setting) {
  const auto shape = static_cast<Shape>(setting.column);
  Scores scores{std::vector<double>(static_cast<std::size_t>(setting.size * n_methods)), setting.size};
  std::vector<double> of_method(static_cast<std::size_t>(setting.size));
  for (std::size_t method = 0; method < n_methods; ++method) {
    fill(random, shape, of_method);
    for (std::size_t dataset = 0; dataset < of_method.size(); ++dataset) {
      double value = of_method[dataset];
      if (shape == Shape::unequal && method == 0) value *= noisy_sd;
      if (setting.shifted && method == 0) value += 1;
      scores.values[dataset * n_methods + method] = value;
    }
  }
  return scores;
}

Outcome chi_squared(const Scores& scores) { return rejects(friedman_test(scores.table()).p_value); }
Outcome f(const Scores& scores) { return rejects(friedman_test(scores.table()).iman_davenport_p_value); }

// Whether any pair is found to differ.
Outcome any_pair(const Scores& scores) {
  return rejects(std::ranges::min(nemenyi_test(friedman_test(scores.table())).p_values));
}

Outcome any_pair_by_signed_ranks(const Scores& scores) {
  std::vector<double> p_values;
  std::vector<double> differences(static_cast<std::size_t>(scores.n_datasets));
  for (std::size_t a = 0; a < n_methods; ++a) {
    for (std::size_t b = a + 1; b < n_methods; ++b) {
      for (std::size_t i = 0; i < differences.size(); ++i)
        differences[i] = scores.values[i * n_methods + a] - scores.values[i * n_methods + b];
      p_values.push_back(wilcoxon_signed_rank(differences, ZeroRule::pratt).p_value);
    }
  }
  return rejects(std::ranges::min(holm(p_values)));
}

}  // namespace

Family several_methods() {
  return with_procedures<Scores>(
      {.title = "Several methods on several datasets",
       .about = "Five methods that are alike on every dataset. Under *unequal variances* the first is three "
                "times as "
                "noisy; under *folds* the datasets are folds, over which a method's scores share a random "
                "part. For "
                "pairs, an error is that any pair is found to differ.",
       .size_name = "datasets",
       .sizes = run_counts,
       .columns = shape_columns(),
       .effect = "one method better by one sd, normal scores",
       .tries = 4'000,
       .rows = {},
       .try_once = {}},
      simulate,
      {{{"friedman_test (chi-squared)", {{same_distribution, roughly}}, {}}, chi_squared},
       {{"friedman_test (Iman-Davenport)",
         {{.columns = same_distribution, .at_most = roughly, .from_size = 5}},
         {{0, 2, 7}, {0, 3, 7}}},
        f},
       {{"nemenyi_test", {{same_distribution, roughly}}, {}, 8}, any_pair},
       {{"wilcoxon_signed_rank and holm", {{same_distribution}}, {}, 4, 10}, any_pair_by_signed_ranks}});
}

}  // namespace calibration
