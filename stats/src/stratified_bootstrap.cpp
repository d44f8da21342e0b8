#include "gainsay/stats/stratified_bootstrap.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "gainsay/stats/moments.h"

#include "aggregate_sampler.h"
#include "chunks.h"
#include "monte_carlo_p.h"

namespace gainsay::stats {
namespace {

using Tasks = std::span<const std::span<const double>>;

void check_tasks(std::string_view function, std::string_view argument, Tasks tasks) {
  check::at_least(function, "the number of tasks in " + std::string(argument), std::ssize(tasks), 1);
  std::int64_t most_runs = 0;
  std::int64_t n_runs = 0;
  for (std::size_t t = 0; t < tasks.size(); ++t) {
    check::sample(function, std::string(argument) + "[" + std::to_string(t) + "]", tasks[t], 1);
    most_runs = std::max<std::int64_t>(most_runs, std::ssize(tasks[t]));
    n_runs += std::ssize(tasks[t]);
  }
  check::at_least(function, "the largest number of runs of a task in " + std::string(argument), most_runs, 2);
  if (n_runs > std::numeric_limits<std::int32_t>::max()) {
    check::fail(function,
                std::string(argument) + " must have below 2^31 runs, has " + std::to_string(n_runs));
  }
}

void check_draws(std::string_view function, const AggregateRule& rule, const MonteCarlo& draws,
                 double confidence) {
  check::finite(function, "target", rule.target);
  check_monte_carlo(function, draws);
  check::at_least(function, "replicates", draws.replicates, 2);
  check::open_unit(function, "confidence", confidence);
}

// The quantile of type 7, as `quantile` gives it, without sorting all.
double percentile(std::vector<double>& values, double p) {
  const double position = static_cast<double>(values.size() - 1) * p;
  const auto below = values.begin() + static_cast<std::ptrdiff_t>(position);
  std::ranges::nth_element(values, below);
  if (below + 1 == values.end()) return *below;
  return std::lerp(*below, *std::min_element(below + 1, values.end()), position - std::floor(position));
}

// draw(random, chunk's scratch...) is called once per replicate, in order, within each chunk.
template <typename MakeDraw>
std::vector<double> replicate(const MonteCarlo& draws, const MakeDraw& make_draw) {
  std::vector<double> values(static_cast<std::size_t>(draws.replicates));
  for_each_chunk(draws.replicates, draws.threads, [&](const Chunk& chunk) {
    RandomStream random(draws.seed, static_cast<std::uint64_t>(chunk.index));
    auto draw = make_draw();
    for (std::int64_t i = 0; i < chunk.size; ++i)
      values[static_cast<std::size_t>(chunk.first + i)] = draw(random);
  });
  return values;
}

BootstrapInterval summary_of(std::vector<double> values, double estimate, const MonteCarlo& draws,
                             double confidence) {
  const double standard_error = moments_of(values).sd;
  const double low = percentile(values, (1 - confidence) / 2);
  const double high = percentile(values, (1 + confidence) / 2);
  return {.estimate = estimate,
          .standard_error = standard_error,
          .interval = {low, high, confidence},
          .replicates = draws.replicates,
          .seed = draws.seed,
          .n_tasks = 0,
          .n_runs = 0,
          .method = "stratified-bootstrap-percentile"};
}

}  // namespace

BootstrapInterval stratified_bootstrap(Tasks tasks, const AggregateRule& rule, const MonteCarlo& draws,
                                       double confidence) {
  check_draws("stratified_bootstrap", rule, draws, confidence);
  check_tasks("stratified_bootstrap", "tasks", tasks);
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

BootstrapInterval stratified_bootstrap_difference(Tasks a, Tasks b, const AggregateRule& rule,
                                                  const MonteCarlo& draws, double confidence) {
  constexpr std::string_view function = "stratified_bootstrap_difference";
  check_draws(function, rule, draws, confidence);
  check_tasks(function, "a", a);
  check_tasks(function, "b", b);
  if (a.size() != b.size()) {
    check::fail(function, "both methods must have the same tasks, but one has " + std::to_string(a.size()) +
                              " and the other " + std::to_string(b.size()));
  }
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
