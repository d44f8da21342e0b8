#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "gainsay/stats/interval.h"
#include "gainsay/stats/monte_carlo.h"

namespace gainsay::stats {

// What a profile counts above tau: runs (the mean over the tasks of a task's share of runs), or tasks by the
// mean of their runs.
enum class ProfileUnit { runs, task_means };

struct PerformanceProfile {
  std::vector<double> taus;
  std::vector<double> profile;          // share above each tau
  std::vector<double> standard_errors;  // sd over the replicates
  std::vector<Interval> pointwise;      // percentile, each tau by itself
  std::vector<Interval> simultaneous;   // hold for all taus at once
  double simultaneous_critical_value;   // their half width in standard errors
  std::int64_t replicates;
  std::uint64_t seed;
  std::int64_t n_tasks;
  std::int64_t n_runs;      // over all tasks
  std::string_view method;  // "performance-profile-runs" or "performance-profile-task-means"
};

// The performance profile of a method: which share of its runs scores above tau, for each tau.
// tasks: at least 1, each of n >= 1 finite runs on a common scale, with at least 2 runs in some task; taus:
// at least 1 finite value, in ascending order; draws: replicates >= 2 (at most 10^9 over all taus), any seed,
// threads >= 1; confidence: between 0 and 1. Returns the share strictly above each tau with two bands from
// one stratified bootstrap (runs drawn anew within each task): percentile intervals that hold tau by tau, and
// a band that holds for the whole curve, the profile give or take the quantile of max |F* - F| / se over the
// taus whose se is not 0, cut at 0 and 1. Where no replicate differs (every run above, or every run below,
// tau) the band has no width. The same for one seed, whatever the threads or the order of a task's runs.
// Throws std::domain_error if an argument is out of range or a value is not finite. A pointwise band read as
// a whole leaves the curve far more often than its confidence says. Both are too narrow with few runs: over
// five tasks of which one lies at each tau, at 95 %, the band misses somewhere in 28, 15 and 11 % of studies
// with 5, 10 and 30 runs a task, and one of its points in 25 % with 3. Source: Agarwal et al. (2021), section
// 4.2; performance profiles: Dolan and More (2002); simultaneous: Davison and Hinkley (1997), section 4.2.4.
PerformanceProfile performance_profile(std::span<const std::span<const double>> tasks,
                                       std::span<const double> taus, const MonteCarlo& draws,
                                       ProfileUnit unit = ProfileUnit::runs, double confidence = 0.95);

}  // namespace gainsay::stats
