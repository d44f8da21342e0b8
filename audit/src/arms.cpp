#include "arms.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>
#include <span>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace gainsay::audit {
namespace {

using tracker::Run;
using tracker::Status;

bool is_over(const Run& run) { return run.status != Status::running; }

struct ArmKeyHash {
  std::size_t operator()(const ArmKey& key) const noexcept {
    std::size_t hash = 0;
    for (const Name name : {key.method, key.dataset, key.metric}) hash = hash * 31 + std::hash<Name>{}(name);
    return hash;
  }
};

// The arms with a way to each that compares no text: a study has a few thousand and a million runs.
class ArmPlaces {
 public:
  explicit ArmPlaces(std::map<ArmKey, Arm>& arms) : arms_(arms) {}

  Arm& operator[](const ArmKey& key) {
    Arm*& place = places_[key];
    if (place == nullptr) place = &arms_[key];
    return *place;
  }

 private:
  std::map<ArmKey, Arm>& arms_;
  std::unordered_map<ArmKey, Arm*, ArmKeyHash> places_;
};

// A metric that a run has under two spellings counts once, by the first of them (as metric_value() reads it).
void place_results(const Study& study, const Run& run, ArmPlaces& arms) {
  std::vector<Name> placed;
  for (const tracker::Result& result : run.results) {
    const Name metric = study.metric_of(run, result.metric);
    if (std::ranges::find(placed, metric) != placed.end()) continue;
    placed.push_back(metric);
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

// What makes two runs one observation; a run without seed and fold is its own.
auto unit_of(const Run& run) {
  static const std::string none;
  const bool identified = run.seed || run.fold;
  return std::tuple(!run.seed, run.seed.value_or(0), !run.fold, run.fold.value_or(0),
                    std::string_view(identified ? none : run.id));
}

void group_into_observations(Arm& arm) {
  const auto unit = [](const Run* run) { return unit_of(*run); };
  arm.evidence.shrink_to_fit();
  arm.by_observation = arm.evidence;
  std::ranges::stable_sort(arm.by_observation, {}, unit);
  const auto is_next = [&](const Run* a, const Run* b) { return unit(a) != unit(b); };
  const std::span<const Run* const> all = arm.by_observation;
  std::size_t observations = all.empty() ? 0 : 1;
  for (std::size_t i = 1; i < all.size(); ++i) observations += is_next(all[i - 1], all[i]) ? 1 : 0;
  arm.observations.reserve(observations);
  for (std::size_t begin = 0; begin < all.size();) {
    std::size_t end = begin + 1;
    while (end < all.size() && !is_next(all[begin], all[end])) ++end;
    arm.observations.push_back({all[begin]->seed, all[begin]->fold, 0.0, all.subspan(begin, end - begin)});
    begin = end;
  }
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
  ArmPlaces places(arms);
  const auto counts = [](const Run& run) {
    return run.purpose == tracker::Purpose::final && is_over(run) && !run.dataset.empty();
  };
  for (const Run& run : study.runs()) {
    if (counts(run)) place_results(study, run, places);
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
  const std::string& failure = tagged != nullptr ? *tagged : run.failure.str();
  return failure == "oom" || failure == "preempted" || failure == "timeout";
}

}  // namespace gainsay::audit
