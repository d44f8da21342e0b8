#include "arm_measures.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>

#include "gainsay/stats/summary.h"

#include "arms.h"
#include "split_metrics.h"

namespace gainsay::audit {
namespace {

constexpr double share_of_the_way = 0.95;

using Measure = std::function<std::optional<double>(const tracker::ItemScores&, double sign)>;

std::optional<tracker::ItemScores> items_of(const Study& study, const tracker::Run& run, Name metric) {
  if (!study.records().items) return std::nullopt;
  for (const Name recorded : run.item_metrics) {
    if (study.canonical_metric(recorded) == metric) return study.records().items(run.id, recorded);
  }
  return std::nullopt;
}

bool all_finite(const std::vector<double>& values) {
  return std::ranges::all_of(values, [](double value) { return std::isfinite(value); });
}

// The measure of every run with item scores, averaged over the runs of one observation.
std::vector<double> measured(const Study& study, const Arm& arm, const Measure& measure) {
  std::vector<double> values;
  const double sign = study.metric(arm.metric).direction ? study.metric(arm.metric).sign() : 1.0;
  for (const Observation& observation : arm.observations) {
    double sum = 0.0;
    std::int64_t n = 0;
    for (const tracker::Run* run : observation.runs) {
      const auto items = items_of(study, *run, arm.metric);
      if (!items || items->score.empty() || !all_finite(items->score)) continue;
      if (const auto value = measure(*items, sign)) {
        sum += *value;
        ++n;
      }
    }
    if (n > 0) values.push_back(sum / static_cast<double>(n));
  }
  return values;
}

std::map<std::string, double> means_by_cluster(const tracker::ItemScores& items) {
  std::map<std::string, std::pair<double, std::int64_t>> sums;
  for (std::size_t i = 0; i < items.cluster.size(); ++i) {
    sums[items.cluster[i]].first += items.score[i];
    ++sums[items.cluster[i]].second;
  }
  std::map<std::string, double> means;
  for (const auto& [cluster, sum] : sums) means[cluster] = sum.first / static_cast<double>(sum.second);
  return means;
}

std::optional<tracker::Curve> curve_of(const Study& study, const tracker::Run& run, Name metric) {
  const tracker::CurveSummary* summary = metric_curve(study, run, metric);
  if (summary == nullptr || !study.records().curve) return std::nullopt;
  return study.records().curve(run.id, summary->metric);
}

std::vector<const tracker::Run*> ended_runs(const Study& study, Name method, Name dataset) {
  auto runs = study.runs_of(method, dataset, tracker::Purpose::final);
  std::erase_if(runs, [](const tracker::Run* run) { return run->status == tracker::Status::running; });
  return runs;
}

// Ended without success by itself: not for want of memory or time.
bool went_wrong(const tracker::Run& run) {
  return run.status != tracker::Status::finished && !is_infrastructure_failure(run);
}

bool was_made_again(const tracker::Run& run, const std::vector<const tracker::Run*>& runs) {
  return run.seed && is_infrastructure_failure(run) &&
         std::ranges::any_of(runs, [&run](const tracker::Run* other) {
           return other->status == tracker::Status::finished && other->seed == run.seed &&
                  other->fold == run.fold;
         });
}

bool has_failed(const tracker::Run& run, const std::vector<const Arm*>& arms) {
  return run.status != tracker::Status::finished || std::ranges::any_of(arms, [&run](const Arm* arm) {
           return std::ranges::find(arm->failed, &run) != arm->failed.end();
         });
}

std::optional<double> first_step_at(const tracker::Curve& curve, double level, double sign) {
  for (std::size_t i = 0; i < curve.step.size(); ++i) {
    const bool there = std::isfinite(curve.value[i]) && sign * curve.value[i] >= sign * level;
    if (there && curve.step[i] >= 0) return static_cast<double>(curve.step[i]);
  }
  return std::nullopt;
}

}  // namespace

std::vector<double> worst_group_scores(const Study& study, const Arm& arm) {
  return measured(study, arm, [](const tracker::ItemScores& items, double sign) -> std::optional<double> {
    std::optional<double> worst;
    for (const auto& [cluster, mean] : means_by_cluster(items)) {
      if (!worst || sign * mean < sign * *worst) worst = mean;
    }
    return worst;
  });
}

std::vector<double> group_scores(const Study& study, const Arm& arm, const std::string& group) {
  return measured(study, arm,
                  [&group](const tracker::ItemScores& items, double /*sign*/) -> std::optional<double> {
                    const auto means = means_by_cluster(items);
                    const auto found = means.find(group);
                    return found == means.end() ? std::nullopt : std::optional(found->second);
                  });
}

std::vector<double> mean_item_scores(const Study& study, const Arm& arm) {
  return measured(study, arm, [](const tracker::ItemScores& items, double /*sign*/) {
    return std::optional(stats::summarize(items.score).mean);
  });
}

std::vector<double> tail_scores(const Study& study, const Arm& arm, double share) {
  return measured(study, arm,
                  [share](const tracker::ItemScores& items, double sign) -> std::optional<double> {
                    const std::set<double> different(items.score.begin(), items.score.end());
                    if (different.size() <= 2) return std::nullopt;
                    return stats::quantile(items.score, sign > 0.0 ? share : 1.0 - share);
                  });
}

std::vector<ItemGroup> item_groups(const Study& study, const Arm& arm) {
  std::map<std::string, std::map<std::string, std::pair<double, std::int64_t>>> sums;
  for (const tracker::Run* run : arm.evidence) {
    const auto items = items_of(study, *run, arm.metric);
    if (!items || !all_finite(items->score)) continue;
    for (std::size_t i = 0; i < items->cluster.size(); ++i) {
      auto& sum = sums[items->cluster[i]][items->item[i]];
      sum.first += items->score[i];
      ++sum.second;
    }
  }
  std::vector<ItemGroup> groups;
  for (const auto& [cluster, by_item] : sums) {
    ItemGroup& group = groups.emplace_back(ItemGroup{cluster, {}});
    for (const auto& [item, sum] : by_item)
      group.scores.push_back(sum.first / static_cast<double>(sum.second));
  }
  return groups;
}

std::optional<double> converged_level(const Study& study, Name method, Name dataset, Name metric) {
  const Metric known = study.metric(metric);
  if (!known.direction) return std::nullopt;
  std::vector<double> first;
  std::vector<double> last;
  for (const tracker::Run* run : ended_runs(study, method, dataset)) {
    const tracker::CurveSummary* curve = metric_curve(study, *run, metric);
    const bool counts = curve != nullptr && run->status == tracker::Status::finished && curve->n >= 2 &&
                        std::isfinite(curve->first) && std::isfinite(curve->last);
    if (!counts) continue;
    first.push_back(curve->first);
    last.push_back(curve->last);
  }
  if (first.empty()) return std::nullopt;
  const double start = stats::summarize(first).median;
  const double end = stats::summarize(last).median;
  if (!(known.sign() * (end - start) > 0.0)) return std::nullopt;
  return start + share_of_the_way * (end - start);
}

StepsToLevel steps_to_level(const Study& study, Name method, Name dataset, Name metric, double level) {
  StepsToLevel result;
  const double sign = study.metric(metric).sign();
  const auto runs = ended_runs(study, method, dataset);
  std::int64_t budget = 0;
  for (const tracker::Run* run : runs) {
    const tracker::CurveSummary* curve = metric_curve(study, *run, metric);
    if (curve != nullptr) budget = std::max(budget, curve->last_step);
  }
  for (const tracker::Run* run : runs) {
    const auto curve = curve_of(study, *run, metric);
    if (!curve || curve->step.empty()) continue;
    const auto step = first_step_at(*curve, level, sign);
    const std::int64_t end = went_wrong(*run) ? budget : std::ranges::max(curve->step);
    result.steps.push_back(step.value_or(static_cast<double>(std::max<std::int64_t>(end, 0))));
    result.reached.push_back(step ? 1 : 0);
  }
  return result;
}

bool has_curve(const Study& study, Name method, Name dataset, Name metric) {
  return std::ranges::any_of(ended_runs(study, method, dataset), [&](const tracker::Run* run) {
    const tracker::CurveSummary* curve = metric_curve(study, *run, metric);
    return curve != nullptr && run->status == tracker::Status::finished && curve->n >= 2;
  });
}

FinalRuns final_runs(const Study& study, Name method, Name dataset) {
  FinalRuns result;
  const auto arms = arms_of(study, method, dataset);
  const auto runs = ended_runs(study, method, dataset);
  for (const tracker::Run* run : runs) {
    if (was_made_again(*run, runs)) continue;
    ++result.all;
    if (has_failed(*run, arms)) result.failed.push_back(run);
  }
  return result;
}

}  // namespace gainsay::audit
