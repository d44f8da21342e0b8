#include "gainsay/stats/hedges_g.h"
#include "gainsay/stats/mean_bootstrap.h"
#include "gainsay/stats/median.h"
#include "gainsay/stats/paired_t_test.h"
#include "gainsay/stats/probability_of_outperforming.h"
#include "gainsay/stats/sign_flip_test.h"
#include "gainsay/stats/sign_test.h"
#include "gainsay/stats/wilcoxon_signed_rank.h"

#include "calibration/columns.h"
#include "calibration/families.h"
#include "calibration/paired_differences.h"

namespace calibration {
namespace {

using namespace gainsay::stats;

constexpr std::int64_t replicates = 499;

std::vector<double> zeros(const PairedDifferences& pairs) {
  return std::vector<double>(pairs.mean_zero.size());
}

Outcome student(const PairedDifferences& pairs) {
  return rejects(one_sample_t_test(pairs.mean_zero).p_value);
}

Outcome sign_flip(const PairedDifferences& pairs) {
  if (pairs.mean_zero.size() <= 20) return rejects(sign_flip_test_exact(pairs.mean_zero).p_value);
  return rejects(sign_flip_test_monte_carlo(pairs.mean_zero, {replicates, pairs.seed}).p_value);
}

template <ZeroRule zero_rule>
Outcome signed_rank(const PairedDifferences& pairs) {
  return rejects(wilcoxon_signed_rank(pairs.median_zero, zero_rule).p_value);
}

Outcome signs(const PairedDifferences& pairs) { return rejects(sign_test(pairs.median_zero).p_value); }

Outcome walsh(const PairedDifferences& pairs) {
  return misses(hodges_lehmann_interval(pairs.median_zero).interval, 0);
}

Outcome middle(const PairedDifferences& pairs) { return misses(median(pairs.median_zero).interval, 0); }

template <BootstrapKind kind>
Outcome bootstrap(const PairedDifferences& pairs) {
  return misses(one_sample_bootstrap(pairs.mean_zero, kind, {replicates, pairs.seed}).interval, 0);
}

Outcome g_paired(const PairedDifferences& pairs) {
  return misses(hedges_g_paired(pairs.mean_zero, zeros(pairs)).interval, 0);
}

Outcome outperforming(const PairedDifferences& pairs) {
  return misses(probability_of_outperforming(pairs.median_zero, zeros(pairs)).interval, 0.5);
}

}  // namespace

PairedDifferences simulate_paired_differences(RandomStream& random, const Setting& setting) {
  const auto shape = static_cast<Shape>(setting.column);
  PairedDifferences pairs{std::vector<double>(static_cast<std::size_t>(setting.size)), {}, 0, setting};
  fill(random, shape, pairs.mean_zero);
  if (shape == Shape::unequal) {
    for (std::size_t i = 0; i < pairs.mean_zero.size(); i += 2) pairs.mean_zero[i] *= noisy_sd;
  }
  pairs.median_zero = pairs.mean_zero;
  for (double& difference : pairs.mean_zero) difference += setting.shifted ? 1 : 0;
  for (double& difference : pairs.median_zero) difference += (setting.shifted ? 1 : 0) - median_of(shape);
  pairs.seed = random.next();
  return pairs;
}

std::vector<Procedure<PairedDifferences>> paired_procedures() {
  constexpr int resampled = 4;
  constexpr Columns symmetric_here = symmetric | column(Shape::unequal);
  return {
      {{"one_sample_t_test, paired_t_test, mean_t_interval", {{normal_only}}, {{1, 5, 12}, {3, 5, 25}}},
       student},
      {{"sign_flip_test", {{symmetric_here}}, {{1, 10, 9}, {3, 10, 11}}, 8, 20}, sign_flip},
      {{"wilcoxon_signed_rank (Wilcoxon's zeros)", {{symmetric_here}}, {{1, 30, 15}}, 4, 20},
       signed_rank<ZeroRule::wilcoxon>},
      {{"wilcoxon_signed_rank (Pratt's zeros)", {{symmetric_here}}, {{1, 30, 15}}, 4, 20},
       signed_rank<ZeroRule::pratt>},
      {{"sign_test", {{independent}}, {}}, signs},
      {{"hodges_lehmann_interval", {{symmetric_here & ~column(Shape::unequal)}}, {{1, 30, 14}}, 2, 20},
       walsh},
      {{"median", {{independent}}, {}}, middle},
      {{"paired_bootstrap (percentile)", {}, {{0, 3, 25}, {0, 5, 16}, {0, 10, 10}}, resampled},
       bootstrap<BootstrapKind::percentile>},
      {{"paired_bootstrap (bca)", {}, {{0, 3, 26}, {0, 5, 16}, {0, 10, 10}}, resampled},
       bootstrap<BootstrapKind::bca>},
      {{"paired_bootstrap (studentized)", {}, {{0, 3, 1}, {0, 5, 4}, {0, 10, 5}, {3, 5, 20}}, resampled},
       bootstrap<BootstrapKind::studentized>},
      {{"hedges_g_paired", {{normal_only}}, {{1, 5, 13}, {3, 5, 26}}, resampled}, g_paired},
      {{"probability_of_outperforming", {}, {{0, 3, 24}, {0, 5, 6}, {5, 5, 12}}}, outperforming},
  };
}

Family paired_differences() {
  return with_procedures<PairedDifferences>(
      {.title = "Paired differences",
       .about =
           "Differences of two methods on the same seeds, splits or datasets. Tests and intervals of the "
           "mean get "
           "differences of mean 0, those of signs and ranks the same differences about their median. The "
           "signed "
           "ranks and sign flips suppose symmetric differences: *skewed* and *diverged runs* are not. Under "
           "*unequal variances* every other pair is three times as noisy; under *folds* all share a random "
           "part.",
       .size_name = "pairs",
       .sizes = run_counts,
       .columns = shape_columns(),
       .effect = "a mean difference of one sd, normal differences",
       .tries = 4'000,
       .rows = {},
       .try_once = {}},
      simulate_paired_differences, paired_procedures());
}

}  // namespace calibration
