#include "process_identity.h"

#include <array>
#include <cstddef>
#include <optional>
#include <sstream>

#include <sys/stat.h>
#include <unistd.h>

#include "file_system.h"

namespace gainsay::tracker {
namespace {

std::string boot_id() {
  auto text = read_small_file("/proc/sys/kernel/random/boot_id");
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

std::uint64_t own_pid_namespace() {
  struct stat about {};
  return stat("/proc/self/ns/pid", &about) == 0 ? about.st_ino : 0;
}

struct ProcessStat {
  char state = '?';
  std::uint64_t start_ticks = 0;
};

// The command name may hold blanks and brackets: fields are counted from the last ")".
std::optional<ProcessStat> read_stat(std::int64_t pid) {
  const auto text = read_small_file("/proc/" + std::to_string(pid) + "/stat");
  const auto end_of_name = text.rfind(')');
  if (end_of_name == std::string::npos) return std::nullopt;
  std::istringstream fields{text.substr(end_of_name + 1)};
  ProcessStat found;
  fields >> found.state;  // field 3
  std::string skipped;
  for (int field = 4; field < 22; ++field) fields >> skipped;
  fields >> found.start_ticks;
  return fields ? std::optional{found} : std::nullopt;
}

}  // namespace

std::string host_name() {
  std::array<char, 256> name{};
  if (gethostname(name.data(), name.size() - 1) != 0) return {};
  return name.data();
}

ProcessIdentity this_process() {
  const auto pid = static_cast<std::int64_t>(getpid());
  const auto stat = read_stat(pid);
  return {host_name(), boot_id(), own_pid_namespace(), pid, stat ? stat->start_ticks : 0};
}

Liveness liveness(const ProcessIdentity& process) {
  static const std::string boot = boot_id();
  static const std::uint64_t pid_namespace = own_pid_namespace();
  if (process.boot_id != boot) {
    return process.host == host_name() && !process.host.empty() ? Liveness::gone : Liveness::unknown;
  }
  if (process.pid_namespace != pid_namespace) return Liveness::unknown;
  const auto stat = read_stat(process.pid);
  const bool same =
      stat && stat->start_ticks == process.start_ticks && stat->state != 'Z' && stat->state != 'X';
  return same ? Liveness::alive : Liveness::gone;
}

}  // namespace gainsay::tracker
