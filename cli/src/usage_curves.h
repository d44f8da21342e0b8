#pragma once

#include <chrono>

#include "gainsay/tracker/recorder.h"

namespace gainsay::cli {

// What a command and all that it started use over time, as curves of its run: `system/cpu_percent` (100: one
// processor, since the sample before), `system/rss_bytes`, `system/processes`. Steps are whole seconds since
// the start.
class UsageCurves {
 public:
  explicit UsageCurves(tracker::ActiveRun& run);
  void sample(int process);

 private:
  tracker::CurveRecorder cpu_;
  tracker::CurveRecorder memory_;
  tracker::CurveRecorder processes_;
  std::chrono::steady_clock::time_point start_;
  std::chrono::steady_clock::time_point last_;
  double last_cpu_seconds_ = 0.0;
};

}  // namespace gainsay::cli
