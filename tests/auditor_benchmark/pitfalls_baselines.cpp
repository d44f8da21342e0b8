#include <algorithm>

#include "gainsay/stats/summary.h"

#include "auditor_benchmark/pitfall.h"
#include "auditor_benchmark/study_changes.h"

namespace auditor_benchmark {
namespace {

using gainsay::stats::RandomStream;
using gainsay::tracker::Purpose;

const Name first = "baseline-1";

Subject claim_of_ours(Name dataset = {}) {
  return {.claim = "C1", .method = method_name, .against = {}, .dataset = dataset};
}

void one_claim(StudyDesign& design) { design.claims_speed = false; }

void three_datasets(StudyDesign& design) {
  one_claim(design);
  design.n_datasets = std::clamp(design.n_datasets, 3, 8);
}

void remove_all_but_ours(SimulatedStudy& study, Name dataset) {
  std::erase_if(study.runs, [&](const Run& run) {
    return run.dataset == dataset && run.purpose == Purpose::final && run.method != method_name;
  });
}

Pitfall no_baseline() {
  return {.rule = "BA201",
          .doses = {"on one dataset", "on two", "on all"},
          .look_alike = "the baseline's number on that dataset is copied from its paper",
          .fit = three_datasets,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                const std::size_t all = study.claim().datasets.size();
                const std::size_t without = dose == 2 ? all : dose + 1;
                for (std::size_t i = 0; i < without; ++i)
                  remove_all_but_ours(study, study.claim().datasets[i]);
                return claim_of_ours(dataset_name(0));
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                const Name dataset = dataset_name(0);
                const double number = sign(study) * best_baseline_mean(study, dataset);
                remove_all_but_ours(study, dataset);
                copy_from_paper(study, first, dataset, number, true);
              }};
}

Pitfall lone_baseline() {
  return {.rule = "BA202",
          .doses = {"the others have no runs", "all are of one family", "only one is named"},
          .look_alike = "two baselines, of which one is copied from its paper",
          .fit = one_claim,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                for (const Name baseline : study.baselines()) {
                  if (dose == 0 && baseline != first) study.remove_runs(baseline, {}, Purpose::final);
                  if (dose == 1) study.method(baseline).family = "adaptive";
                }
                if (dose == 2) study.claim().against = {first};
                return claim_of_ours();
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                study.claim().against = {first, "baseline-2"};
                for (const Name dataset : study.claim().datasets) {
                  const double number =
                      gainsay::stats::summarize(values_of(study, "baseline-2", dataset)).mean;
                  copy_from_paper(study, "baseline-2", dataset, number, false);
                }
                study.remove_runs("baseline-2", {}, Purpose::final);
              }};
}

Pitfall no_trivial_baseline() {
  return {.rule = "BA203",
          .doses = {"it was excluded", "it was not run", "there is none"},
          .look_alike = "the trivial method was run on one of the claimed datasets",
          .fit = three_datasets,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                for (Run* run : study.final_runs(trivial_name, {}))
                  run->excluded = {.reason = "not of interest", .at = "2026-02-01T00:00:00Z"};
                if (dose == 1) study.remove_runs(trivial_name, {}, Purpose::final);
                if (dose == 2) forget_method(study, trivial_name);
                return claim_of_ours();
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                for (std::size_t i = 1; i < study.claim().datasets.size(); ++i)
                  study.remove_runs(trivial_name, study.claim().datasets[i], Purpose::final);
              }};
}

void copy_all_baselines(SimulatedStudy& study, bool same_split) {
  for (const Name baseline : study.baselines()) {
    for (const Name dataset : study.claim().datasets) {
      const double number = gainsay::stats::summarize(values_of(study, baseline, dataset)).mean;
      copy_from_paper(study, baseline, dataset, number, same_split);
    }
    study.remove_runs(baseline, {}, Purpose::final);
  }
}

Pitfall copied_baseline_only() {
  return {.rule = "BA204",
          .doses = {"one comparator", "two comparators", "all, and \"state of the art\""},
          .look_alike = "copied numbers that are declared to be from the same split",
          .fit = nullptr,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                if (dose < 2) study.claim().against.resize(dose + 1);
                if (dose == 2) study.claim().text += " It is the new state of the art.";
                copy_all_baselines(study, false);
                return claim_of_ours();
              },
          .disguise = [](SimulatedStudy& study, RandomStream&) { copy_all_baselines(study, true); }};
}

void one_dataset(StudyDesign& design) { design.n_datasets = 1; }

