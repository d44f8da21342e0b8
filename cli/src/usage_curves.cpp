#include "usage_curves.h"

#include <algorithm>

#include "gainsay/tracker/process_usage.h"

namespace gainsay::cli {

UsageCurves::UsageCurves(tracker::ActiveRun& run)
    : cpu_(run.curve("system/cpu_percent")),
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
  last_ = now;
  last_cpu_seconds_ = usage.cpu_seconds;
}

}  // namespace gainsay::cli
