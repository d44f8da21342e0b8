// What recording, draining and listing cost. Data are made from fixed seeds; every benchmark works in a fresh
// folder.
#include <chrono>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "gainsay/tracker/recorder.h"
#include "gainsay/tracker/run_id.h"
#include "gainsay/tracker/store.h"
#include "gainsay/tracker/supervise.h"

namespace {

using namespace gainsay::tracker;

class Folder {
 public:
  Folder() : root(std::filesystem::temp_directory_path() / ("gainsay-bench-" + new_run_id())) {
    std::filesystem::create_directories(root / ".gainsay");
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(root); }
  const std::filesystem::path root;
};

// SplitMix64 (Steele, Lea and Flood, 2014), as numbers in (0, 1).
double uniform(std::uint64_t& state) {
  std::uint64_t z = (state += 0x9e3779b97f4a7c15ULL);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1.0p-53;
}

// A noisy loss that falls, in single precision as trainers report it.
double loss_at(std::int64_t step, std::uint64_t& state) {
  return static_cast<float>(2.0 / (1.0 + 0.001 * static_cast<double>(step)) * (0.9 + 0.2 * uniform(state)));
}

void curve_log(benchmark::State& state) {
  const Folder folder;
  Recorder recorder{folder.root};
  auto run = recorder.start({.method = "m"});
  auto curve = run.curve("loss");
  std::int64_t step = 0;
  for (auto _ : state) {
    curve.log(step, 0.5);
    ++step;
  }
}
BENCHMARK(curve_log)->Iterations(3'000'000);

void curve_log_median(benchmark::State& state) {
  const Folder folder;
  Recorder recorder{folder.root};
  auto run = recorder.start({.method = "m"});
  auto curve = run.curve("loss");
  std::int64_t step = 0;
  constexpr std::int64_t calls = 16;  // timed together: one call is as short as reading the clock
  for (auto _ : state) {
    const auto began = std::chrono::steady_clock::now();
    for (std::int64_t i = 0; i < calls; ++i) curve.log(step++, 0.5);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    state.SetIterationTime(took.count() / static_cast<double>(calls));
  }
}
BENCHMARK(curve_log_median)->UseManualTime()->Iterations(1)->Repetitions(20'001)->ReportAggregatesOnly();

void drain_points(benchmark::State& state) {
  constexpr std::int64_t points = 3'000'000;
  for (auto _ : state) {
    state.PauseTiming();
    const Folder folder;
    {
      Recorder recorder{folder.root};
      auto run = recorder.start({.method = "m"});
      std::vector<CurveRecorder> curves;
      for (int i = 0; i < 10; ++i) curves.push_back(run.curve("curve-" + std::to_string(i)));
      std::uint64_t random = 1;
      for (std::int64_t i = 0; i < points; ++i)
        curves[static_cast<std::size_t>(i % 10)].log(i / 10, loss_at(i / 10, random));
    }
    state.ResumeTiming();
    auto store = Store::create(folder.root);
    state.PauseTiming();
    const auto statistics = store.statistics();
    state.counters["bytes_per_point"] =
        static_cast<double>(statistics.chunk_bytes) / static_cast<double>(statistics.points);
    state.ResumeTiming();
  }
  state.SetItemsProcessed(state.iterations() * points);
}
BENCHMARK(drain_points)->Unit(benchmark::kMillisecond)->Iterations(3);

std::vector<WholeRun> many_runs(int count) {
  std::vector<WholeRun> runs;
  std::uint64_t random = 2;
  for (int i = 0; i < count; ++i) {
    WholeRun whole;
    whole.run.source_id = "run-" + std::to_string(i);
    whole.run.method = "method-" + std::to_string(i % 50);
    whole.run.dataset = "dataset-" + std::to_string(i / 50 % 20);
    whole.run.seed = i / 1000;
    whole.run.status = Status::finished;
    whole.run.started_at = 1.7e9 + i;
    whole.run.results = {
        {"accuracy", uniform(random)}, {"loss", uniform(random)}, {"wall_seconds", uniform(random)}};
    runs.push_back(std::move(whole));
  }
  return runs;
}

void list_100000_runs(benchmark::State& state) {
  const Folder folder;
  auto store = Store::create(folder.root);
  store.add_runs(many_runs(100'000), "benchmark");
  for (auto _ : state) benchmark::DoNotOptimize(store.runs());
}
BENCHMARK(list_100000_runs)->Unit(benchmark::kMillisecond);

void list_one_method(benchmark::State& state) {
  const Folder folder;
  auto store = Store::create(folder.root);
  store.add_runs(many_runs(100'000), "benchmark");
  for (auto _ : state) benchmark::DoNotOptimize(store.runs({.method = "method-7"}));
}
BENCHMARK(list_one_method)->Unit(benchmark::kMillisecond);

void import_100000_runs(benchmark::State& state) {
  const auto runs = many_runs(100'000);
  for (auto _ : state) {
    const Folder folder;
    auto store = Store::create(folder.root);
    store.add_runs(runs, "benchmark");
  }
}
BENCHMARK(import_100000_runs)->Unit(benchmark::kMillisecond)->Iterations(1);

void read_curve_of_100000_points(benchmark::State& state) {
  const Folder folder;
  Recorder recorder{folder.root};
  auto run = recorder.start({.method = "m"});
  auto curve = run.curve("loss");
  std::uint64_t random = 3;
  for (std::int64_t i = 0; i < 100'000; ++i) curve.log(i, loss_at(i, random));
  run.finish();
  auto store = Store::create(folder.root);
  for (auto _ : state) benchmark::DoNotOptimize(store.curve(run.id(), "loss"));
}
BENCHMARK(read_curve_of_100000_points)->Unit(benchmark::kMillisecond);

void supervise_true(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(run_command({.argv = {"true"}}));
}
BENCHMARK(supervise_true)->Unit(benchmark::kMillisecond);

}  // namespace
