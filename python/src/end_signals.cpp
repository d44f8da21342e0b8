#include "end_signals.h"

#include <array>
#include <atomic>
#include <csignal>

#include <unistd.h>

namespace gainsay::python {
namespace {

std::array<std::atomic<tracker::ActiveRun*>, 256> open_runs{};

void end_runs(int signal) {
  for (auto& open : open_runs) {
    if (auto* const run = open.load()) run->finish_in_signal_handler(tracker::Status::killed);
  }
  // The signal that is raised here takes effect when this handler returns.
  if (std::signal(signal, SIG_DFL) == SIG_ERR || std::raise(signal) != 0) _exit(128 + signal);
}

void watch(int signal) {
  struct sigaction present {};
  if (sigaction(signal, nullptr, &present) != 0) return;
  if ((present.sa_flags & SA_SIGINFO) != 0 || present.sa_handler != SIG_DFL) return;
  struct sigaction ours {};
  ours.sa_handler = end_runs;
  sigemptyset(&ours.sa_mask);
  sigaction(signal, &ours, nullptr);
}

}  // namespace

void watch_end_signals() {
  watch(SIGTERM);
  watch(SIGHUP);
}

void end_with_process(tracker::ActiveRun& run) {
  for (auto& open : open_runs) {
    tracker::ActiveRun* none = nullptr;
    if (open.compare_exchange_strong(none, &run)) return;
  }
}

void forget(tracker::ActiveRun& run) {
  for (auto& open : open_runs) {
    tracker::ActiveRun* known = &run;
    if (open.compare_exchange_strong(known, nullptr)) return;
  }
}

}  // namespace gainsay::python
