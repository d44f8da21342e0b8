#include <algorithm>
#include <array>
#include <set>

#include "auditor_benchmark/pitfall.h"
#include "auditor_benchmark/study_changes.h"

// What was planned, registered and looked at.
namespace auditor_benchmark {
namespace {

using gainsay::audit::Look;
using gainsay::stats::RandomStream;
using gainsay::tracker::Purpose;

void one_dataset(StudyDesign& design) {
  design.n_datasets = 1;
  design.n_seeds = std::clamp(design.n_seeds, 8, 12);
}

Subject of_ours(std::string_view claim = {}) {
  return {.claim = claim, .method = method_name, .against = {}, .dataset = {}};
}

// The comparison with every baseline was shown at that number of runs.
void look_at(SimulatedStudy& study, std::int64_t n, double p) {
  for (const Name baseline : study.baselines()) {
    study.looks.push_back(Look{.at = study.clock,
                               .method = method_name,
                               .against = baseline,
                               .dataset = dataset_name(0),
                               .metric = study.claim().metric,
                               .n_method = n,
                               .n_against = n,
                               .p_value = p});
  }
  study.clock += 60;
}

void look_in_vain(SimulatedStudy& study, std::int64_t times) {
  for (std::int64_t i = 0; i < times; ++i) look_at(study, 2 + i, 0.3);
}

Pitfall optional_stopping() {
  return {.rule = "PR505",
          .doses = {"2 looks in vain", "3", "5"},
          .look_alike = "the same looks, declared beforehand",
          .fit = one_dataset,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                static constexpr std::array<std::int64_t, n_doses> looks{2, 3, 5};
                study.claim().planned_n.reset();
                look_in_vain(study, looks.at(dose));
                return of_ours();
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                look_in_vain(study, 3);
                study.claim().looks = {2, 3, 4, *study.claim().planned_n};
              }};
}

Pitfall claim_changed_after_results() {
  return {
      .rule = "PR508",
      .doses = {"a smaller smallest effect", "another metric", "registered after the results"},
      .look_alike = "changed and registered again before the first run",
      .fit = nullptr,
      .inject =
          [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
            const double before = study.registrations.front().registered_at;
            const Name metric = study.claim().metric;
            if (dose == 0) *study.metric(metric).smallest_effect *= 2;
            if (dose == 1) study.claim().metric = "val_" + metric.str();
            study.register_claims(dose == 2 ? study.clock : before);
            if (dose == 0) *study.metric(metric).smallest_effect /= 2;
            study.claim().metric = metric;
            return of_ours("C1");
          },
      .disguise =
          [](SimulatedStudy& study, RandomStream&) {
            const auto last = study.registrations;
            const double before = last.front().registered_at - 86400;
            study.claim().against.pop_back();
            study.register_claims(before);
            study.claim().against.push_back("baseline-" + std::to_string(study.claim().against.size() + 1));
            study.registrations.insert(study.registrations.end(), last.begin(), last.end());
          }};
}

// Configurations that were tried, scored on test or on validation.
void try_configurations(SimulatedStudy& study, int n, bool on_test) {
  const Run model = *study.runs_of(method_name, {}, Purpose::tune).front();
  const Name metric = study.claim().metric;
  for (int i = 0; i < n; ++i) {
    Run run = model;
    set_param(run, "width", std::int64_t{32 + i});
    if (on_test) set_result(run, metric, result(run, "val_" + metric.str()));
    study.add_run_like(run);
  }
}

Pitfall test_set_wear() {
  return {.rule = "PR509",
          .doses = {"25 configurations", "50", "200"},
          .look_alike = "200 configurations scored on validation",
          .fit = one_dataset,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                static constexpr std::array<int, n_doses> configurations{25, 50, 200};
                try_configurations(study, configurations.at(dose), true);
                return Subject{.claim = {}, .method = {}, .against = {}, .dataset = dataset_name(0)};
              },
          .disguise = [](SimulatedStudy& study, RandomStream&) { try_configurations(study, 200, false); }};
}

// Registers the seeds of the final runs before the first of them, the first `others` of them wrongly.
void register_seeds(SimulatedStudy& study, std::size_t others) {
  std::set<std::int64_t> seeds;
  for (const Run& run : study.runs) {
    if (run.purpose == Purpose::final && run.seed) seeds.insert(*run.seed);
  }
  const double before = study.registrations.front().registered_at;
  for (std::size_t i = 0; i < others; ++i) {
    seeds.erase(seeds.begin());
    seeds.insert(1'000'000 + static_cast<std::int64_t>(i));
  }
  study.claim().seeds.assign(seeds.begin(), seeds.end());
  study.registrations.clear();
  study.register_claims(before);
}

Pitfall departure_from_plan() {
  return {.rule = "PR512",
          .doses = {"a seed that was not registered", "2", "4"},
          .look_alike = "the registered seeds, all of them",
          .fit = one_dataset,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                register_seeds(study, std::size_t{1} << dose);
                return of_ours("C1");
              },
          .disguise = [](SimulatedStudy& study, RandomStream&) { register_seeds(study, 0); }};
}

}  // namespace

std::vector<Pitfall> protocol_pitfalls() {
  return {optional_stopping(), claim_changed_after_results(), test_set_wear(), departure_from_plan()};
}

}  // namespace auditor_benchmark
