#include "auditor_benchmark/study_changes.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "gainsay/stats/summary.h"

#include "auditor_benchmark/study_design.h"

namespace auditor_benchmark {
namespace {

using gainsay::audit::Direction;
using gainsay::audit::ErrorKind;
using gainsay::audit::MethodDeclaration;
using gainsay::audit::ReportedResult;
using gainsay::audit::ReportedValue;
using gainsay::tracker::Purpose;

double mean_of(SimulatedStudy& study, Name method, Name dataset) {
  return gainsay::stats::summarize(values_of(study, method, dataset)).mean;
}

}  // namespace

double smallest_effect(SimulatedStudy& study) { return *study.metric(study.claim().metric).smallest_effect; }

double sign(SimulatedStudy& study) {
  return study.metric(study.claim().metric).direction == Direction::lower ? -1 : 1;
}

std::vector<double> values_of(SimulatedStudy& study, Name method, Name dataset) {
  std::vector<double> values;
  for (const Run* run : study.final_runs(method, dataset))
    values.push_back(result(*run, study.claim().metric));
  return values;
}

double best_baseline_mean(SimulatedStudy& study, Name dataset) {
  double best = -std::numeric_limits<double>::infinity();
  for (const Name baseline : study.baselines())
    best = std::max(best, sign(study) * mean_of(study, baseline, dataset));
  return best;
}

void improve(SimulatedStudy& study, Name method, Name dataset, double by) {
  const Name metric = study.claim().metric;
  for (Run* run : study.final_runs(method, dataset))
    set_result(*run, metric, result(*run, metric) + sign(study) * by);
}

void place_above_baselines(SimulatedStudy& study, Name method, Name dataset, double above) {
  const double now = sign(study) * mean_of(study, method, dataset);
  improve(study, method, dataset, best_baseline_mean(study, dataset) + above - now);
}

void stretch_spread(SimulatedStudy& study, double factor) {
  const Name metric = study.claim().metric;
  for (const MethodDeclaration& method : study.file.methods) {
    for (const auto& dataset : study.file.datasets) {
      const double mean = mean_of(study, method.name, dataset.name);
      for (Run* run : study.final_runs(method.name, dataset.name))
        set_result(*run, metric, mean + factor * (result(*run, metric) - mean));
    }
  }
}

void keep_seeds(SimulatedStudy& study, Name method, std::size_t n) {
  std::erase_if(study.runs, [&](const Run& run) {
    return run.method == method && run.purpose == Purpose::final && run.seed &&
           *run.seed >= static_cast<std::int64_t>(n);
  });
}

void add_method_like(SimulatedStudy& study, Name model, Name name) {
  MethodDeclaration declaration = study.method(model);
  declaration.name = name;
  study.file.methods.push_back(declaration);
  std::vector<Run> copies;
  for (const Run& run : study.runs) {
    if (run.method == model) copies.push_back(run);
  }
  for (Run& copy : copies) {
    copy.method = name;
    study.add_run_like(std::move(copy));
  }
}

void forget_method(SimulatedStudy& study, Name name) {
  std::erase_if(study.file.methods, [&](const MethodDeclaration& method) { return method.name == name; });
  std::erase_if(study.runs, [&](const Run& run) { return run.method == name; });
}

void copy_from_paper(SimulatedStudy& study, Name method, Name dataset, double value, bool same_split) {
  ReportedValue number;
  number.mean = printed(value, 6);
  study.file.reported.push_back({.method = method,
                                 .dataset = dataset,
                                 .metric = study.claim().metric,
                                 .value = number,
                                 .source = "table 1 of their paper",
                                 .same_split = same_split});
}

std::string printed(double value, int decimals) { return fmt::format("{:.{}f}", value, decimals); }

int decimals_of_result(SimulatedStudy& study) {
  const auto summary = gainsay::stats::summarize(values_of(study, method_name, dataset_name(0)));
  const double error = *summary.sd / std::sqrt(static_cast<double>(summary.n));
  return std::max(0, static_cast<int>(std::ceil(-std::log10(error))));
}

std::string printed_mean(SimulatedStudy& study, int more_digits) {
  const auto summary = gainsay::stats::summarize(values_of(study, method_name, dataset_name(0)));
  return printed(summary.mean, decimals_of_result(study) + more_digits);
}

void print_result(SimulatedStudy& study) {
  const auto summary = gainsay::stats::summarize(values_of(study, method_name, dataset_name(0)));
  ReportedValue value;
  value.mean = printed_mean(study, 0);
  value.error = printed(*summary.sd, decimals_of_result(study) + 1);
  value.error_kind = ErrorKind::sd;
  value.n = summary.n;
  study.claim().reported = value;
}

}  // namespace auditor_benchmark
