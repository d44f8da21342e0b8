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
constexpr std::int64_t most_items = 10'000'000;

std::int64_t missing(std::int64_t wanted, const Comparison& comparison) {
  return std::max<std::int64_t>(wanted - comparison.method_side.n, 0) +
         std::max<std::int64_t>(wanted - comparison.against_side.n, 0);
}

// What there are n of now, and more of which no design has.
struct Units {
  double n;
  std::int64_t most;
};

// Units (seeds per arm and dataset, or items) at which the test has the wanted power, starting from n of
// them.
std::optional<std::int64_t> units_for_power(const stats::Estimate& now, Units units, double effect,
                                            const StudyFile& file) {
  const double n = units.n;
  const auto power_at = [&](std::int64_t wanted) {
    const double factor = static_cast<double>(wanted) / n;
    const double df = std::max(now.df * (static_cast<double>(wanted) - 1.0) / std::max(n - 1.0, 1.0), 1.0);
    return stats::power_of_estimate({now.value, now.standard_error / std::sqrt(factor), df}, effect,
                                    file.alpha);
  };
  std::int64_t high = std::max<std::int64_t>(2, static_cast<std::int64_t>(n));
  while (high < units.most && power_at(high) < file.power) high *= 2;
  if (high >= units.most) return std::nullopt;
  std::int64_t low = 2;
  while (low < high) {
    const std::int64_t middle = (low + high) / 2;
    (power_at(middle) < file.power ? low : high) = power_at(middle) < file.power ? middle + 1 : middle;
  }
  return high;
}

// Units that the spread seen asks for, and those that its upper bound does.
struct PlannedUnits {
  std::int64_t likely;
  std::int64_t upper;
};

std::optional<PlannedUnits> plan_units(const stats::Estimate& now, Units units, double effect,
                                       const StudyFile& file) {
  const auto whole_df = std::max<std::int64_t>(static_cast<std::int64_t>(now.df), 1);
  stats::Estimate planned = now;
  planned.standard_error *= planning_factor(whole_df, file);
  stats::Estimate wide = now;
  wide.standard_error = stats::pilot_sd_upper_bound(now.standard_error, whole_df, pilot_confidence);
  const auto likely = units_for_power(planned, units, effect, file);
  const auto upper = units_for_power(wide, units, effect, file);
  if (!likely || !upper) return std::nullopt;
  return PlannedUnits{*likely, std::max(*likely, *upper)};
}

// Items that would decide, where more of them come in the same clusters.
void judge_items(Comparison& comparison, const stats::Estimate& estimate, double margin,
                 const StudyFile& file) {
  const Units units{static_cast<double>(comparison.items->n), most_items};
  const auto wanted = plan_units(estimate, units, margin, file);
  if (!wanted) return;
  comparison.items->wanted = wanted->likely;
  comparison.items->wanted_upper = wanted->upper;
}

// Pairs have the spread of their differences in the standard error of the estimate.
void judge_pairs(Comparison& comparison, const StudyFile& file, std::optional<double> margin) {
  const stats::Estimate estimate{*comparison.estimate, *comparison.standard_error, *comparison.df};
  comparison.minimum_detectable_effect =
      stats::detectable_effect_of_estimate(estimate, file.power, file.alpha);
  if (!margin) return;
  comparison.power_at_smallest_effect = stats::power_of_estimate(estimate, *margin, file.alpha);
  const bool is_decided = comparison.verdict == Verdict::superior || comparison.verdict == Verdict::inferior;
  if (comparison.items && !is_decided) judge_items(comparison, estimate, *margin, file);
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
  const auto upper = seeds_for_effect(
      effect, stats::pilot_sd_upper_bound(pilot.sd, pilot.df, pilot_confidence), file, alpha);
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
  if (samples.reported_number || samples.fixed_number || !comparison.estimate) return;
  if (samples.paired) {
    judge_pairs(comparison, file, margin);
    return;
  }
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
  judge_pairs(comparison, file, margin);
  if (!margin) return;
  if (!more_runs_may_decide(comparison, *margin) || comparison.paired) return;
  const stats::Estimate estimate{*comparison.estimate, *comparison.standard_error, *comparison.df};
  const auto n_datasets = static_cast<std::int64_t>(comparison.datasets.size());
  const auto n_now = static_cast<double>(comparison.method_side.n + comparison.against_side.n) /
                     (2.0 * static_cast<double>(n_datasets));
  const auto wanted = plan_units(estimate, {n_now, most_seeds}, *margin, file);
  if (!wanted) return;
  const std::int64_t have = comparison.method_side.n + comparison.against_side.n;
  comparison.to_decide =
      MoreRuns{wanted->likely, std::max<std::int64_t>(2 * n_datasets * wanted->likely - have, 0),
               std::max<std::int64_t>(2 * n_datasets * wanted->upper - have, 0)};
}

}  // namespace gainsay::audit
