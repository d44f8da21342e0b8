#include "gainsay/stats/stratified_bootstrap.h"

#include <vector>

#include "gainsay/stats/moments.h"

#include "aggregate_sampler.h"
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
          .method = "stratified-bootstrap-percentile"};
}

}  // namespace

BootstrapInterval stratified_bootstrap(TaskRuns tasks, const AggregateRule& rule, const MonteCarlo& draws,
                                       double confidence) {
  check_draws("stratified_bootstrap", rule, draws, confidence);
  check_task_runs("stratified_bootstrap", "tasks", tasks);
  const AggregateSampler sampler(tasks, rule);
  std::vector<double> values = replicate(draws, [&] {
    return [&sampler, scratch = sampler.scratch()](RandomStream& random) mutable {
      return sampler.draw(random, scratch);
    };
  });
  BootstrapInterval result = summary_of(std::move(values), sampler.observed(), draws, confidence);
  result.n_tasks = std::ssize(tasks);
  result.n_runs = sampler.n_runs();
  return result;
}

BootstrapInterval stratified_bootstrap_difference(TaskRuns a, TaskRuns b, const AggregateRule& rule,
                                                  const MonteCarlo& draws, double confidence) {
  constexpr std::string_view function = "stratified_bootstrap_difference";
  check_draws(function, rule, draws, confidence);
  check_task_runs(function, "a", a);
  check_task_runs(function, "b", b);
  check_same_tasks(function, a, b);
  const AggregateSampler of_a(a, rule);
  const AggregateSampler of_b(b, rule);
  std::vector<double> values = replicate(draws, [&] {
    return [&of_a, &of_b, for_a = of_a.scratch(), for_b = of_b.scratch()](RandomStream& random) mutable {
      const double aggregate = of_a.draw(random, for_a);
      return aggregate - of_b.draw(random, for_b);
    };
  });
  BootstrapInterval result =
      summary_of(std::move(values), of_a.observed() - of_b.observed(), draws, confidence);
  result.n_tasks = std::ssize(a);
  result.n_runs = of_a.n_runs() + of_b.n_runs();
  return result;
}

}  // namespace gainsay::stats
