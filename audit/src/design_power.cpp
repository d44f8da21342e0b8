#include "design_power.h"

#include <algorithm>
#include <cmath>

#include "gainsay/stats/estimate.h"
#include "gainsay/stats/summary.h"
#include "gainsay/stats/t_power.h"

namespace gainsay::audit {
namespace {

constexpr double pilot_confidence =
    0.8;  // of the upper bound of a pilot's spread (rule catalogue, section 0)
constexpr std::int64_t most_seeds = 100'000;  // beyond this a design is not worth naming

std::int64_t missing(std::int64_t wanted, const Comparison& comparison) {
  return std::max<std::int64_t>(wanted - comparison.method_side.n, 0) +
         std::max<std::int64_t>(wanted - comparison.against_side.n, 0);
}

// Seeds per arm and dataset at which the combined test has the wanted power, starting from n.
std::optional<std::int64_t> seeds_for_power(const stats::Estimate& now, double n, double effect,
                                            const StudyFile& file) {
  const auto power_at = [&](std::int64_t seeds) {
    const double factor = static_cast<double>(seeds) / n;
    const double df = std::max(now.df * (static_cast<double>(seeds) - 1.0) / std::max(n - 1.0, 1.0), 1.0);
    return stats::power_of_estimate({now.value, now.standard_error / std::sqrt(factor), df}, effect,
                                    file.alpha);
  };
  std::int64_t high = std::max<std::int64_t>(2, static_cast<std::int64_t>(n));
  while (high < most_seeds && power_at(high) < file.power) high *= 2;
  if (high >= most_seeds) return std::nullopt;
  std::int64_t low = 2;
  while (low < high) {
    const std::int64_t middle = (low + high) / 2;
    (power_at(middle) < file.power ? low : high) = power_at(middle) < file.power ? middle + 1 : middle;
  }
  return high;
}

// Seeds per arm at which a two-sided t test finds `effect` (> 0) with the study's power at level `alpha`;
// nothing when there are more of them than any study runs.
std::optional<std::int64_t> seeds_for_effect(double effect, double sd, const StudyFile& file, double alpha) {
  constexpr double finest_effect = 1e-3;  // in spreads; below it 10^7 seeds would be asked for
  if (!(effect > finest_effect * sd)) return std::nullopt;
  return stats::two_sample_t_sample_size(effect, sd, file.power, alpha);
}

// Undecided, or no worse and perhaps better by a smallest effect.
bool more_runs_may_decide(const Comparison& comparison, double margin) {
  if (comparison.verdict == Verdict::undecided) return true;
  return comparison.verdict == Verdict::non_inferior && comparison.interval->low <= 0.0 &&
         comparison.interval->high >= margin;
}

}  // namespace

std::optional<PlannedSeeds> plan_seeds(double effect, const stats::PilotSd& pilot, const StudyFile& file,
                                       double alpha) {
  const auto likely =
      seeds_for_effect(effect, stats::planning_sd(pilot.sd, pilot.df, file.power, alpha), file, alpha);
  const auto upper =
      seeds_for_effect(effect, stats::pilot_sd_upper_bound(pilot.sd, pilot.df, pilot_confidence), file, alpha);
  if (!likely || !upper) return std::nullopt;
  return PlannedSeeds{*likely, std::max(*likely, *upper)};
}

double planning_factor(std::int64_t df, const StudyFile& file) {
  return stats::planning_sd(1.0, df, file.power, file.alpha);
}

std::optional<double> pooled_sd(const Samples& samples) {
  const stats::Summary a = stats::summarize(samples.method);
  const stats::Summary b = stats::summarize(samples.against);
  if (!a.sd || !b.sd) return std::nullopt;
  const auto df_a = static_cast<double>(a.n - 1);
  const auto df_b = static_cast<double>(b.n - 1);
  const double sd = std::sqrt((df_a * *a.sd * *a.sd + df_b * *b.sd * *b.sd) / (df_a + df_b));
  return sd > 0.0 ? std::optional(sd) : std::nullopt;
}

void judge_design(Comparison& comparison, const Samples& samples, const StudyFile& file,
                  std::optional<double> margin) {
  if (samples.paired || samples.reported_number || samples.fixed_number || !comparison.estimate) return;
  const auto sd = pooled_sd(samples);
  if (!sd) return;
  const auto n_a = std::ssize(samples.method);
  const auto n_b = std::ssize(samples.against);
  comparison.minimum_detectable_effect =
      stats::minimum_detectable_effect(*sd, n_a, n_b, file.power, file.alpha);
  if (!margin) return;
  comparison.power_at_smallest_effect =
      stats::two_sample_t_power({.effect = *margin, .sd = *sd, .n_a = n_a, .n_b = n_b}, file.alpha);
  if (!more_runs_may_decide(comparison, *margin)) return;
  const auto wanted = plan_seeds(*margin, {.sd = *sd, .df = n_a + n_b - 2}, file, file.alpha);
  if (!wanted) return;
  comparison.to_decide =
      MoreRuns{wanted->likely, missing(wanted->likely, comparison), missing(wanted->upper, comparison)};
}

void judge_design_over_datasets(Comparison& comparison, const StudyFile& file, std::optional<double> margin) {
  if (!comparison.estimate || comparison.test == "wilcoxon-signed-rank") return;
  const stats::Estimate estimate{*comparison.estimate, *comparison.standard_error, *comparison.df};
  comparison.minimum_detectable_effect =
      stats::detectable_effect_of_estimate(estimate, file.power, file.alpha);
  if (!margin) return;
  comparison.power_at_smallest_effect = stats::power_of_estimate(estimate, *margin, file.alpha);
  if (!more_runs_may_decide(comparison, *margin) || comparison.paired) return;
  const auto n_datasets = static_cast<std::int64_t>(comparison.datasets.size());
  const auto n_now = static_cast<double>(comparison.method_side.n + comparison.against_side.n) /
                     (2.0 * static_cast<double>(n_datasets));
  const auto whole_df = std::max<std::int64_t>(static_cast<std::int64_t>(estimate.df), 1);
  stats::Estimate planned = estimate;
  planned.standard_error *= planning_factor(whole_df, file);
  const auto wanted = seeds_for_power(planned, n_now, *margin, file);
  stats::Estimate wide = estimate;
  wide.standard_error = stats::pilot_sd_upper_bound(estimate.standard_error, whole_df, pilot_confidence);
  const auto wanted_upper = seeds_for_power(wide, n_now, *margin, file);
  if (!wanted || !wanted_upper) return;
  const std::int64_t have = comparison.method_side.n + comparison.against_side.n;
  comparison.to_decide = MoreRuns{*wanted, std::max<std::int64_t>(2 * n_datasets * *wanted - have, 0),
                                  std::max<std::int64_t>(2 * n_datasets * *wanted_upper - have, 0)};
}

}  // namespace gainsay::audit
