#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "gainsay/stats/interquartile_mean.h"
#include "gainsay/stats/interval.h"
#include "gainsay/stats/monte_carlo.h"

namespace gainsay::stats {

// How the runs of several tasks become one number: the mean of the task means; the median of the task means;
// the interquartile mean of all runs pooled; or the optimality gap, the mean over all runs pooled of how far
// they fall short of a target (lower is better).
enum class Aggregate { mean, median, interquartile_mean, optimality_gap };

// What is drawn anew beside the runs: nothing, since the claim is about these very tasks (fixed), or the
// tasks, too, as a sample of those that the claim is about (random).
enum class TaskSampling { fixed, random };

struct AggregateRule {
  Aggregate aggregate;
  TrimRule trim = TrimRule::integer_cut;  // of the interquartile mean
  double target = 1;                      // of the optimality gap, finite
  TaskSampling sampling = TaskSampling::fixed;
};

struct BootstrapInterval {
  double estimate;        // the aggregate of the runs as they are
  double standard_error;  // sd of the aggregate over the replicates
  Interval interval;      // percentile
  std::int64_t replicates;
  std::uint64_t seed;
  std::int64_t n_tasks;
  std::int64_t n_runs;      // over all tasks
  std::string_view method;  // "stratified-bootstrap-percentile" or "task-and-run-bootstrap-percentile"
};

// The stratified percentile bootstrap of an aggregate over tasks: runs are drawn anew within each task, and
// where tasks are random as many tasks are drawn first (one that comes twice gets two draws of its runs).
// tasks: at least 1, each of n >= 1 finite runs on a common scale, with at least 2 runs in some task; random
// tasks: at least 2, of any numbers of runs; rule: as above; draws: replicates >= 2, any seed, threads >= 1;
// confidence: between 0 and 1. Returns the aggregate with its percentile interval; the same for one seed
// whatever the threads. Throws std::domain_error if an argument is out of range or a run is not finite. With
// fewer than about 10 runs a task the interval is too short: at 3, 5 and 10 runs of one task a nominal 5 %
// test by it errs 20, 14 and 8 to 10 % of the time; over five tasks the mean of 3 and 5 runs each errs 13 and
// 9 %; so it is with few random tasks. Source: Efron (1979); stratified over tasks: Agarwal et al. (2021);
// random tasks: Davison and Hinkley (1997), section 3.8.
BootstrapInterval stratified_bootstrap(std::span<const std::span<const double>> tasks,
                                       const AggregateRule& rule, const MonteCarlo& draws,
                                       double confidence = 0.95);

// The same for the difference of two methods' aggregates, a less b: runs are drawn independently, random
// tasks for both at once. a, b: as tasks above, and as many tasks in the one as in the other. Throws as
// above, and if the numbers of tasks differ.
BootstrapInterval stratified_bootstrap_difference(std::span<const std::span<const double>> a,
                                                  std::span<const std::span<const double>> b,
                                                  const AggregateRule& rule, const MonteCarlo& draws,
                                                  double confidence = 0.95);

}  // namespace gainsay::stats
