#include "usage_curves.h"

#include <algorithm>
#include <string>

#include "gainsay/tracker/process_usage.h"

namespace gainsay::cli {

UsageCurves::UsageCurves(tracker::ActiveRun& run)
    : run_(run),
      cpu_(run.curve("system/cpu_percent")),
      memory_(run.curve("system/rss_bytes")),
      processes_(run.curve("system/processes")),
      start_(std::chrono::steady_clock::now()),
      last_(start_) {}

void UsageCurves::sample(int process) {
  const auto usage = tracker::usage_of_tree(process);
  if (usage.processes == 0) return;
  const auto now = std::chrono::steady_clock::now();
  const double seconds = std::chrono::duration<double>(now - last_).count();
  const auto step = std::chrono::duration_cast<std::chrono::seconds>(now - start_).count();
  // A process that ended and that nobody waited for takes its time with it: less than before is no use at
  // all.
  const double used = std::max(usage.cpu_seconds - last_cpu_seconds_, 0.0);
  cpu_.log(step, 100.0 * used / seconds);
  memory_.log(step, static_cast<double>(usage.rss_bytes));
  processes_.log(step, usage.processes);
  sample_gpus(step);
  last_ = now;
  last_cpu_seconds_ = usage.cpu_seconds;
}

void UsageCurves::find_gpus() {
  gpus_.emplace();
  for (int i = 0; i < gpus_->count(); ++i) {
    const std::string gpu = "system/gpu" + std::to_string(i);
    gpu_curves_.push_back({run_.curve(gpu + "/busy_percent"), run_.curve(gpu + "/memory_bytes")});
  }
}

void UsageCurves::sample_gpus(std::int64_t step) {
  if (!gpus_) find_gpus();
  for (const auto& gpu : gpus_->sample()) {
    auto& curves = gpu_curves_.at(static_cast<std::size_t>(gpu.index));
    curves.busy.log(step, gpu.busy_percent);
    curves.memory.log(step, static_cast<double>(gpu.memory_bytes));
  }
}

}  // namespace gainsay::cli
