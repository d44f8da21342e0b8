#include <algorithm>

#include "gainsay/stats/aligned_friedman.h"
#include "gainsay/stats/bonferroni_dunn.h"
#include "gainsay/stats/friedman.h"
#include "gainsay/stats/nemenyi.h"
#include "gainsay/stats/pairwise_wilcoxon.h"
#include "gainsay/stats/quade.h"

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

template <PairwiseAdjustment adjustment>
Outcome signed_ranks(const Scores& scores) {
  return rejects(std::ranges::min(pairwise_wilcoxon(scores.table(), adjustment).adjusted_p_values));
}

// Whether any method is found to differ from the second one, which is never the better one.
Outcome any_from_control(const Scores& scores) {
  return rejects(std::ranges::min(bonferroni_dunn_test(friedman_test(scores.table()), 1).p_values));
}

Outcome aligned(const Scores& scores) { return rejects(aligned_friedman_test(scores.table()).p_value); }
Outcome quade(const Scores& scores) { return rejects(quade_test(scores.table()).p_value); }

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
       {{"nemenyi_test", {{same_distribution, roughly}}, {}, 4}, any_pair},
       {{"bonferroni_dunn_test", {{same_distribution, roughly}}, {}}, any_from_control},
       {{"pairwise_wilcoxon (holm)", {{same_distribution}}, {}, 4, 10},
        signed_ranks<PairwiseAdjustment::holm>},
       {{"pairwise_wilcoxon (shaffer)", {{same_distribution}}, {}, 8, 10},
        signed_ranks<PairwiseAdjustment::shaffer>},
       {{"pairwise_wilcoxon (bergmann_hommel)", {{same_distribution}}, {}, 8, 10},
        signed_ranks<PairwiseAdjustment::bergmann_hommel>},
       {{"aligned_friedman_test", {}, {}}, aligned},
       {{"quade_test", {}, {}}, quade}});
}

}  // namespace calibration
