#include "auditor_benchmark/plain_study.h"

#include <fmt/format.h>

#include "auditor_benchmark/study_design.h"

namespace auditor_benchmark {
namespace {

using gainsay::audit::Claim;
using gainsay::audit::Direction;
using gainsay::audit::MethodDeclaration;
using gainsay::audit::MetricDeclaration;
using gainsay::tracker::Role;

const Name baseline_name = "baseline";

Name metric_name(int index) { return index == 0 ? std::string("score") : fmt::format("score-{}", index + 1); }

void declare_methods(SimulatedStudy& study) {
  MethodDeclaration baseline;
  baseline.name = baseline_name;
  baseline.role = Role::baseline;
  MethodDeclaration ours;
  ours.name = method_name;
  ours.role = Role::variant;
  ours.parent = baseline_name;
  study.file.methods = {baseline, ours};
}

void declare_claim(SimulatedStudy& study, const PlainDesign& design, int index) {
  MetricDeclaration metric;
  metric.name = metric_name(index);
  metric.direction = Direction::higher;
  metric.smallest_effect = 1;
  study.file.metrics.push_back(metric);
  Claim claim;
  claim.id = fmt::format("C{}", index + 1);
  claim.text = "Ours has a higher score.";
  claim.method = method_name;
  claim.against = {baseline_name};
  claim.metric = metric.name;
  claim.quantifier = design.quantifier;
  claim.scope = design.scope;
  if (design.noise == RunNoise::correlated) claim.pairing = gainsay::audit::Pairing::seed;
  for (int i = 0; i < design.n_datasets; ++i) claim.datasets.push_back(dataset_name(i));
  study.file.claims.push_back(claim);
}

}  // namespace

PlainStudy::PlainStudy(const PlainDesign& design, gainsay::stats::RandomStream& random)
    : design_(design), noise_(design.noise, random) {
  study_.file.exists = true;
  study_.file.name = "plain";
  study_.file.stage = gainsay::audit::Stage::submit;
  declare_methods(study_);
  for (int i = 0; i < design.n_metrics; ++i) declare_claim(study_, design, i);
  for (int i = 0; i < design.n_datasets; ++i) {
    const double deviation = design.sd_of_gains > 0 ? design.sd_of_gains * random.normal() : 0.0;
    gains_.push_back(design.gain + deviation);
  }
  extend(design.n_seeds);
}

void PlainStudy::run(Name method, int dataset, std::int64_t seed, double gain) {
  Run run;
  run.method = method;
  run.dataset = dataset_name(dataset);
  run.status = gainsay::tracker::Status::finished;
  run.seed = seed;
  for (int i = 0; i < design_.n_metrics; ++i)
    set_result(run, metric_name(i), 50 + gain + design_.sd * noise_.draw(seed));
  study_.add_run_like(std::move(run));
}

void PlainStudy::extend(std::int64_t n_seeds) {
  for (; n_seeds_ < n_seeds; ++n_seeds_) {
    for (int dataset = 0; dataset < design_.n_datasets; ++dataset) {
      run(baseline_name, dataset, n_seeds_, 0);
      run(method_name, dataset, n_seeds_, true_gain(dataset));
    }
  }
}

}  // namespace auditor_benchmark
