#pragma once

#include <cstdint>
#include <vector>

#include "gainsay/audit/study.h"
#include "gainsay/stats/random_stream.h"

#include "auditor_benchmark/run_noise.h"
#include "auditor_benchmark/simulated_study.h"

namespace auditor_benchmark {

// One method against one baseline, for what claims say of a known truth: no tuning, no records beside the
// results. Metric "score", higher is better, smallest effect 1. Where runs of one seed are correlated, the
// claim says so: it is paired by seed.
struct PlainDesign {
  RunNoise noise = RunNoise::normal;
  int n_datasets = 1;
  int n_seeds = 5;
  int n_metrics = 1;       // score, score-2, ...: a claim each, with noise of its own
  double sd = 1;           // of the runs, in smallest effects
  double gain = 0;         // true mean gain, in smallest effects
  double sd_of_gains = 0;  // of the true gains of the datasets about it
  gainsay::audit::Quantifier quantifier = gainsay::audit::Quantifier::average;
  gainsay::audit::Scope scope = gainsay::audit::Scope::these_datasets;
};

// Runs the study. More runs of the same study: extend.
class PlainStudy {
 public:
  PlainStudy(const PlainDesign& design, gainsay::stats::RandomStream& random);

  // Runs seeds up to `n_seeds` in both arms, where there are fewer.
  void extend(std::int64_t n_seeds);
  SimulatedStudy& simulated() { return study_; }
  // The true gain of a dataset.
  double true_gain(int dataset) const { return gains_.at(static_cast<std::size_t>(dataset)); }

 private:
  void run(Name method, int dataset, std::int64_t seed, double gain);

  PlainDesign design_;
  NoiseSource noise_;
  std::vector<double> gains_;
  SimulatedStudy study_;
  std::int64_t n_seeds_ = 0;
};

}  // namespace auditor_benchmark
