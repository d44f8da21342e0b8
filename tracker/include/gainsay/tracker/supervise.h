#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Running a command as a recorded run: its output kept, its signals passed on, its cost measured.
namespace gainsay::tracker {

struct Command {
  std::vector<std::string> argv;  // at least the program, looked up in PATH; no shell is involved
  // NAME=VALUE, added to this process's environment; a name that is there already is replaced.
  std::vector<std::string> extra_environment = {};
  // Where stdout and stderr are kept, as files `stdout` and `stderr`; the folder is made. Empty: nowhere.
  std::filesystem::path output_folder = {};
  // Called with each chunk of output as it comes, in the order of its stream. May be empty.
  std::function<void(std::string_view)> on_stdout = {};
  std::function<void(std::string_view)> on_stderr = {};
  // Called with the command's process id every `tick` while it runs, the first time one tick after its start;
  // must not run another command. May be empty.
  std::chrono::milliseconds tick{10'000};
  std::function<void(int process)> on_tick = {};
};

struct CommandOutcome {
  std::optional<int> exit_code;  // nothing where a signal ended it
  std::optional<int> signal;
  double wall_seconds = 0.0;
  double cpu_seconds = 0.0;            // user and system, of the command and the children that it waited for
  std::int64_t peak_memory_bytes = 0;  // the largest resident set of any one of those processes
  std::string output_problem;          // why the output is not (wholly) kept in files, or empty

  // As a shell reports it: the exit code, or 128 + the signal.
  int shell_code() const { return exit_code ? *exit_code : 128 + signal.value_or(0); }
};

// Runs a command to its end. While it runs, SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1 and SIGUSR2 that reach
// this process are passed on to it rather than acted on (one from the terminal reaches it anyway, and is not
// sent twice). Its output is read until both pipes close, or until half a second after the command ended: a
// grandchild that still holds a pipe does not hold the caller. Its standard input is the caller's.
//
// Returns the outcome. Throws std::domain_error where argv is empty or holds a NUL; NotFoundError where there
// is no such program (a shell would exit with 127); Error where it cannot be run (126), or no process or pipe
// is to be had. Not for use by two threads at once: signal dispositions belong to the process.
CommandOutcome run_command(const Command& command);

}  // namespace gainsay::tracker
