#include "gainsay/tracker/process_usage.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <sstream>
#include <string>
#include <system_error>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <unistd.h>

#include "file_system.h"

namespace gainsay::tracker {
namespace {

struct ProcessEntry {
  int parent = 0;
  double cpu_seconds = 0.0;
  std::int64_t rss_bytes = 0;
};

// Fields of /proc/PID/stat (proc(5)), counted from the state, which follows the name in parentheses.
constexpr std::size_t parent_field = 1;
constexpr std::size_t first_time_field = 11;  // utime, stime, cutime, cstime, in clock ticks
constexpr std::size_t rss_field = 21;         // in pages

ProcessEntry parse_stat(const std::string& stat) {
  std::vector<std::string> fields;
  std::istringstream in{stat.substr(std::min(stat.rfind(')') + 1, stat.size()))};
  for (std::string field; in >> field;) fields.push_back(field);
  if (fields.size() <= rss_field) return {};
  const auto number = [&fields](std::size_t field) {
    std::int64_t value = 0;
    std::from_chars(fields[field].data(), fields[field].data() + fields[field].size(), value);
    return value;
  };
  ProcessEntry entry;
  entry.parent = static_cast<int>(number(parent_field));
  std::int64_t ticks = 0;
  for (std::size_t i = 0; i < 4; ++i) ticks += number(first_time_field + i);
  entry.cpu_seconds = static_cast<double>(ticks) / static_cast<double>(sysconf(_SC_CLK_TCK));
  entry.rss_bytes = number(rss_field) * sysconf(_SC_PAGESIZE);
  return entry;
}

std::unordered_map<int, ProcessEntry> all_processes() {
  std::unordered_map<int, ProcessEntry> processes;
  std::error_code unreadable;
  const std::filesystem::directory_iterator end;
  for (std::filesystem::directory_iterator it{"/proc", unreadable}; !unreadable && it != end;
       it.increment(unreadable)) {
    const auto name = it->path().filename().string();
    int process = 0;
    const auto parsed = std::from_chars(name.data(), name.data() + name.size(), process);
    if (parsed.ec != std::errc{} || parsed.ptr != name.data() + name.size()) continue;
    const auto stat = read_small_file(it->path() / "stat");
    if (!stat.empty()) processes.emplace(process, parse_stat(stat));
  }
  return processes;
}

}  // namespace

ProcessUsage usage_of_tree(int process) {
  const auto processes = all_processes();
  std::unordered_multimap<int, int> children;
  for (const auto& [id, entry] : processes) children.emplace(entry.parent, id);
  ProcessUsage usage;
  std::vector<int> waiting{process};
  std::unordered_set<int> seen;
  while (!waiting.empty()) {
    const int id = waiting.back();
    waiting.pop_back();
    const auto found = processes.find(id);
    if (found == processes.end() || !seen.insert(id).second) continue;
    ++usage.processes;
    usage.cpu_seconds += found->second.cpu_seconds;
    usage.rss_bytes += found->second.rss_bytes;
    const auto [first, last] = children.equal_range(id);
    for (auto child = first; child != last; ++child) waiting.push_back(child->second);
  }
  return usage;
}

}  // namespace gainsay::tracker
