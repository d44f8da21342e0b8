#include <algorithm>
#include <array>
#include <cmath>

#include "gainsay/stats/summary.h"

#include "auditor_benchmark/pitfall.h"
#include "auditor_benchmark/study_changes.h"

// What the paper prints.
namespace auditor_benchmark {
namespace {

using gainsay::audit::ErrorKind;
using gainsay::audit::ReportedValue;
using gainsay::stats::RandomStream;

const Subject the_claim{.claim = "C1", .method = {}, .against = {}, .dataset = {}};

void one_dataset(StudyDesign& design) {
  design.n_datasets = 1;
  design.n_seeds = std::min(design.n_seeds, 15);
}

void one_dataset_of_shares(StudyDesign& design) {
  one_dataset(design);
  design.noise = RunNoise::normal;
  design.share_of_items = true;
  design.lower_is_better = false;
}

Pitfall error_bar_kind() {
  return {.rule = "RC701",
          .doses = {"the number of runs is missing", "no label", "a standard error labelled sd"},
          .look_alike = "a standard error that is labelled so",
          .fit = one_dataset,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                print_result(study);
                ReportedValue& value = *study.claim().reported;
                if (dose == 0) value.n.reset();
                if (dose == 1) value.error_kind.reset();
                const auto runs = gainsay::stats::summarize(values_of(study, method_name, dataset_name(0)));
                if (dose == 2) value.error = printed(*runs.standard_error, decimals_of_result(study) + 2);
                return the_claim;
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                print_result(study);
                const auto runs = gainsay::stats::summarize(values_of(study, method_name, dataset_name(0)));
                study.claim().reported->error = printed(*runs.standard_error, decimals_of_result(study) + 2);
                study.claim().reported->error_kind = ErrorKind::sem;
              }};
}

Pitfall impossible_value() {
  return {.rule = "RC702",
          .doses = {"a printed mean above 1", "a printed sd above 0.5", "a run above 1"},
          .look_alike = "a run of exactly 1",
          .fit = one_dataset_of_shares,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                print_result(study);
                if (dose == 0) study.claim().reported->mean = "1.02";
                if (dose == 1) study.claim().reported->error = "0.6";
                if (dose == 2) set_result(*study.final_runs(method_name, {}).front(), "accuracy", 1.003);
                return Subject{};
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                set_result(*study.final_runs(method_name, {}).front(), "accuracy", 1.0);
                print_result(study);
              }};
}

// Every run on 40 items, so that its score is a number of fortieths.
void count_items(SimulatedStudy& study) {
  constexpr double items = 40;
  study.dataset(dataset_name(0)).n_items = static_cast<std::int64_t>(items);
  for (Run& run : study.runs) {
    if (run.purpose == gainsay::tracker::Purpose::final)
      set_result(run, "accuracy", std::round(items * result(run, "accuracy")) / items);
  }
}

// Half a grid step from every possible mean, which is as wrong as a printed share can be.
std::string impossible_mean(SimulatedStudy& study) {
  const std::vector<double> values = values_of(study, method_name, dataset_name(0));
  const double grid = 40 * static_cast<double>(values.size());
  const double possible = std::round(grid * gainsay::stats::summarize(values).mean);
  return printed((possible + 0.5) / grid, 6);
}

Pitfall granularity_mismatch() {
  return {.rule = "RC703",
          .doses = {"6 decimals", "5 decimals", "4 decimals"},
          .look_alike = "the mean of whole numbers of items, to 4 decimals",
          .fit = one_dataset_of_shares,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                count_items(study);
                print_result(study);
                std::string mean = impossible_mean(study);
                mean.resize(mean.size() - dose);
                study.claim().reported->mean = mean;
                return the_claim;
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                count_items(study);
                print_result(study);
                const auto runs = gainsay::stats::summarize(values_of(study, method_name, dataset_name(0)));
                study.claim().reported->mean = printed(runs.mean, 4);
              }};
}

