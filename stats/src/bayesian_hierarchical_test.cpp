#include "gainsay/stats/bayesian_hierarchical_test.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "chain_diagnostics.h"
#include "check.h"
#include "chunks.h"
#include "distributions.h"
#include "hierarchical_gibbs.h"
#include "replicates.h"
#include "sums.h"

namespace gainsay::stats {
namespace {

constexpr std::string_view function = "bayesian_hierarchical_test";
using Datasets = std::span<const std::span<const double>>;

void check_bounds(std::string_view low_name, std::string_view high_name, const Bounds& bounds) {
  check::positive(function, low_name, bounds.low);
  check::positive(function, high_name, bounds.high);
  if (bounds.low >= bounds.high) {
    check::fail(function, std::string(high_name) + " must be above " + std::string(low_name) + ", is " +
                              check::text(bounds.high));
  }
}

void check_arguments(Datasets datasets, double correlation, double rope, const HierarchicalPrior& prior,
                     const GibbsChains& chains) {
  check::at_least(function, "the number of datasets", std::ssize(datasets), 2);
  for (std::size_t i = 0; i < datasets.size(); ++i)
    check::sample(function, "differences[" + std::to_string(i) + "]", datasets[i], 2);
  if (!(correlation >= 0 && correlation < 1))
    check::fail(function, "correlation must be at least 0 and below 1, is " + check::text(correlation));
  check::not_negative(function, "rope", rope);
  check_bounds("lower_alpha", "upper_alpha", {prior.lower_alpha, prior.upper_alpha});
  check_bounds("lower_beta", "upper_beta", {prior.lower_beta, prior.upper_beta});
  check::not_negative(function, "least_sd", prior.least_sd);
  if (!(std::isfinite(prior.largest_scales) && prior.largest_scales >= 1))
    check::fail(function,
                "largest_scales must be finite and at least 1, is " + check::text(prior.largest_scales));
  check::at_least(function, "chains", chains.chains, 2);
  check::at_least(function, "draws", chains.draws, 100);
  check::at_least(function, "warm_up", chains.warm_up, 0);
  check::at_least(function, "threads", chains.threads, 1);
}

double population_sd(double sd, std::size_t n) {
  const auto count = static_cast<double>(n);
  return sd * std::sqrt((count - 1) / count);
}

HierarchicalModel model_of(Datasets datasets, double correlation, const HierarchicalPrior& prior) {
  HierarchicalModel model{};
  double largest = 0;
  std::vector<double> means;
  std::vector<double> sds;
  for (std::size_t i = 0; i < datasets.size(); ++i) {
    const auto differences = datasets[i];
    const auto n = static_cast<double>(differences.size());
    for (const double d : differences) largest = std::max(largest, std::abs(d));
    const double mean = accurate_mean(differences);
    const double sd = sample_sd(differences, mean);
    if (sd == 0 && prior.least_sd == 0) {
      check::fail(function, "differences[" + std::to_string(i) +
                                "] must vary unless least_sd is above 0, are all " + check::text(mean));
    }
    means.push_back(mean);
    sds.push_back(population_sd(sd, differences.size()));
    model.datasets.push_back({.n = n,
                              .mean = mean,
                              .within = (n - 1) * sd * sd / (1 - correlation),
                              .weight = n / (1 + (n - 1) * correlation)});
  }
  const double within = accurate_mean(sds);
  const double among = population_sd(sample_sd(means, accurate_mean(means)), means.size());
  if (among == 0)
    check::fail(function, "the mean differences of the datasets must vary, are all " + check::text(means[0]));
  model.mean = {-largest, largest};
  model.scale = {0, prior.largest_scales * among};
  model.sd = {prior.least_sd, prior.largest_scales * std::max(within, prior.least_sd)};
  model.alpha = {prior.lower_alpha, prior.upper_alpha};
  model.beta = {prior.lower_beta, prior.upper_beta};
  return model;
}

// What is kept of all chains.
struct Draws {
  Draws(std::int64_t chains, std::int64_t draws, std::size_t n_datasets)
      : mean(empty(chains, draws)),
        scale(mean),
        df(mean),
        left(mean),
        right(mean),
        deltas(static_cast<std::size_t>(chains), std::vector<double>(n_datasets, 0.0)) {}

  ChainDraws mean;
  ChainDraws scale;
  ChainDraws df;
  ChainDraws left;  // the mass of the Student t left of the rope, and right of it
  ChainDraws right;
  std::vector<std::vector<double>> deltas;  // sums over the draws of a chain

