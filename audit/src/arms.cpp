#include "arms.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "metric_naming.h"

namespace gainsay::audit {
namespace {

using tracker::Run;
using tracker::Status;

// Resolving a name means text and lookups; a study repeats a few names in a million runs, so each is resolved
// once.
class MetricNames {
 public:
  explicit MetricNames(const Study& study) : study_(study) {}

  Name resolve(Name metric, Name split) {
    auto& by_metric = resolved_[split];
    const auto found = by_metric.find(metric);
    if (found != by_metric.end()) return found->second;
    const Name canonical = study_.canonical_metric(metric_on_split(metric.str(), split.str()));
    by_metric.emplace(metric, canonical);
    return canonical;
  }

 private:
  const Study& study_;
  std::unordered_map<Name, std::unordered_map<Name, Name>> resolved_;
};

bool is_over(const Run& run) { return run.status != Status::running; }

// A metric that a run has under two spellings counts once, by the first of them (as metric_value() reads it).
void place_results(const Run& run, MetricNames& names, std::map<ArmKey, Arm>& arms) {
  std::set<Name> placed;
  for (const tracker::Result& result : run.results) {
    const Name metric = names.resolve(result.metric, run.split);
    if (!placed.insert(metric).second) continue;
    Arm& arm = arms[{run.method, run.dataset, metric}];
    if (run.excluded) {
      arm.excluded.push_back(&run);
    } else if (run.status == Status::finished && std::isfinite(result.value)) {
      arm.evidence.push_back(&run);
    } else {
      arm.failed.push_back(&run);
    }
  }
}

// A run that failed before it had a result belongs to every arm of its method and dataset all the same.
void place_failure(const Run& run, std::map<ArmKey, Arm>& arms) {
  const auto first = arms.lower_bound({run.method, run.dataset, Name{}});
  for (auto entry = first; entry != arms.end(); ++entry) {
    const auto& [key, arm] = *entry;
    if (key.method != run.method || key.dataset != run.dataset) break;
    if (std::ranges::find(arm.failed, &run) == arm.failed.end()) entry->second.failed.push_back(&run);
  }
}

void group_into_observations(Arm& arm) {
  std::map<std::tuple<bool, std::int64_t, bool, std::int64_t, std::string>, Observation> by_unit;
  for (const Run* run : arm.evidence) {
    const bool identified = run->seed || run->fold;
    auto& observation = by_unit[{!run->seed, run->seed.value_or(0), !run->fold, run->fold.value_or(0),
                                 identified ? std::string() : run->id}];
    observation.seed = run->seed;
    observation.fold = run->fold;
    observation.runs.push_back(run);
  }
  for (auto& [unit, observation] : by_unit) arm.observations.push_back(std::move(observation));
}

void average_observations(const Study& study, Arm& arm) {
  for (Observation& observation : arm.observations) {
    double sum = 0.0;
    for (const Run* run : observation.runs) sum += *metric_value(study, *run, arm.metric);
    observation.value = sum / static_cast<double>(observation.runs.size());
  }
}

void drop_restarted(Arm& arm) {
  std::set<std::pair<std::int64_t, std::int64_t>> done;
  for (const Run* run : arm.evidence) {
    if (run->seed) done.emplace(*run->seed, run->fold.value_or(-1));
  }
  std::erase_if(arm.failed, [&](const Run* run) {
    return is_infrastructure_failure(*run) && run->seed &&
           done.contains({*run->seed, run->fold.value_or(-1)});
  });
}

}  // namespace

std::map<ArmKey, Arm> build_arms(const Study& study) {
  std::map<ArmKey, Arm> arms;
  MetricNames names(study);
  const auto counts = [](const Run& run) {
    return run.purpose == tracker::Purpose::final && is_over(run) && !run.dataset.empty();
  };
  for (const Run& run : study.runs()) {
    if (counts(run)) place_results(run, names, arms);
  }
  for (const Run& run : study.runs()) {
    if (counts(run) && !run.excluded && run.status != Status::finished) place_failure(run, arms);
  }
  for (auto& [key, arm] : arms) {
    std::tie(arm.method, arm.dataset, arm.metric) = std::tie(key.method, key.dataset, key.metric);
    group_into_observations(arm);
    average_observations(study, arm);
    drop_restarted(arm);
  }
  return arms;
}

std::vector<const Arm*> arms_of(const Study& study, Name method, Name dataset) {
  std::vector<const Arm*> found;
  const auto& arms = study.arms();
  for (auto entry = arms.lower_bound({method, dataset, Name{}}); entry != arms.end(); ++entry) {
    if (entry->first.method != method || entry->first.dataset != dataset) break;
    found.push_back(&entry->second);
  }
  return found;
}

// What the user says (tag `failure`) goes before what the recorder could see.
bool is_infrastructure_failure(const Run& run) {
  const std::string* tagged = tracker::find_tag(run, "failure");
  const std::string& failure = tagged != nullptr ? *tagged : run.failure;
  return failure == "oom" || failure == "preempted" || failure == "timeout";
}

}  // namespace gainsay::audit
