#include "steps_comparison.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <string>

#include <fmt/format.h>

#include "gainsay/stats/kaplan_meier.h"
#include "gainsay/stats/log_rank_test.h"

#include "arm_measures.h"
#include "rule_writing.h"
#include "testing.h"

namespace gainsay::audit {
namespace {

constexpr std::int64_t patch_label = 1;
constexpr std::int64_t target_label = 0;

// Runs of both, dataset after dataset, as the log-rank test takes them.
struct AllSteps {
  std::vector<double> steps;
  std::vector<std::int64_t> reached;
  std::vector<std::int64_t> label;
  std::vector<std::int64_t> stratum;

  void add(const StepsToLevel& more, std::int64_t of, std::int64_t dataset) {
    steps.insert(steps.end(), more.steps.begin(), more.steps.end());
    reached.insert(reached.end(), more.reached.begin(), more.reached.end());
    label.insert(label.end(), more.steps.size(), of);
    stratum.insert(stratum.end(), more.steps.size(), dataset);
  }
};

std::int64_t stratum_of(Name dataset, const std::vector<Name>& datasets) {
  return std::ranges::find(datasets, dataset) - datasets.begin();
}

void add_runs(Side& side, const StepsToLevel& steps) {
  side.n += std::ssize(steps.steps);
  side.n_failed += std::ranges::count(steps.reached, 0);
}

// The median step at which runs get there, where half of them do.
std::optional<double> median_step(const AllSteps& all, std::int64_t label) {
  std::vector<double> steps;
  std::vector<std::int64_t> reached;
  for (std::size_t i = 0; i < all.steps.size(); ++i) {
    if (all.label[i] != label) continue;
    steps.push_back(all.steps[i]);
    reached.push_back(all.reached[i]);
  }
  return stats::kaplan_meier({steps, reached}).median;
}

void add_medians(Comparison& comparison, const AllSteps& all) {
  comparison.method_side.mean = median_step(all, patch_label);
  comparison.against_side.mean = median_step(all, target_label);
}

// Peto's estimate is (O - E) / V with the standard error 1 / sqrt(V), and V is (O - E)^2 / chi-squared.
Tested log_rank(const AllSteps& all) {
  Tested tested;
  try {
    const auto test = stats::log_rank_test({all.steps, all.reached}, all.label, all.stratum);
    const auto& of_patch = test.groups.back();  // by ascending label
    const double excess = static_cast<double>(of_patch.observed) - of_patch.expected;
    if (!(test.statistic > 0.0) || excess == 0.0) {
      tested.reason = "both get there equally fast, so that no interval can be given";
      return tested;
    }
    constexpr double so_many_that_t_is_normal = 1e9;
    tested.test = "log-rank";
    tested.p = test.p_value;
    tested.estimate = stats::Estimate{test.statistic / excess, std::sqrt(test.statistic) / std::abs(excess),
                                      so_many_that_t_is_normal};
  } catch (const std::domain_error& refusal) {
    tested.reason = fmt::format("no test can be made of these steps: {}", refusal.what());
  }
  return tested;
}

// As declared, else where the target's own curve stands for converged.
std::optional<double> level_to_reach(const Study& study, const Patch& patch, Name dataset, Name metric) {
  if (patch.level && study.metric(metric).direction) return patch.level;
  return converged_level(study, patch.target, dataset, metric);
}

std::string level_text(const Study& study, const Patch& patch, const std::vector<Name>& datasets,
                       Name metric) {
  if (!patch.level && datasets.size() > 1) return "95 % of what the target gains";
  return quantity(*level_to_reach(study, patch, datasets.front(), metric));
}

}  // namespace

std::vector<Name> datasets_with_curves(const Study& study, const Patch& patch, Name metric) {
  std::vector<Name> datasets;
  for (const Dataset& dataset : study.datasets()) {
    const bool both = has_curve(study, patch.method, dataset.name, metric) &&
                      has_curve(study, patch.target, dataset.name, metric);
    if (both && !dataset.declaration.smoke && level_to_reach(study, patch, dataset.name, metric))
      datasets.push_back(dataset.name);
  }
  return datasets;
}

std::vector<PatchMeasurement> compare_steps(const Study& study, const Patch& patch, Name metric) {
  const std::vector<Name> datasets = datasets_with_curves(study, patch, metric);
  if (datasets.empty()) return {};
  PatchMeasurement result{
      fmt::format("steps to {} in {}", level_text(study, patch, datasets, metric), metric.str()),
      std::string(log_ratio_of_rates),
      {}};
  Comparison& comparison = result.comparison;
  comparison.method = patch.method;
  comparison.against = patch.target;
  comparison.metric = metric;
  comparison.datasets = datasets;
  if (datasets.size() == 1) comparison.dataset = datasets.front();
  AllSteps all;
  for (const Name dataset : datasets) {
    const double level = *level_to_reach(study, patch, dataset, metric);
    const StepsToLevel of_patch = steps_to_level(study, patch.method, dataset, metric, level);
    const StepsToLevel of_target = steps_to_level(study, patch.target, dataset, metric, level);
    all.add(of_patch, patch_label, stratum_of(dataset, datasets));
    all.add(of_target, target_label, stratum_of(dataset, datasets));
    add_runs(comparison.method_side, of_patch);
    add_runs(comparison.against_side, of_target);
  }
  if (datasets.size() == 1) add_medians(comparison, all);
  conclude(comparison, log_rank(all), study.file().alpha, std::nullopt);
  comparison.df.reset();
  return {result};
}

}  // namespace gainsay::audit
