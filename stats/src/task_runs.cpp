#include "task_runs.h"

#include <algorithm>
#include <limits>
#include <string>

#include "check.h"

namespace gainsay::stats {

std::int64_t count_runs(TaskRuns tasks) {
  std::int64_t runs = 0;
  for (const auto task : tasks) runs += std::ssize(task);
  return runs;
}

void check_tasks(std::string_view function, std::string_view argument, TaskRuns tasks, std::int64_t minimum) {
  check::at_least(function, "the number of tasks in " + std::string(argument), std::ssize(tasks), minimum);
  for (std::size_t t = 0; t < tasks.size(); ++t) {
    check::sample(function, std::string(argument) + "[" + std::to_string(t) + "]", tasks[t], 1);
  }
  const std::int64_t runs = count_runs(tasks);
  if (runs > std::numeric_limits<std::int32_t>::max()) {
    check::fail(function, std::string(argument) + " must have below 2^31 runs, has " + std::to_string(runs));
  }
}

void check_task_runs(std::string_view function, std::string_view argument, TaskRuns tasks) {
  check_tasks(function, argument, tasks, 1);
  const std::size_t most_runs = std::ranges::max_element(tasks, {}, &std::span<const double>::size)->size();
  check::at_least(function, "the largest number of runs of a task in " + std::string(argument),
                  static_cast<std::int64_t>(most_runs), 2);
}

void check_same_tasks(std::string_view function, TaskRuns a, TaskRuns b) {
  if (a.size() == b.size()) return;
  check::fail(function, "both methods must have the same tasks, but one has " + std::to_string(a.size()) +
                            " and the other " + std::to_string(b.size()));
}

}  // namespace gainsay::stats
