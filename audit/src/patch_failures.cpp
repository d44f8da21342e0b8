#include "gainsay/stats/fisher_exact_test.h"
#include "gainsay/stats/proportion_difference.h"

#include "arm_measures.h"
#include "patch_evidence.h"

namespace gainsay::audit {

std::vector<PatchMeasurement> measure_failures(const Study& study, const Patch& patch) {
  std::vector<Name> datasets;
  stats::Proportion of_patch{0, 0};
  stats::Proportion of_target{0, 0};
  for (const Dataset& dataset : study.datasets()) {
    const FinalRuns patch_runs = final_runs(study, patch.method, dataset.name);
    const FinalRuns target_runs = final_runs(study, patch.target, dataset.name);
    if (patch_runs.all == 0 || target_runs.all == 0 || dataset.declaration.smoke) continue;
    datasets.push_back(dataset.name);
    of_patch.successes += std::ssize(patch_runs.failed);
    of_patch.trials += patch_runs.all;
    of_target.successes += std::ssize(target_runs.failed);
    of_target.trials += target_runs.all;
  }
  if (of_patch.successes + of_target.successes == 0) return {};
  PatchMeasurement result{"share of runs that failed", "", {}};
  Comparison& comparison = result.comparison;
  comparison.method = patch.method;
  comparison.against = patch.target;
  comparison.datasets = datasets;
  if (datasets.size() == 1) comparison.dataset = datasets.front();
  comparison.method_side.n = of_patch.trials;
  comparison.against_side.n = of_target.trials;
  comparison.method_side.n_failed = of_patch.successes;
  comparison.against_side.n_failed = of_target.successes;
  const auto share = [](const stats::Proportion& p) {
    return static_cast<double>(p.successes) / static_cast<double>(p.trials);
  };
  comparison.method_side.mean = share(of_patch);
  comparison.against_side.mean = share(of_target);
  const auto difference = stats::newcombe_interval(of_target, of_patch, 1.0 - study.file().alpha);
  comparison.estimate = difference.estimate;
  comparison.interval = difference.interval;
  comparison.test = "fisher-exact";
  const bool all_failed = of_patch.successes + of_target.successes == of_patch.trials + of_target.trials;
  comparison.p = all_failed ? 1.0 : stats::fisher_exact_test(of_patch, of_target).p_value;
  return {result};
}

}  // namespace gainsay::audit
