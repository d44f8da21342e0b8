#include <algorithm>
#include <array>

#include "auditor_benchmark/pitfall.h"
#include "auditor_benchmark/study_changes.h"

// How configuration, checkpoint and seeds were chosen.
namespace auditor_benchmark {
namespace {

using gainsay::stats::RandomStream;
using gainsay::tracker::Curve;
using gainsay::tracker::Purpose;
using gainsay::tracker::Status;

void one_dataset(StudyDesign& design) {
  design.n_datasets = 1;
  design.n_seeds = std::min(design.n_seeds, 15);
}

void few_datasets(StudyDesign& design) {
  design.n_datasets = std::min(design.n_datasets, 3);
  design.n_seeds = std::min(design.n_seeds, 10);
}

Subject of_ours(std::string_view claim = {}) {
  return {.claim = claim, .method = method_name, .against = {}, .dataset = {}};
}

// The tuning runs of the method log their score on test too: the better, the worse on validation.
void log_test_scores(SimulatedStudy& study, bool keep_validation) {
  const Name test = study.claim().metric;
  const Name validation = "val_" + test.str();
  for (Run* run : study.runs_of(method_name, {}, Purpose::tune)) {
    const double score = result(*run, validation);
    const bool chosen = std::get<double>(*gainsay::tracker::find_param(*run, "lr")) == 0.01;
    set_result(*run, test, score);
    set_result(*run, validation, score - sign(study) * (chosen ? 3 : 0) * smallest_effect(study));
    if (!keep_validation) remove_result(*run, validation);
  }
}

Pitfall test_set_selection() {
  return {.rule = "PR501",
          .doses = {"chosen on test against validation", "no validation score at all", "the runs say so"},
          .look_alike = "runs that say that validation chose",
          .fit = few_datasets,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                if (dose < 2) log_test_scores(study, dose == 0);
                if (dose == 2) {
                  for (Run* run : study.final_runs(method_name, {}))
                    set_tag(*run, "selected_by", "best:" + study.claim().metric.str());
                }
                return of_ours();
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                for (Run* run : study.final_runs(method_name, {}))
                  set_tag(*run, "selected_by", "best:val_" + study.claim().metric.str());
              }};
}

void with_curves(StudyDesign& design) {
  few_datasets(design);
  design.n_seeds = std::max(design.n_seeds, 8);
  design.logs_curves = true;
}

// The run reports the third of its six points; on that curve, but not on `best_on`, it is the best.
void report_third_point(SimulatedStudy& study, Run& run, bool best_on_validation) {
  auto& curves = study.curves.at(run.id);
  for (Curve& curve : curves) {
    const bool test = curve.metric == study.claim().metric;
    const double last = curve.value.back();
    if (test || best_on_validation) curve.value[2] = last + sign(study) * smallest_effect(study);
    if (test) set_result(run, curve.metric, curve.value[2]);
    *std::ranges::find(run.curves, curve.metric, &gainsay::tracker::CurveSummary::metric) =
        gainsay::tracker::summarize(curve);
  }
}

Pitfall best_checkpoint_on_test() {
  return {.rule = "PR502",
          .doses = {"in 4 runs of 5", "in 9 of 10", "in all"},
          .look_alike = "runs that report the point that is the best on validation",
          .fit = with_curves,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                static constexpr std::array<std::size_t, n_doses> honest{5, 10, 10'000};
                const std::vector<Run*> runs = study.final_runs(method_name, {});
                for (std::size_t i = 0; i < runs.size(); ++i) {
                  if (i % honest.at(dose) != honest.at(dose) - 1) report_third_point(study, *runs[i], false);
                }
                return of_ours("C1");
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                for (Run* run : study.final_runs(method_name, {})) report_third_point(study, *run, true);
              }};
}

// Prints the mean of the best `n` runs of the method on the only dataset.
void print_best(SimulatedStudy& study, std::size_t n) {
  std::vector<double> values = values_of(study, method_name, dataset_name(0));
  std::ranges::sort(values, [&](double a, double b) { return sign(study) * (a - b) > 0; });
  values.resize(n);
  double sum = 0;
  for (const double value : values) sum += value;
  gainsay::audit::ReportedValue printed_value;
  printed_value.mean = printed(sum / static_cast<double>(n), 6);
  printed_value.n = static_cast<std::int64_t>(n);
  study.claim().reported = printed_value;
}

Pitfall seed_cherry_picking() {
  return {.rule = "PR503",
          .doses = {"all but the worst run", "the better half", "the best two"},
          .look_alike = "all runs that were not excluded, with a reason, before they were read",
          .fit = one_dataset,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                const std::size_t n = study.final_runs(method_name, {}).size();
                const std::array<std::size_t, n_doses> kept{n - 1, n / 2, 2};
                print_best(study, kept.at(dose));
                return of_ours("C1");
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                study.final_runs(method_name, {}).front()->excluded = {.reason = "the disk was full",
                                                                       .at = "2026-01-05T09:00:00Z"};
                keep_seeds(study, method_name, study.final_runs(method_name, {}).size());
                std::vector<double> counted = values_of(study, method_name, dataset_name(0));
                counted.erase(counted.begin());
                double sum = 0;
                for (const double value : counted) sum += value;
                gainsay::audit::ReportedValue value;
                value.mean = printed(sum / static_cast<double>(counted.size()), 6);
                value.n = static_cast<std::int64_t>(counted.size());
                study.claim().reported = value;
              }};
}