// A number of the paper for the first baseline, so many smallest effects above the mean of our own runs.
void paper_above_ours(SimulatedStudy& study, double effects) {
  const Name dataset = dataset_name(0);
  const double ours = sign(study) * gainsay::stats::summarize(values_of(study, method_name, dataset)).mean;
  copy_from_paper(study, first, dataset, sign(study) * (ours + effects * smallest_effect(study)), true);
}

Pitfall baseline_below_reported() {
  return {.rule = "BA205",
          .doses = {"0.5 smallest effects above ours", "1 above", "2 above"},
          .look_alike = "the paper's number lies one standard deviation above the baseline's runs",
          .fit = one_dataset,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                paper_above_ours(study, 0.5 * static_cast<double>(std::size_t{1} << dose));
                return Subject{.claim = "C1", .method = {}, .against = first, .dataset = {}};
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                const auto runs = gainsay::stats::summarize(values_of(study, first, dataset_name(0)));
                copy_from_paper(study, first, dataset_name(0), runs.mean + sign(study) * *runs.sd, true);
              }};
}

// Another baseline, so much above the best one of the claim on every dataset.
void add_baseline(SimulatedStudy& study, double above) {
  add_method_like(study, first, "baseline-x");
  for (const Name dataset : study.claim().datasets)
    place_above_baselines(study, "baseline-x", dataset, above);
}

Pitfall omitted_stronger_baseline() {
  return {.rule = "BA206",
          .doses = {"0.1 smallest effects stronger", "1 stronger", "3 stronger"},
          .look_alike = "a weaker baseline is left out",
          .fit = one_claim,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                static constexpr std::array<double, n_doses> above{0.1, 1, 3};
                add_baseline(study, above.at(dose) * smallest_effect(study));
                return Subject{.claim = "C1", .method = method_name, .against = "baseline-x", .dataset = {}};
              },
          .disguise = [](SimulatedStudy& study,
                         RandomStream&) { add_baseline(study, -2 * smallest_effect(study)); }};
}

// More tuning runs of the method, each with a value of its own that is no better.
void tune_more(SimulatedStudy& study, std::size_t trials) {
  const std::vector<Run*> tuned = study.runs_of(method_name, {}, Purpose::tune);
  const Run model = *tuned.front();
  for (std::size_t i = tuned.size(); i < trials; ++i) {
    Run run = model;
    set_param(run, "lr", 0.0001 * static_cast<double>(i));
    study.add_run_like(run);
  }
}

std::size_t trials_of_ours(SimulatedStudy& study) {
  return study.runs_of(method_name, {}, Purpose::tune).size();
}

Pitfall unequal_tuning() {
  return {.rule = "BA207",
          .doses = {"twice the trials", "5 times", "20 times"},
          .look_alike = "1.4 times the trials",
          .fit = nullptr,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                static constexpr std::array<std::size_t, n_doses> times{2, 5, 20};
                tune_more(study, trials_of_ours(study) * times.at(dose));
                return Subject{.claim = {}, .method = method_name, .against = {}, .dataset = {}};
              },
          .disguise = [](SimulatedStudy& study,
                         RandomStream&) { tune_more(study, trials_of_ours(study) * 7 / 5); }};
}

// The trials above the rate that was chosen were never made.
void stop_search_at_choice(SimulatedStudy& study, Name method) {
  std::erase_if(study.runs, [&](const Run& run) {
    return run.method == method && run.purpose == Purpose::tune &&
           std::get<double>(*gainsay::tracker::find_param(run, "lr")) > 0.01;
  });
}

Pitfall search_edge_optimum() {
  return {.rule = "BA208",
          .doses = {"one baseline", "two baselines", "all baselines"},
          .look_alike = "the choice is at the edge, and the score does not rise into it",
          .fit = nullptr,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                const std::vector<Name> baselines = study.baselines();
                const std::size_t n = dose == 2 ? baselines.size() : dose + 1;
                for (std::size_t i = 0; i < n; ++i) stop_search_at_choice(study, baselines[i]);
                return Subject{.claim = {}, .method = {}, .against = first, .dataset = {}};
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                stop_search_at_choice(study, first);
                for (Run* run : study.runs_of(first, {}, Purpose::tune))
                  run->results.front().value = 0.5 * smallest_effect(study);
              }};
}

}  // namespace

std::vector<Pitfall> baseline_pitfalls() {
  return {no_baseline(),          lone_baseline(),           no_trivial_baseline(),
          copied_baseline_only(), baseline_below_reported(), omitted_stronger_baseline(),
          unequal_tuning(),       search_edge_optimum()};
}

}  // namespace auditor_benchmark
