#include "gainsay/audit/rank_summary.h"

#include "gainsay/stats/friedman.h"
#include "gainsay/stats/nemenyi.h"
#include "gainsay/stats/summary.h"

namespace gainsay::audit {
namespace {

constexpr std::size_t fewest_methods = 3;
constexpr std::size_t fewest_datasets =
    5;  // below it the F approximation of Iman and Davenport is not to be trusted

std::optional<double> score(const Study& study, const ArmKey& key) {
  const Arm& arm = study.arm(key);
  if (arm.n() > 0) return stats::summarize(arm.values()).mean;
  const ReportedResult* reported = study.reported(key.method, key.dataset, key.metric);
  if (reported == nullptr) return std::nullopt;
  return reported_mean(reported->value);
}

// Row by row, a dataset a row; nothing when a cell is missing.
std::optional<std::vector<double>> score_rows(const Study& study, Name metric,
                                              const std::vector<Name>& methods,
                                              const std::vector<Name>& datasets) {
  std::vector<double> scores;
  for (const Name dataset : datasets) {
    for (const Name method : methods) {
      const auto value = score(study, {method, dataset, metric});
      if (!value) return std::nullopt;
      scores.push_back(*value);
    }
  }
  return scores;
}

}  // namespace

std::optional<RankSummary> rank_summary(const Study& study, Name metric, const std::vector<Name>& methods,
                                        const std::vector<Name>& datasets) {
  const Metric resolved = study.metric(metric);
  if (methods.size() < fewest_methods || datasets.size() < fewest_datasets || !resolved.direction)
    return std::nullopt;
  const auto scores = score_rows(study, resolved.name, methods, datasets);
  if (!scores) return std::nullopt;
  const auto friedman = stats::friedman_test({.scores = *scores,
                                              .n_datasets = std::ssize(datasets),
                                              .n_methods = std::ssize(methods),
                                              .higher_is_better = *resolved.direction == Direction::higher});
  RankSummary summary;
  summary.methods = methods;
  summary.mean_ranks = friedman.mean_ranks;
  summary.n_datasets = friedman.n_datasets;
  summary.friedman_chi_squared = friedman.chi_squared;
  summary.friedman_chi_squared_without_ties = friedman.chi_squared_without_ties;
  summary.iman_davenport_f = friedman.iman_davenport_f;
  summary.iman_davenport_f_without_ties = friedman.iman_davenport_f_without_ties;
  summary.iman_davenport_p = friedman.iman_davenport_p_value;
  summary.nemenyi_critical_difference = stats::nemenyi_test(friedman, study.file().alpha).critical_difference;
  return summary;
}

}  // namespace gainsay::audit