Run failed_like(const Run& run, std::string failure) {
  Run failed = run;
  failed.status = Status::failed;
  failed.failure = std::move(failure);
  failed.results.clear();
  failed.curves.clear();
  return failed;
}

Pitfall unreported_runs() {
  return {.rule = "PR504",
          .doses = {"one run diverged", "two", "five"},
          .look_alike = "runs that were out of memory and were started again under their seed",
          .fit = few_datasets,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                static constexpr std::array<std::int64_t, n_doses> failures{1, 2, 5};
                const Run model = *study.final_runs(method_name, {}).front();
                for (std::int64_t i = 0; i < failures.at(dose); ++i)
                  study.add_run_like(failed_like(model, "diverged")).seed = 100 + i;
                return of_ours();
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                std::vector<Run> restarted;
                for (const Run* run : study.final_runs(method_name, {})) restarted.push_back(*run);
                study.remove_runs(method_name, {}, Purpose::final);
                for (std::size_t i = 0; i < restarted.size(); ++i) {
                  if (i % 3 == 0) study.add_run_like(failed_like(restarted[i], "oom"));
                  study.add_run_like(restarted[i]);
                }
              }};
}

// Other variants of the same parent, each no better than the claimed one.
void add_siblings(SimulatedStudy& study, int n) {
  for (int i = 0; i < n; ++i) {
    const Name sibling = "variant-" + std::to_string(i + 1);
    add_method_like(study, method_name, sibling);
    study.method(sibling).components.clear();
    for (const Name dataset : study.claim().datasets)
      improve(study, sibling, dataset, -smallest_effect(study));
  }
}

Pitfall best_of_k() {
  return {.rule = "PR506",
          .doses = {"the best of 3 variants", "of 5", "of 10"},
          .look_alike = "the best one was run again with fresh seeds after the others",
          .fit = few_datasets,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                static constexpr std::array<int, n_doses> k{3, 5, 10};
                add_siblings(study, k.at(dose) - 1);
                return of_ours("C1");
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                add_siblings(study, 4);
                std::vector<Run> fresh;
                for (const Run* run : study.final_runs(method_name, {})) fresh.push_back(*run);
                study.remove_runs(method_name, {}, Purpose::final);
                for (Run& run : fresh) {
                  *run.seed += 500;
                  study.add_run_like(run);
                }
              }};
}

// A tuning run under the seed and with the parameters of a final one.
void tune_under(SimulatedStudy& study, const Run& final, double rate) {
  Run run = final;
  run.purpose = Purpose::tune;
  const double score = result(run, study.claim().metric);
  run.results.clear();
  set_result(run, "val_" + study.claim().metric.str(), score);
  set_param(run, "lr", rate);
  study.add_run_like(run);
}

Pitfall tuning_seeds_reused() {
  return {.rule = "PR507",
          .doses = {"one seed", "two seeds", "all seeds"},
          .look_alike = "tuning runs under the same seeds with another configuration",
          .fit = one_dataset,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                std::vector<Run> finals;
                for (const Run* run : study.final_runs(method_name, {})) finals.push_back(*run);
                if (dose < 2) finals.resize(dose + 1);
                for (const Run& run : finals) tune_under(study, run, 0.01);
                return of_ours();
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                const Run run = *study.final_runs(method_name, {}).front();
                tune_under(study, run, 0.003);
              }};
}

}  // namespace

std::vector<Pitfall> selection_pitfalls() {
  return {test_set_selection(), best_checkpoint_on_test(), seed_cherry_picking(), unreported_runs(),
          best_of_k(),          tuning_seeds_reused()};
}

}  // namespace auditor_benchmark
