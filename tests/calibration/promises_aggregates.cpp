#include <algorithm>

#include "gainsay/stats/performance_profile.h"
#include "gainsay/stats/probability_of_improvement.h"
#include "gainsay/stats/stratified_bootstrap.h"
#include "gainsay/stats/stratified_t_test.h"

#include "calibration/columns.h"
#include "calibration/families.h"

namespace calibration {
namespace {

using namespace gainsay::stats;

constexpr std::size_t n_tasks = 5;
constexpr std::int64_t replicates = 199;

// Runs of two methods on five tasks, whose levels lie 10 sds apart.
struct Tasks {
  std::vector<std::vector<double>> a;
  std::vector<std::vector<double>> b;
  std::uint64_t seed;
  Setting setting;
};

std::vector<std::span<const double>> spans(const std::vector<std::vector<double>>& tasks) {
  return {tasks.begin(), tasks.end()};
}

Tasks simulate(RandomStream& random, const Setting& setting) {
  const auto shape = static_cast<Shape>(setting.column);
  const std::vector<double> none(static_cast<std::size_t>(setting.size));
  Tasks tasks{{n_tasks, none}, {n_tasks, none}, 0, setting};
  for (std::size_t i = 0; i < n_tasks; ++i) {
    fill(random, shape, tasks.a[i]);
    fill(random, shape, tasks.b[i]);
    const double level = 10.0 * static_cast<double>(i);
    for (double& run : tasks.a[i])
      run = level + (shape == Shape::unequal ? noisy_sd : 1) * run + (setting.shifted ? 1 : 0);
    for (double& run : tasks.b[i]) run += level;
  }
  tasks.seed = random.next();
  return tasks;
}

Outcome stratified_t(const Tasks& tasks) {
  std::vector<Stratum> strata;
  for (std::size_t i = 0; i < n_tasks; ++i) strata.push_back({tasks.a[i], tasks.b[i]});
  return rejects(stratified_t_test(strata).p_value);
}

template <Aggregate aggregate>
Outcome difference(const Tasks& tasks) {
  return misses(stratified_bootstrap_difference(spans(tasks.a), spans(tasks.b), {.aggregate = aggregate},
                                                {replicates, tasks.seed})
                    .interval,
                0);
}

// Of one method: the mean over the tasks is that of their levels.
Outcome mean_of_one(const Tasks& tasks) {
  if (tasks.setting.shifted) return not_asked;
  return misses(
      stratified_bootstrap(spans(tasks.b), {.aggregate = Aggregate::mean}, {replicates, tasks.seed}).interval,
      20);
}

Outcome improvement(const Tasks& tasks) {
  return misses(probability_of_improvement(spans(tasks.a), spans(tasks.b), {replicates, tasks.seed}).interval,
                0.5);
}

// The share of b's runs above the median of each task but the last: half of a task, and all tasks above it.
std::vector<double> medians(const Tasks& tasks) {
  const double median = median_of(static_cast<Shape>(tasks.setting.column));
  std::vector<double> taus;
  for (std::size_t i = 0; i < n_tasks; ++i) taus.push_back(10.0 * static_cast<double>(i) + median);
  return taus;
}

// Levels lie so far apart that runs of one task are hardly ever beyond another's median; with values on a
// grid the median itself is likely, and the share above it is not half.
bool has_known_profile(const Tasks& tasks) {
  const auto shape = static_cast<Shape>(tasks.setting.column);
  return !tasks.setting.shifted && shape != Shape::discretised && shape != Shape::ties &&
         shape != Shape::heavy_tails;
}

double true_share(std::size_t tau) { return (static_cast<double>(n_tasks - tau) - 0.5) / n_tasks; }

Outcome pointwise(const Tasks& tasks) {
  if (!has_known_profile(tasks)) return not_asked;
  const PerformanceProfile profile =
      performance_profile(spans(tasks.b), medians(tasks), {replicates, tasks.seed});
  return misses(profile.pointwise[0], true_share(0));
}

Outcome simultaneous(const Tasks& tasks) {
  if (!has_known_profile(tasks)) return not_asked;
  const PerformanceProfile profile =
      performance_profile(spans(tasks.b), medians(tasks), {replicates, tasks.seed});
  bool leaves = false;
  for (std::size_t i = 0; i < n_tasks; ++i)
    leaves = leaves || misses(profile.simultaneous[i], true_share(i)).error > 0;
  return errs(leaves);
}

}  // namespace

Family aggregates() {
  return with_procedures<Tasks>(
      {.title = "Aggregates over tasks",
       .about = "Two methods on five tasks whose levels differ, with the same runs everywhere. Under "
                "*unequal variances* "
                "the first method is three times as noisy. The profile is asked at the median of each task, "
                "where its "
                "true value is known: pointwise at the first, simultaneous at all five.",
       .size_name = "runs a task",
       .sizes = run_counts,
       .columns = shape_columns(),
       .effect = "one sd on every task, normal runs",
       .tries = 1'000,
       .rows = {},
       .try_once = {}},
      simulate,
      {{{"stratified_t_test", {{independent, roughly}}, {}}, stratified_t},
       {{"stratified_bootstrap (mean of one method)", {}, {}}, mean_of_one},
       {{"stratified_bootstrap_difference (mean)", {}, {{0, 3, 13}, {0, 5, 9}}}, difference<Aggregate::mean>},
       {{"stratified_bootstrap_difference (median)", {}, {}}, difference<Aggregate::median>},
       {{"stratified_bootstrap_difference (interquartile mean)", {}, {}},
        difference<Aggregate::interquartile_mean>},
       {{"probability_of_improvement", {}, {{0, 3, 9}, {0, 5, 7}}}, improvement},
       {{"performance_profile (pointwise)", {}, {{0, 2, 47}, {0, 3, 25}}}, pointwise},
       {{"performance_profile (simultaneous)", {}, {{0, 3, 77}, {0, 5, 28}, {0, 10, 15}, {0, 30, 11}}},
        simultaneous}});
}

}  // namespace calibration
