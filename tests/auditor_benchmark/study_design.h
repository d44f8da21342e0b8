#pragma once

#include "gainsay/stats/random_stream.h"

#include "auditor_benchmark/run_noise.h"
#include "auditor_benchmark/simulated_study.h"

namespace auditor_benchmark {

// The plan of a sound study: one method with its ablations against tuned baselines and a trivial one, on
// datasets of several domains, with a claim that was registered before the first run.
struct StudyDesign {
  RunNoise noise = RunNoise::normal;
  int n_baselines = 2;           // 2 to 6, beside the trivial one
  int n_components = 0;          // 0 to 4, each with its ablation
  int n_datasets = 1;            // 1 to 40; 1: the claim says so
  int n_seeds = 10;              // 5 to 30
  bool share_of_items = false;   // the metric is a share of test items, else a score without bounds
  bool lower_is_better = false;  // of the score
  bool claims_speed = false;     // a second claim: less time, on the same machine
  bool logs_curves = false;
  // In units of the smallest effect of interest:
  double gain = 2.0;            // of the method over its best baseline, on every dataset
  double component_gain = 1.5;  // what taking one component away costs
  double sd = 0.0;              // of the runs; 0: one that gives the claim a power of 99 % or more
};

// A design at random, of any size that the ranges above allow and at most 1,500 final runs.
StudyDesign draw_design(gainsay::stats::RandomStream& random);

// Names that every simulated study uses.
inline const Name method_name = "ours";
inline const Name trivial_name = "chance";
inline const Name seconds_name = "wall_seconds";
Name metric_of(const StudyDesign& design);
Name validation_metric_of(const StudyDesign& design);
Name dataset_name(int index);
Name component_name(int index);
// In the unit of the metric.
double smallest_effect_of(const StudyDesign& design);
double sd_of(const StudyDesign& design);

// Runs the study as designed: every run, tuning included, with all that a careful tracker records.
SimulatedStudy simulate(const StudyDesign& design, gainsay::stats::RandomStream& random);

}  // namespace auditor_benchmark
