#include "gainsay/stats/almost_stochastic_order.h"
#include "gainsay/stats/brunner_munzel.h"
#include "gainsay/stats/cliffs_delta.h"
#include "gainsay/stats/hedges_g.h"
#include "gainsay/stats/log_ratio.h"
#include "gainsay/stats/mann_whitney.h"
#include "gainsay/stats/mean_bootstrap.h"
#include "gainsay/stats/permutation_test.h"
#include "gainsay/stats/probability_of_improvement.h"
#include "gainsay/stats/student_t_test.h"
#include "gainsay/stats/welch_t_test.h"
#include "gainsay/stats/yuen_test.h"

#include "calibration/columns.h"
#include "calibration/families.h"
#include "calibration/two_samples.h"

namespace calibration {
namespace {

using namespace gainsay::stats;

constexpr std::int64_t replicates = 499;  // p values of 5 % are among those that can come out

// Whether looking at all deals takes no longer than at random ones.
bool has_few_deals(const TwoSamples& runs) { return runs.a.size() + runs.b.size() <= 12; }

Outcome welch(const TwoSamples& runs) { return rejects(welch_t_test(runs.a, runs.b).p_value); }
Outcome student(const TwoSamples& runs) { return rejects(student_t_test(runs.a, runs.b).p_value); }
Outcome yuen(const TwoSamples& runs) { return rejects(yuen_test(runs.a, runs.b).p_value); }
Outcome rank_sum(const TwoSamples& runs) { return rejects(mann_whitney(runs.a, runs.b).p_value); }
Outcome brunner(const TwoSamples& runs) { return rejects(brunner_munzel_test(runs.a, runs.b).p_value); }

Outcome permutation(const TwoSamples& runs, PermutationStatistic statistic) {
  if (has_few_deals(runs)) return rejects(permutation_test_exact(runs.a, runs.b, statistic).p_value);
  return rejects(permutation_test_monte_carlo(runs.a, runs.b, {replicates, runs.seed}, statistic).p_value);
}

Outcome permutation_of_means(const TwoSamples& runs) {
  return permutation(runs, PermutationStatistic::mean_difference);
}

Outcome permutation_of_welch(const TwoSamples& runs) {
  return permutation(runs, PermutationStatistic::welch_t);
}

Outcome permutation_of_ranks(const TwoSamples& runs) {
  if (has_few_deals(runs)) return rejects(brunner_munzel_permutation_exact(runs.a, runs.b).p_value);
  return rejects(brunner_munzel_permutation_monte_carlo(runs.a, runs.b, {replicates, runs.seed}).p_value);
}

template <BootstrapKind kind>
Outcome bootstrap(const TwoSamples& runs) {
  return misses(two_sample_bootstrap(runs.a, runs.b, kind, {replicates, runs.seed}).interval, 0);
}

Outcome delta(const TwoSamples& runs) { return misses(cliffs_delta(runs.a, runs.b).interval, 0); }

Outcome g_without_effect(const TwoSamples& runs) { return misses(hedges_g(runs.a, runs.b).interval, 0); }

// Of an effect of one sd, which is not one number where the variances differ.
Outcome g_with_effect(const TwoSamples& runs) {
  if (runs.setting.shifted || runs.setting.column == column_of(Shape::unequal)) return not_asked;
  std::vector<double> better = runs.a;
  for (double& run : better) run += 1;
  return misses(hedges_g(better, runs.b).interval, 1);
}

// Scores about 10 with an sd of 1.
std::vector<double> positive(std::span<const double> noise) {
  std::vector<double> scores(noise.begin(), noise.end());
  for (double& score : scores) score += 10;
  return scores;
}

Outcome ratio(const TwoSamples& runs) {
  return misses(log_ratio(positive(runs.a), positive(runs.b)).interval, 0);
}

Outcome ratio_bootstrap(const TwoSamples& runs) {
  return misses(log_ratio_bootstrap(positive(runs.a), positive(runs.b), {replicates, runs.seed}).interval, 0);
}

// With equal distributions a is not almost stochastically larger.
Outcome stochastic_order(const TwoSamples& runs) {
  return errs(almost_stochastic_order(runs.a, runs.b, {replicates, runs.seed}).epsilon_minimum < 0.5);
}

Outcome improvement(const TwoSamples& runs) {
  const std::vector<std::span<const double>> a{runs.a};
  const std::vector<std::span<const double>> b{runs.b};
  return misses(probability_of_improvement(a, b, {replicates, runs.seed}).interval, 0.5);
}

}  // namespace

TwoSamples simulate_two_samples(RandomStream& random, const Setting& setting) {
  const auto shape = static_cast<Shape>(setting.column);
  const auto n = static_cast<std::size_t>(setting.size);
  const bool unequal = shape == Shape::unequal;
  TwoSamples runs{std::vector<double>(n), std::vector<double>(unequal ? 2 * n : n), 0, setting};
  fill(random, shape, runs.a);
  fill(random, shape, runs.b);
  for (double& run : runs.a) run = (unequal ? noisy_sd * run : run) + (setting.shifted ? 1 : 0);
  runs.seed = random.next();
  return runs;
}

std::vector<Procedure<TwoSamples>> location_procedures() {
  constexpr int resampled = 4;  // every fourth study
  return {
      {{"welch_t_test", {{same_distribution, roughly}}, {{4, 2, 9}, {4, 3, 6}}}, welch},
      {{"student_t_test", {{normal_only}, {same_distribution, roughly}}, {}}, student},
      {{"yuen_test", {{same_distribution & ~column(Shape::ties), roughly}}, {{4, 5, 8}, {6, 30, 7}}}, yuen},
      {{"permutation_test (mean difference)", {{same_distribution}}, {{4, 3, 16}, {4, 5, 17}}, resampled},
       permutation_of_means},
      {{"permutation_test (Welch's t)", {{same_distribution}}, {{4, 3, 10}, {4, 5, 8}}, resampled},
       permutation_of_welch},
      {{"mann_whitney", {{same_distribution}}, {{4, 3, 12}, {4, 5, 8}}, 8, 20}, rank_sum},
      {{"brunner_munzel_test", {}, {{0, 3, 0}, {0, 5, 8}, {4, 3, 18}}}, brunner},
      {{"brunner_munzel_permutation", {{same_distribution}}, {{4, 3, 11}, {4, 5, 8}}, resampled},
       permutation_of_ranks},
      {{"two_sample_bootstrap (percentile)", {}, {{0, 3, 20}, {0, 5, 12}, {0, 10, 9}}, resampled},
       bootstrap<BootstrapKind::percentile>},
      {{"two_sample_bootstrap (bca)", {}, {{0, 3, 19}, {0, 5, 13}, {0, 10, 9}}, resampled},
       bootstrap<BootstrapKind::bca>},
      {{"two_sample_bootstrap (studentized)", {}, {{0, 3, 2}, {0, 5, 5}, {0, 10, 5}}, resampled},
       bootstrap<BootstrapKind::studentized>},
      {{"cliffs_delta, vargha_delaney_a12", {}, {{0, 5, 0}}}, delta},
      {{"hedges_g", {{normal_only}}, {}, resampled}, g_without_effect},
      {{"hedges_g (of a true effect of 1)", {{normal_only}}, {{3, 3, 13}, {3, 5, 11}}, resampled},
       g_with_effect},
      {{"log_ratio", {}, {}}, ratio},
      {{"log_ratio_bootstrap", {}, {{0, 3, 20}, {0, 5, 12}}, resampled}, ratio_bootstrap},
      {{"probability_of_improvement (one task)", {}, {{0, 3, 20}, {0, 5, 10}}, resampled}, improvement},
      {{"almost_stochastic_order", {}, {{0, 5, 20}, {0, 30, 17}}, resampled}, stochastic_order},
  };
}

Family two_samples() {
  return with_procedures<TwoSamples>(
      {.title = "Two samples: location",
       .about =
           "Two methods with the same number of runs and the same distribution of scores. Under *unequal "
           "variances* the noisier method (three times the sd) has the runs that the first column says and "
           "the "
           "other twice as many; under *folds* the runs of a method share a random part.",
       .size_name = "runs an arm",
       .sizes = run_counts,
       .columns = shape_columns(),
       .effect = "a difference of one sd, normal runs",
       .tries = 4'000,
       .rows = {},
       .try_once = {}},
      simulate_two_samples, location_procedures());
}

}  // namespace calibration