 private:
  static ChainDraws empty(std::int64_t chains, std::int64_t draws) {
    return {std::vector<double>(static_cast<std::size_t>(chains * draws)), static_cast<std::size_t>(chains)};
  }
};

void run_chain(const HierarchicalModel& model, const GibbsChains& chains, double rope, std::size_t chain,
               Draws& kept) {
  RandomStream random(chains.seed, chain);
  HierarchicalGibbs gibbs(model, random);
  for (std::int64_t i = 0; i < chains.warm_up; ++i) gibbs.sweep();
  const std::size_t first = chain * static_cast<std::size_t>(chains.draws);
  for (std::size_t i = first; i < first + static_cast<std::size_t>(chains.draws); ++i) {
    gibbs.sweep();
    kept.mean.values[i] = gibbs.mean();
    kept.scale.values[i] = gibbs.scale();
    kept.df.values[i] = gibbs.df();
    kept.left.values[i] = distributions::student_t_cdf((-rope - gibbs.mean()) / gibbs.scale(), gibbs.df());
    kept.right.values[i] = distributions::student_t_ccdf((rope - gibbs.mean()) / gibbs.scale(), gibbs.df());
    for (std::size_t d = 0; d < gibbs.deltas().size(); ++d) kept.deltas[chain][d] += gibbs.deltas()[d];
  }
}

PosteriorSummary summary_of(const ChainDraws& draws) {
  const double mean = accurate_mean(draws.values);
  std::vector<double> values = draws.values;
  return {.mean = mean,
          .sd = sample_sd(draws.values, mean),
          .interval = percentile_interval(values, 0.95),
          .r_hat = split_r_hat(draws),
          .effective_sample_size = effective_sample_size(draws)};
}

void add_regions(BayesianHierarchicalTest& result, const Draws& kept) {
  ChainDraws inside = kept.left;
  ChainDraws left_wins = kept.left;
  ChainDraws inside_wins = kept.left;
  ChainDraws right_wins = kept.left;
  for (std::size_t i = 0; i < inside.values.size(); ++i) {
    const double left = kept.left.values[i];
    const double right = kept.right.values[i];
    const double middle = std::max(0.0, 1 - left - right);
    inside.values[i] = middle;
    inside_wins.values[i] = middle >= left && middle >= right ? 1 : 0;
    left_wins.values[i] = inside_wins.values[i] == 0 && left > right ? 1 : 0;
    right_wins.values[i] = 1 - inside_wins.values[i] - left_wins.values[i];
  }
  const auto mean = [](const ChainDraws& draws) { return accurate_mean(draws.values); };
  result.probability = {mean(left_wins), mean(inside_wins), mean(right_wins)};
  result.probability_standard_error = {batch_means_error(left_wins), batch_means_error(inside_wins),
                                       batch_means_error(right_wins)};
  result.expected_mass = {mean(kept.left), mean(inside), mean(kept.right)};
  result.expected_mass_standard_error = {batch_means_error(kept.left), batch_means_error(inside),
                                         batch_means_error(kept.right)};
}

std::vector<double> dataset_means(const Draws& kept, std::int64_t draws) {
  std::vector<double> means(kept.deltas[0].size(), 0.0);
  const auto total = static_cast<double>(draws * std::ssize(kept.deltas));
  for (const auto& of_chain : kept.deltas) {
    for (std::size_t d = 0; d < means.size(); ++d) means[d] += of_chain[d] / total;
  }
  return means;
}

}  // namespace

BayesianHierarchicalTest bayesian_hierarchical_test(Datasets differences, double correlation, double rope,
                                                    const HierarchicalPrior& prior,
                                                    const GibbsChains& chains) {
  check_arguments(differences, correlation, rope, prior, chains);
  const HierarchicalModel model = model_of(differences, correlation, prior);
  Draws kept(chains.chains, chains.draws, differences.size());
  for_each_task(chains.chains, chains.threads, [&](std::int64_t chain) {
    run_chain(model, chains, rope, static_cast<std::size_t>(chain), kept);
  });
  BayesianHierarchicalTest result{};
  add_regions(result, kept);
  result.mean = summary_of(kept.mean);
  result.scale = summary_of(kept.scale);
  result.df = summary_of(kept.df);
  result.dataset_means = dataset_means(kept, chains.draws);
  result.correlation = correlation;
  result.rope = rope;
  result.n_datasets = std::ssize(differences);
  for (const auto dataset : differences) result.n_differences += std::ssize(dataset);
  result.chains = chains.chains;
  result.draws = chains.draws;
  result.warm_up = chains.warm_up;
  result.seed = chains.seed;
  result.method = "bayesian-hierarchical";
  return result;
}

}  // namespace gainsay::stats