// Prints the method and its first baseline, bold or not.
void print_bold(SimulatedStudy& study, bool ours, bool theirs, int decimals) {
  print_result(study);
  study.claim().reported->bold = ours;
  ReportedValue other;
  for (const Name baseline : study.baselines()) {
    const double mean = gainsay::stats::summarize(values_of(study, baseline, dataset_name(0))).mean;
    other.mean = printed(mean, decimals);
    other.bold = theirs;
    study.claim().against_reported[baseline] = other;
  }
  study.claim().reported->mean =
      printed(gainsay::stats::summarize(values_of(study, method_name, dataset_name(0))).mean, decimals);
}

// The method's mean lies a tenth of a standard error above the best baseline's.
void all_but_tied(SimulatedStudy& study) {
  const auto runs = gainsay::stats::summarize(values_of(study, method_name, dataset_name(0)));
  for (const Name baseline : study.baselines()) {
    const auto theirs = gainsay::stats::summarize(values_of(study, baseline, dataset_name(0)));
    const auto ours = gainsay::stats::summarize(values_of(study, method_name, dataset_name(0)));
    improve(study, baseline, dataset_name(0), sign(study) * (ours.mean - theirs.mean));
  }
  improve(study, method_name, dataset_name(0), 0.1 * *runs.standard_error);
}

Pitfall wrong_bold() {
  return {.rule = "RC704",
          .doses = {"a lone bold cell whose lead is not shown", "a tie of which one is bold",
                    "the bold cell is not the best"},
          .look_alike = "all cells that are no worse are bold",
          .fit = one_dataset,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                if (dose < 2) all_but_tied(study);
                if (dose == 0) print_bold(study, true, false, 6);
                if (dose == 1) print_bold(study, true, false, 0);
                if (dose == 2) print_bold(study, false, true, 4);
                return the_claim;
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                all_but_tied(study);
                print_bold(study, true, true, 6);
              }};
}

// The printed mean with its last digit off by so many units.
void misprint(SimulatedStudy& study, int units) {
  print_result(study);
  const int decimals = decimals_of_result(study);
  const double unit = std::pow(10.0, -decimals);
  const double mean = gainsay::stats::summarize(values_of(study, method_name, dataset_name(0))).mean;
  const double rounded = std::round(mean / unit) * unit;
  study.claim().reported->mean = printed(rounded + units * unit, decimals);
}

Pitfall reported_recorded_mismatch() {
  return {.rule = "RC705",
          .doses = {"off by 2 units of the last digit", "by 5", "by 50"},
          .look_alike = "rounded to one digit fewer",
          .fit = one_dataset,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                static constexpr std::array<int, n_doses> units{2, 5, 50};
                misprint(study, units.at(dose));
                return the_claim;
              },
          .disguise =
              [](SimulatedStudy& study, RandomStream&) {
                print_result(study);
                const int decimals = std::max(0, decimals_of_result(study) - 1);
                const double mean =
                    gainsay::stats::summarize(values_of(study, method_name, dataset_name(0))).mean;
                study.claim().reported->mean = printed(mean, decimals);
              }};
}

Pitfall false_precision() {
  return {.rule = "RC706",
          .doses = {"2 digits too many", "3", "4"},
          .look_alike = "as many digits as the standard error carries",
          .fit = one_dataset,
          .inject =
              [](SimulatedStudy& study, RandomStream&, std::size_t dose) {
                print_result(study);
                study.claim().reported->mean = printed_mean(study, 2 + static_cast<int>(dose));
                return the_claim;
              },
          .disguise = [](SimulatedStudy& study, RandomStream&) { print_result(study); }};
}

}  // namespace

std::vector<Pitfall> reporting_pitfalls() {
  return {error_bar_kind(), impossible_value(),           granularity_mismatch(),
          wrong_bold(),     reported_recorded_mismatch(), false_precision()};
}

}  // namespace auditor_benchmark
