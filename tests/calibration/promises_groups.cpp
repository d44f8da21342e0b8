#include <algorithm>

#include "gainsay/stats/dunnett.h"
#include "gainsay/stats/games_howell.h"
#include "gainsay/stats/kruskal_wallis.h"
#include "gainsay/stats/tukey_hsd.h"

#include "calibration/columns.h"
#include "calibration/families.h"

namespace calibration {
namespace {

using namespace gainsay::stats;

constexpr std::size_t n_groups = 4;

// Runs of several methods on one dataset.
struct Groups {
  std::vector<std::vector<double>> runs;

  std::vector<std::span<const double>> spans() const { return {runs.begin(), runs.end()}; }
};

Groups simulate(RandomStream& random, const Setting& setting) {
  const auto shape = static_cast<Shape>(setting.column);
  Groups groups{{n_groups, std::vector<double>(static_cast<std::size_t>(setting.size))}};
  for (std::vector<double>& runs : groups.runs) fill(random, shape, runs);
  for (double& run : groups.runs.front()) {
    if (shape == Shape::unequal) run *= noisy_sd;
    if (setting.shifted) run += 1;
  }
  return groups;
}

Outcome rejects_any(const std::vector<MeanDifference>& comparisons) {
  return rejects(std::ranges::min(comparisons, {}, &MeanDifference::p_value).p_value);
}

Outcome kruskal(const Groups& groups) { return rejects(kruskal_wallis_test(groups.spans()).p_value); }
Outcome tukey(const Groups& groups) { return rejects_any(tukey_hsd(groups.spans()).comparisons); }
Outcome games(const Groups& groups) { return rejects_any(games_howell_test(groups.spans()).comparisons); }
Outcome dunnett(const Groups& groups) { return rejects_any(dunnett_test(groups.spans(), 1).comparisons); }

}  // namespace

Family several_groups() {
  return with_procedures<Groups>(
      {.title = "Several methods on one dataset",
       .about = "Four methods that are alike, with the same number of runs. Under *unequal variances* the "
                "first is three "
                "times as noisy. For pairs, an error is that any pair is found to differ; for dunnett_test, "
                "that any "
                "method is found to differ from the second.",
       .size_name = "runs a method",
       .sizes = {2, 3, 5, 10},
       .columns = shape_columns(),
       .effect = "one method better by one sd, normal runs",
       .tries = 1'000,
       .rows = {},
       .try_once = {}},
      simulate,
      {{{"kruskal_wallis_test", {{same_distribution, roughly}}, {}, 4}, kruskal},
       {{"tukey_hsd", {{normal_only}, {same_distribution, roughly, 3}}, {}, 4}, tukey},
       {{"games_howell_test", {}, {}, 4}, games},
       {{"dunnett_test", {{normal_only}, {same_distribution, roughly, 3}}, {}, 4}, dunnett}});
}

}  // namespace calibration
