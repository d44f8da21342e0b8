#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace gainsay::stats {

// The runs of each of several tasks.
using TaskRuns = std::span<const std::span<const double>>;

// Throws in the name of `function` unless there are at least `minimum` tasks, each has at least one run, all
// runs are finite, and there are fewer than 2^31 runs in all.
void check_tasks(std::string_view function, std::string_view argument, TaskRuns tasks, std::int64_t minimum);
// The same of at least one task, and throws unless some task has two runs, so that something can be drawn
// anew.
void check_task_runs(std::string_view function, std::string_view argument, TaskRuns tasks);
// Throws unless two methods have the same number of tasks.
void check_same_tasks(std::string_view function, TaskRuns a, TaskRuns b);
std::int64_t count_runs(TaskRuns tasks);

}  // namespace gainsay::stats
