#pragma once

#include <cstdint>
#include <string>

namespace gainsay::tracker {

// A process, told apart from every other that has or will have its number.
struct ProcessIdentity {
  std::string host;
  std::string boot_id;              // of the running kernel; shared by the containers of a machine
  std::uint64_t pid_namespace = 0;  // in which `pid` is meant
  std::int64_t pid = 0;
  std::uint64_t start_ticks = 0;  // field 22 of /proc/<pid>/stat

  friend bool operator==(const ProcessIdentity&, const ProcessIdentity&) = default;
};

enum class Liveness : std::uint8_t { alive, gone, unknown };

ProcessIdentity this_process();

// unknown: the process lives in another machine or another container, where we cannot look.
Liveness liveness(const ProcessIdentity& process);

std::string host_name();

}  // namespace gainsay::tracker
