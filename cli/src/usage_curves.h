#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "gainsay/tracker/gpu_usage.h"
#include "gainsay/tracker/recorder.h"

namespace gainsay::cli {

// What a command and all that it started use over time, as curves of its run: `system/cpu_percent` (100: one
// processor, since the sample before), `system/rss_bytes`, `system/processes`; and of each NVIDIA GPU of this
// machine, whoever uses it, `system/gpu0/busy_percent` and `system/gpu0/memory_bytes`. Steps are whole
// seconds since the start.
class UsageCurves {
 public:
  // The run must outlive it.
  explicit UsageCurves(tracker::ActiveRun& run);
  void sample(int process);

 private:
  struct GpuCurves {
    tracker::CurveRecorder busy;
    tracker::CurveRecorder memory;
  };

  void find_gpus();
  void sample_gpus(std::int64_t step);

  tracker::ActiveRun& run_;
  tracker::CurveRecorder cpu_;
  tracker::CurveRecorder memory_;
  tracker::CurveRecorder processes_;
  std::optional<tracker::GpuMonitor> gpus_;  // from the first sample on: the driver takes its time to answer
  std::vector<GpuCurves> gpu_curves_;        // by index
  std::chrono::steady_clock::time_point start_;
  std::chrono::steady_clock::time_point last_;
  double last_cpu_seconds_ = 0.0;
};

}  // namespace gainsay::cli
