#include "gainsay/stats/stratified_bootstrap.h"

#include <numeric>
#include <vector>

#include "gainsay/stats/moments.h"

#include "aggregate_sampler.h"
#include "index_batch.h"
#include "monte_carlo_p.h"
#include "replicates.h"
#include "task_runs.h"

namespace gainsay::stats {
namespace {

void check_draws(std::string_view function, const AggregateRule& rule, const MonteCarlo& draws,
                 double confidence) {
  check::finite(function, "target", rule.target);
  check_monte_carlo(function, draws);
  check::at_least(function, "replicates", draws.replicates, 2);
  check::open_unit(function, "confidence", confidence);
}

void check_runs(std::string_view function, std::string_view argument, TaskRuns tasks, TaskSampling sampling) {
  if (sampling == TaskSampling::fixed) return check_task_runs(function, argument, tasks);
  check_tasks(function, argument, tasks, 2);
}

// Which tasks a replicate is made of: all, or as many drawn anew.
class TaskDraw {
 public:
  TaskDraw(std::size_t n_tasks, TaskSampling sampling)
      : batch_(static_cast<std::uint32_t>(n_tasks)), sampling_(sampling), tasks_(n_tasks) {
    std::iota(tasks_.begin(), tasks_.end(), 0U);
  }

  std::span<const std::uint32_t> draw(RandomStream& random) {
    if (sampling_ == TaskSampling::fixed) return tasks_;
    auto next = tasks_.begin();
    batch_.draw(random, [&](std::uint32_t task) { *next++ = task; });
    return tasks_;
  }

 private:
  IndexBatch batch_;
  TaskSampling sampling_;
  std::vector<std::uint32_t> tasks_;
};

BootstrapInterval summary_of(std::vector<double> values, double estimate, const MonteCarlo& draws,
                             double confidence) {
  const double standard_error = moments_of(values).sd;
  return {.estimate = estimate,
          .standard_error = standard_error,
          .interval = percentile_interval(values, confidence),
          .replicates = draws.replicates,
          .seed = draws.seed,
          .n_tasks = 0,
          .n_runs = 0,
          .method = ""};
}

std::string_view method_of(TaskSampling sampling) {
  return sampling == TaskSampling::fixed ? "stratified-bootstrap-percentile"
                                         : "task-and-run-bootstrap-percentile";
}

}  // namespace

BootstrapInterval stratified_bootstrap(TaskRuns tasks, const AggregateRule& rule, const MonteCarlo& draws,
                                       double confidence) {
  constexpr std::string_view function = "stratified_bootstrap";
  check_draws(function, rule, draws, confidence);
  check_runs(function, "tasks", tasks, rule.sampling);
  const AggregateSampler sampler(tasks, rule);
  std::vector<double> values = replicate(draws, [&] {
    return [&sampler, scratch = sampler.scratch(), of_tasks = TaskDraw(tasks.size(), rule.sampling)](
               RandomStream& random) mutable { return sampler.draw(random, of_tasks.draw(random), scratch); };
  });
  BootstrapInterval result = summary_of(std::move(values), sampler.observed(), draws, confidence);
  result.n_tasks = std::ssize(tasks);
  result.n_runs = sampler.n_runs();
  result.method = method_of(rule.sampling);
  return result;
}

BootstrapInterval stratified_bootstrap_difference(TaskRuns a, TaskRuns b, const AggregateRule& rule,
                                                  const MonteCarlo& draws, double confidence) {
  constexpr std::string_view function = "stratified_bootstrap_difference";
  check_draws(function, rule, draws, confidence);
  check_runs(function, "a", a, rule.sampling);
  check_runs(function, "b", b, rule.sampling);
  check_same_tasks(function, a, b);
  const AggregateSampler of_a(a, rule);
  const AggregateSampler of_b(b, rule);
  std::vector<double> values = replicate(draws, [&] {
    return [&of_a, &of_b, for_a = of_a.scratch(), for_b = of_b.scratch(),
            of_tasks = TaskDraw(a.size(), rule.sampling)](RandomStream& random) mutable {
      const auto tasks = of_tasks.draw(random);
      const double aggregate = of_a.draw(random, tasks, for_a);
      return aggregate - of_b.draw(random, tasks, for_b);
    };
  });
  BootstrapInterval result =
      summary_of(std::move(values), of_a.observed() - of_b.observed(), draws, confidence);
  result.n_tasks = std::ssize(a);
  result.n_runs = of_a.n_runs() + of_b.n_runs();
  result.method = method_of(rule.sampling);
  return result;
}

}  // namespace gainsay::stats
