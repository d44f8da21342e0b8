#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gainsay/audit/study.h"

// What item scores and curves say of an arm beyond its results.
namespace gainsay::audit {

// One number for each independent observation of the arm whose runs have item scores of its metric; empty
// where none has, or where no item belongs to a cluster. The mean score of the worst cluster, and that of
// the named one.
std::vector<double> worst_group_scores(const Study& study, const Arm& arm);
std::vector<double> group_scores(const Study& study, const Arm& arm, const std::string& group);

// The same for the mean score of all items.
std::vector<double> mean_item_scores(const Study& study, const Arm& arm);

// The same for the item scores' quantile at `share` (0 to 1/2) from the bad end. Scores that take two values
// alone, right or wrong, have no tail: empty.
std::vector<double> tail_scores(const Study& study, const Arm& arm, double share);

// The items of one cluster, each with its mean score over the runs of the arm that scored it.
struct ItemGroup {
  std::string name;
  std::vector<double> scores;
};

// Every cluster of the arm's items, by name; empty where no item belongs to one.
std::vector<ItemGroup> item_groups(const Study& study, const Arm& arm);

// Steps until a curve first reached a level, or its last step where it did not.
struct StepsToLevel {
  std::vector<double> steps;
  std::vector<std::int64_t> reached;  // 1 or 0, as many
};

// The level that stands for "converged": 95 % of the way from the median first to the median last value of
// the curve of `metric` over the finished runs of the method on the dataset. Nothing without such a curve, a
// direction of the metric, or a gain.
std::optional<double> converged_level(const Study& study, Name method, Name dataset, Name metric);

// Runs of `purpose` final that are over, have the curve and were not excluded, one entry each. A run that
// failed (but for want of memory or time) or diverged before it reached the level is taken to have gone on,
// without reaching it, as long as the longest run of the method did.
StepsToLevel steps_to_level(const Study& study, Name method, Name dataset, Name metric, double level);

// Whether any finished final run of the method on the dataset has the curve.
bool has_curve(const Study& study, Name method, Name dataset, Name metric);

// Final runs of the method on the dataset that are over and not excluded, and those of them that failed or
// whose result is not finite. A run that failed for want of memory or time and was made again does not count.
struct FinalRuns {
  std::int64_t all = 0;
  std::vector<const tracker::Run*> failed;
};
FinalRuns final_runs(const Study& study, Name method, Name dataset);

}  // namespace gainsay::audit
