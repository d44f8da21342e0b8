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
void place_failure(const Study& study, const Run& run, std::map<ArmKey, Arm>& arms) {
  const auto first = arms.lower_bound({run.method, run.dataset, Name{}});
  for (auto entry = first; entry != arms.end(); ++entry) {
    const ArmKey& key = entry->first;
    if (key.method != run.method || key.dataset != run.dataset) break;
    const auto is_of_arm = [&](const tracker::Result& result) {
      return study.metric_of(run, result.metric) == key.metric;
    };
    if (std::ranges::none_of(run.results, is_of_arm)) entry->second.failed.push_back(&run);
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
  using Unit = decltype(unit_of(std::declval<const Run&>()));
  std::vector<std::pair<Unit, const Run*>> units;
  units.reserve(arm.evidence.size());
  for (const Run* run : arm.evidence) units.emplace_back(unit_of(*run), run);
  std::ranges::stable_sort(units, {}, &std::pair<Unit, const Run*>::first);
  arm.evidence.shrink_to_fit();
  arm.by_observation.reserve(units.size());
  std::vector<std::size_t> begins;  // of each observation
  for (const auto& [unit, run] : units) {
    const std::size_t at = arm.by_observation.size();
    if (at == 0 || unit != units[at - 1].first) begins.push_back(at);
    arm.by_observation.push_back(run);
  }
  const std::span<const Run* const> all = arm.by_observation;
  arm.observations.reserve(begins.size());
  for (std::size_t i = 0; i < begins.size(); ++i) {
    const std::size_t end = i + 1 < begins.size() ? begins[i + 1] : all.size();
    const Run& first = *all[begins[i]];
    arm.observations.push_back({first.seed, first.fold, 0.0, all.subspan(begins[i], end - begins[i])});
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
  if (arm.failed.empty()) return;
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
    if (counts(run) && !run.excluded && run.status != Status::finished) place_failure(study, run, arms);
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
