#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <benchmark/benchmark.h>

#include "gainsay/stats/friedman.h"
#include "gainsay/stats/holm.h"
#include "gainsay/stats/mann_whitney.h"
#include "gainsay/stats/mean_bootstrap.h"
#include "gainsay/stats/nemenyi.h"
#include "gainsay/stats/permutation_test.h"
#include "gainsay/stats/random_stream.h"
#include "gainsay/stats/sign_flip_test.h"
#include "gainsay/stats/stratified_bootstrap.h"
#include "gainsay/stats/summary.h"
#include "gainsay/stats/t_power.h"
#include "gainsay/stats/welch_t_test.h"
#include "gainsay/stats/wilcoxon_signed_rank.h"

namespace {

using namespace gainsay::stats;

std::vector<double> normal_sample(std::size_t n, std::uint64_t stream, double mean = 0) {
  RandomStream random(1, stream);
  std::vector<double> values(n);
  for (double& value : values) value = mean + random.normal();
  return values;
}

void summarize_1000(benchmark::State& state) {
  const std::vector<double> sample = normal_sample(1000, 0);
  for (auto _ : state) benchmark::DoNotOptimize(summarize(sample));
}
BENCHMARK(summarize_1000);

void welch_10_v_10(benchmark::State& state) {
  const std::vector<double> a = normal_sample(10, 0, 1);
  const std::vector<double> b = normal_sample(10, 1);
  for (auto _ : state) benchmark::DoNotOptimize(welch_t_test(a, b));
}
BENCHMARK(welch_10_v_10);

void bca_10_v_10_9999(benchmark::State& state) {
  const std::vector<double> a = normal_sample(10, 0, 1);
  const std::vector<double> b = normal_sample(10, 1);
  const MonteCarlo draws{.replicates = 9'999, .seed = 1};
  for (auto _ : state) benchmark::DoNotOptimize(two_sample_bootstrap(a, b, BootstrapKind::bca, draws));
}
BENCHMARK(bca_10_v_10_9999);

void wilcoxon_exact_20(benchmark::State& state) {
  const std::vector<double> d = normal_sample(20, 0, 0.5);
  for (auto _ : state) benchmark::DoNotOptimize(wilcoxon_signed_rank(d));
}
BENCHMARK(wilcoxon_exact_20);

void mann_whitney_exact_10_v_10(benchmark::State& state) {
  const std::vector<double> a = normal_sample(10, 0, 1);
  const std::vector<double> b = normal_sample(10, 1);
  for (auto _ : state) benchmark::DoNotOptimize(mann_whitney(a, b));
}
BENCHMARK(mann_whitney_exact_10_v_10);

void sign_flip_exact(benchmark::State& state) {
  const std::vector<double> d = normal_sample(static_cast<std::size_t>(state.range(0)), 0, 0.5);
  for (auto _ : state) benchmark::DoNotOptimize(sign_flip_test_exact(d));
}
BENCHMARK(sign_flip_exact)->Arg(20)->Arg(30)->Unit(benchmark::kMicrosecond);

void permutation_100000_of_50_v_50(benchmark::State& state) {
  const std::vector<double> a = normal_sample(50, 0, 0.3);
  const std::vector<double> b = normal_sample(50, 1);
  const auto statistic = static_cast<PermutationStatistic>(state.range(0));
  const MonteCarlo draws{.replicates = 100'000, .seed = 1, .threads = static_cast<int>(state.range(1))};
  for (auto _ : state) benchmark::DoNotOptimize(permutation_test_monte_carlo(a, b, draws, statistic));
}
BENCHMARK(permutation_100000_of_50_v_50)
    ->ArgNames({"welch_t", "threads"})
    ->ArgsProduct({{0, 1}, {1, 2}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

void permutation_exact_10_v_10(benchmark::State& state) {
  const std::vector<double> a = normal_sample(10, 0, 1);
  const std::vector<double> b = normal_sample(10, 1);
  for (auto _ : state) benchmark::DoNotOptimize(permutation_test_exact(a, b));
}
BENCHMARK(permutation_exact_10_v_10)->Unit(benchmark::kMillisecond);

// 50,000 replicates of `runs` runs on each of 26 games.
void stratified_bootstrap_26_games(benchmark::State& state) {
  const auto runs = static_cast<std::size_t>(state.range(0));
  std::vector<std::vector<double>> games;
  for (std::uint64_t game = 0; game < 26; ++game)
    games.push_back(normal_sample(runs, game, 0.1 * static_cast<double>(game)));
  const std::vector<std::span<const double>> tasks(games.begin(), games.end());
  const AggregateRule rule{.aggregate = static_cast<Aggregate>(state.range(1))};
  const MonteCarlo draws{.replicates = 50'000, .seed = 1, .threads = static_cast<int>(state.range(2))};
  for (auto _ : state) benchmark::DoNotOptimize(stratified_bootstrap(tasks, rule, draws));
}
BENCHMARK(stratified_bootstrap_26_games)
    ->ArgNames({"runs", "aggregate", "threads"})
    ->Args({10, static_cast<int>(Aggregate::interquartile_mean), 1})
    ->Args({10, static_cast<int>(Aggregate::interquartile_mean), 2})
    ->Args({100, static_cast<int>(Aggregate::interquartile_mean), 1})
    ->Args({100, static_cast<int>(Aggregate::interquartile_mean), 2})
    ->Args({10, static_cast<int>(Aggregate::mean), 1})
    ->Args({10, static_cast<int>(Aggregate::median), 1})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

void friedman_54_x_20(benchmark::State& state) {
  const std::vector<double> scores = normal_sample(54 * 20, 0);
  for (auto _ : state)
    benchmark::DoNotOptimize(friedman_test({.scores = scores, .n_datasets = 54, .n_methods = 20}));
}
BENCHMARK(friedman_54_x_20)->Unit(benchmark::kMicrosecond);

void nemenyi_54_x_20(benchmark::State& state) {
  const std::vector<double> scores = normal_sample(54 * 20, 0);
  const FriedmanTest friedman = friedman_test({.scores = scores, .n_datasets = 54, .n_methods = 20});
  for (auto _ : state) benchmark::DoNotOptimize(nemenyi_test(friedman));
}
BENCHMARK(nemenyi_54_x_20)->Unit(benchmark::kMillisecond);

void holm_100(benchmark::State& state) {
  std::vector<double> p;
  RandomStream random(1, 0);
  for (int i = 0; i < 100; ++i) p.push_back(random.uniform());
  for (auto _ : state) benchmark::DoNotOptimize(holm(p));
}
BENCHMARK(holm_100);

void sample_size_for_one_sd(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(two_sample_t_sample_size(1, 1));
}
BENCHMARK(sample_size_for_one_sd)->Unit(benchmark::kMicrosecond);

}  // namespace
