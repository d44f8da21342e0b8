#include "gainsay/stats/nested_bootstrap.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <tuple>
#include <vector>

#include "gainsay/stats/moments.h"

#include "monte_carlo_p.h"
#include "replicates.h"
#include "sums.h"

namespace gainsay::stats {
namespace {

constexpr std::string_view function = "nested_bootstrap";

using Seed = std::vector<double>;
using Dataset = std::vector<Seed>;

std::vector<Dataset> tree_of(const NestedScores& sample) {
  std::vector<std::size_t> rows(sample.scores.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  const auto key = [&](std::size_t i) {
    return std::tuple(sample.dataset[i], sample.seed[i], sample.scores[i]);
  };
  std::ranges::sort(rows, {}, key);
  std::vector<Dataset> tree;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const std::size_t row = rows[r];
    const bool new_dataset = r == 0 || sample.dataset[row] != sample.dataset[rows[r - 1]];
    if (new_dataset) tree.emplace_back();
    if (new_dataset || sample.seed[row] != sample.seed[rows[r - 1]]) tree.back().emplace_back();
    tree.back().back().push_back(sample.scores[row]);
  }
  return tree;
}

// The mean of n values of child(i), i drawn below n where the level is random, else each i once.
template <typename Child>
double level_mean(std::size_t n, bool is_random, RandomStream& random, const Child& child) {
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i)
    sum += child(is_random ? random.below(static_cast<std::uint32_t>(n)) : i);
  return sum / static_cast<double>(n);
}

class MeanOfMeans {
 public:
  MeanOfMeans(std::vector<Dataset> tree, const RandomLevels& levels)
      : tree_(std::move(tree)), levels_(levels) {
    for (const Dataset& dataset : tree_) {
      means_.emplace_back();
      for (const Seed& seed : dataset) means_.back().push_back(accurate_mean(seed));
    }
  }

  double observed() const {
    std::vector<double> of_datasets;
    for (const std::vector<double>& means : means_) of_datasets.push_back(accurate_mean(means));
    return accurate_mean(of_datasets);
  }

  double draw(RandomStream& random) const {
    return level_mean(tree_.size(), levels_.datasets, random, [&](std::size_t d) {
      return level_mean(tree_[d].size(), levels_.seeds, random, [&](std::size_t s) {
        const Seed& items = tree_[d][s];
        if (!levels_.items) return means_[d][s];
        return level_mean(items.size(), true, random, [&](std::size_t i) { return items[i]; });
      });
    });
  }

 private:
  std::vector<Dataset> tree_;
  std::vector<std::vector<double>> means_;  // of each seed of each dataset
  RandomLevels levels_;
};

void check_labels(const NestedScores& sample) {
  check::sample(function, "scores", sample.scores, 1);
  if (sample.dataset.size() != sample.scores.size() || sample.seed.size() != sample.scores.size()) {
    check::fail(function, "there must be a dataset and a seed for each of the " +
                              std::to_string(sample.scores.size()) + " scores, there are " +
                              std::to_string(sample.dataset.size()) + " and " +
                              std::to_string(sample.seed.size()));
  }
}

void check_something_varies(const std::vector<Dataset>& tree, const RandomLevels& levels) {
  bool varies = levels.datasets && tree.size() > 1;
  for (const Dataset& dataset : tree) {
    varies = varies || (levels.seeds && dataset.size() > 1);
    for (const Seed& seed : dataset) varies = varies || (levels.items && seed.size() > 1);
  }
  if (!varies) check::fail(function, "no random level has two units to draw from");
}

}  // namespace

NestedBootstrap nested_bootstrap(const NestedScores& sample, const RandomLevels& levels,
                                 const MonteCarlo& draws, double confidence) {
  check_labels(sample);
  check_monte_carlo(function, draws);
  check::at_least(function, "replicates", draws.replicates, 2);
  check::open_unit(function, "confidence", confidence);
  std::vector<Dataset> tree = tree_of(sample);
  check_something_varies(tree, levels);
  NestedBootstrap result{};
  result.n_datasets = std::ssize(tree);
  for (const Dataset& dataset : tree) result.n_seeds += std::ssize(dataset);
  result.n_items = std::ssize(sample.scores);
  const MeanOfMeans mean(std::move(tree), levels);
  std::vector<double> values =
      replicate(draws, [&] { return [&mean](RandomStream& random) { return mean.draw(random); }; });
  result.estimate = mean.observed();
  result.standard_error = moments_of(values).sd;
  result.interval = percentile_interval(values, confidence);
  result.levels = levels;
  result.replicates = draws.replicates;
  result.seed = draws.seed;
  result.method = "nested-bootstrap-percentile";
  return result;
}

}  // namespace gainsay::stats
