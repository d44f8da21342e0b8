#pragma once

#include <cstdint>

namespace gainsay::tracker {

// What a process and everything that it started are using at this moment.
struct ProcessUsage {
  double cpu_seconds =
      0.0;  // user and system so far, of the processes that are alive and the children they waited for
  std::int64_t rss_bytes = 0;  // resident memory, added up: pages that several of them share count for each
  int processes = 0;           // 0: the process is gone
};

// Reads /proc. A process that comes or goes meanwhile is counted or not. Never throws; where there is no
// /proc, nothing is found.
ProcessUsage usage_of_tree(int process);

}  // namespace gainsay::tracker
