#include <algorithm>
#include <array>

#include "auditor_benchmark/pitfall.h"
#include "auditor_benchmark/study_changes.h"

// Whether the design of the study can carry the claim.
namespace auditor_benchmark {
namespace {

using gainsay::audit::ClaimKind;
using gainsay::audit::MetricForm;
using gainsay::audit::Pairing;
using gainsay::audit::Scope;
using gainsay::stats::RandomStream;

const Subject the_claim{.claim = "C1", .method = {}, .against = {}, .dataset = {}};

void ten_seeds(StudyDesign& design) {
  design.n_datasets = 1;
  design.n_seeds = 10;
  design.share_of_items = false;
  design.claims_speed = false;
}

void four_datasets(StudyDesign& design) {
  ten_seeds(design);
  design.n_datasets = 4;
}

void shares(StudyDesign& design) {
  ten_seeds(design);
  design.noise = RunNoise::normal;
  design.share_of_items = true;
  design.lower_is_better = false;
}

void no_gain(StudyDesign& design) {
  ten_seeds(design);
  design.gain = 0;
  design.n_baselines = 2;
}

void keep_seeds_of_all(SimulatedStudy& study, std::size_t n) {
  for (const auto& method : study.file.methods) keep_seeds(study, method.name, n);
}

Pitfall unreachable_alpha() {
  return {.rule = "ST108",
          .doses = {"signed ranks over 4 datasets", "rank sums of 3 and 3 runs", "of 2 and 2"},
          .look_alike = "rank sums of 4 and 4 runs",
          .fit = four_datasets,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                if (dose == 0) study.claim().scope = Scope::domain;
                if (dose == 0) return the_claim;
                study.claim().test = "mann-whitney";
                study.claim().datasets.resize(1);
                keep_seeds_of_all(study, 4 - dose);
                return the_claim;
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                study.claim().test = "mann-whitney";
                study.claim().datasets.resize(1);
                keep_seeds_of_all(study, 4);
              }};
}

// The runs are folds of a cross-validation, all under one seed.
void make_folds(SimulatedStudy& study, std::int64_t folds) {
  for (Run& run : study.runs) {
    if (run.purpose != gainsay::tracker::Purpose::final || !run.seed) continue;
    run.fold = *run.seed % folds;
    run.seed = *run.seed / folds;
  }
}

Pitfall dependent_folds() {
  return {.rule = "ST109",
          .doses = {"3 folds", "5 folds", "10 folds"},
          .look_alike = "folds that the claim pairs, with the correction",
          .fit = ten_seeds,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                static constexpr std::array<std::int64_t, n_doses> folds{3, 5, 10};
                make_folds(study, folds.at(dose));
                return the_claim;
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                make_folds(study, 10);
                study.claim().pairing = Pairing::fold;
              }};
}

// Every final run of the method is recorded so many times more: its checkpoints.
void record_again(SimulatedStudy& study, std::size_t times, bool other_seed) {
  std::vector<Run> copies;
  for (const Run* run : study.final_runs(method_name, {})) copies.push_back(*run);
  for (std::size_t i = 1; i <= times; ++i) {
    for (Run copy : copies) {
      if (other_seed) *copy.seed += 100 * static_cast<std::int64_t>(i);
      study.add_run_like(std::move(copy));
    }
  }
}

Pitfall pseudo_replication() {
  return {.rule = "ST110",
          .doses = {"2 checkpoints a training", "3 checkpoints", "6 checkpoints"},
          .look_alike = "as many runs, each with a seed of its own",
          .fit = ten_seeds,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                static constexpr std::array<std::size_t, n_doses> again{1, 2, 5};
                record_again(study, again.at(dose), false);
                return Subject{.claim = {}, .method = method_name, .against = {}, .dataset = {}};
              },
          .disguise = [](SimulatedStudy& study, RandomStream&) { record_again(study, 1, true); }};
}

// One run of the method leaves the others by so many smallest effects, downwards.
void push_one_run(SimulatedStudy& study, double effects) {
  Run& run = *study.final_runs(method_name, {}).front();
  const Name metric = study.claim().metric;
  set_result(run, metric, result(run, metric) - sign(study) * effects * smallest_effect(study));
}

Pitfall fragile_result() {
  return {.rule = "ST111",
          .doses = {"one run 10 smallest effects below", "20 below", "40 below"},
          .look_alike = "one run a smallest effect below, of a gain of 2",
          .fit = ten_seeds,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                push_one_run(study, 10 * static_cast<double>(std::size_t{1} << dose));
                return the_claim;
              },
          .disguise = [](SimulatedStudy& study, RandomStream&) { push_one_run(study, 1); }};
}

void claim_equality(SimulatedStudy& study, double above) {
  study.claim().kind = ClaimKind::matches;
  study.claim().against = {"baseline-1"};
  study.claim().text = "Ours is as good as baseline-1 on dataset-1.";
  improve(study, method_name, dataset_name(0), above * smallest_effect(study));
}

Pitfall null_as_equivalence() {
  return {.rule = "ST112",
          .doses = {"a smallest effect worse", "1.5 worse", "2 worse"},
          .look_alike = "no difference, shown to within the smallest effect",
          .fit = no_gain,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                claim_equality(study, -1 - 0.5 * static_cast<double>(dose));
                return the_claim;
              },
          .disguise = [](SimulatedStudy& study, RandomStream&) { claim_equality(study, 0); }};
}

Pitfall test_set_too_small() {
  return {.rule = "ST113",
          .doses = {"100 items, of which the gain is 4", "50 items, 2", "20 items, 1"},
          .look_alike = "few items, of which the metric is no share",
          .fit = shares,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                static constexpr std::array<std::int64_t, n_doses> items{100, 50, 20};
                study.dataset(dataset_name(0)).n_items = items.at(dose);
                return the_claim;
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                study.dataset(dataset_name(0)).n_items = 20;
                study.metric(study.claim().metric).form = MetricForm::continuous;
              }};
}

}  // namespace

std::vector<Pitfall> design_pitfalls() {
  return {unreachable_alpha(), dependent_folds(),     pseudo_replication(),
          fragile_result(),    null_as_equivalence(), test_set_too_small()};
}

}  // namespace auditor_benchmark
