#include <algorithm>
#include <array>

#include "auditor_benchmark/pitfall.h"
#include "auditor_benchmark/study_changes.h"

namespace auditor_benchmark {
namespace {

using gainsay::stats::RandomStream;
using gainsay::tracker::Purpose;

Name ablation_of(int component) { return "ours-without-" + component_name(component).str(); }

void four_components(StudyDesign& design) {
  design.n_components = 4;
  design.n_datasets = std::min(design.n_datasets, 4);
  design.n_seeds = std::min(design.n_seeds, 10);
}

void forget_ablations(SimulatedStudy& study, int from) {
  for (int i = from; i < 4; ++i) forget_method(study, ablation_of(i));
}

Pitfall no_ablation() {
  return {.rule = "AB401",
          .doses = {"2 components", "3 components", "4 components"},
          .look_alike = "components that all come from the parent, declared as inherited",
          .fit = four_components,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                forget_ablations(study, 0);
                study.method(method_name).components.resize(dose + 2);
                return Subject{.claim = "C1", .method = method_name, .against = {}, .dataset = {}};
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                forget_ablations(study, 0);
                auto& method = study.method(method_name);
                method.inherited = method.components;
              }};
}

Pitfall unablated_component() {
  return {.rule = "AB402",
          .doses = {"1 of 4 components", "2 of 4", "3 of 4"},
          .look_alike = "a component without an ablation that is inherited",
          .fit = four_components,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                forget_ablations(study, 3 - static_cast<int>(dose));
                return Subject{.claim = {}, .method = method_name, .against = {}, .dataset = {}};
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                forget_ablations(study, 3);
                study.method(method_name).inherited = {component_name(3)};
              }};
}

// Runs of the ablation that lie so many smallest effects below the full method, on the average of the runs.
void cost_of_first_component(SimulatedStudy& study, double effects) {
  for (const Name dataset : study.claim().datasets) {
    place_above_baselines(study, method_name, dataset, 2 * smallest_effect(study));
    place_above_baselines(study, ablation_of(0), dataset, (2 - effects) * smallest_effect(study));
  }
}

Pitfall idle_component() {
  return {.rule = "AB403",
          .doses = {"costs 0.4 smallest effects", "costs 0.2", "costs nothing"},
          .look_alike = "a component that costs 1.2 smallest effects",
          .fit = four_components,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                cost_of_first_component(study, 0.4 - 0.2 * static_cast<double>(dose));
                return Subject{.claim = {}, .method = method_name, .against = ablation_of(0), .dataset = {}};
              },
          .disguise = [](SimulatedStudy& study, RandomStream&) { cost_of_first_component(study, 1.2); }};
}

Pitfall confounded_variant() {
  return {.rule = "AB404",
          .doses = {"one more parameter differs", "two more", "two more, and the commit"},
          .look_alike = "a parameter that is declared as coupled with the component",
          .fit = four_components,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                for (Run* run : study.final_runs(ablation_of(0), {})) {
                  set_param(*run, "lr", 0.02);
                  if (dose >= 1) set_param(*run, "warmup", std::int64_t{500});
                  if (dose >= 2) run->git->commit = "7d793037a0760186574b0282f2f435e7a1b2c3d4";
                }
                return Subject{.claim = {}, .method = {}, .against = {}, .dataset = {}};
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                for (Run* run : study.final_runs(ablation_of(0), {})) set_param(*run, "lr", 0.02);
                study.method(ablation_of(0)).coupled = {{component_name(0), "lr"}};
              }};
}

}  // namespace

std::vector<Pitfall> ablation_pitfalls() {
  return {no_ablation(), unablated_component(), idle_component(), confounded_variant()};
}

}  // namespace auditor_benchmark
