#pragma once

#include <exception>
#include <functional>

#include <sys/wait.h>
#include <unistd.h>

namespace gainsay::tracker {

// Forks a child that does `work` and ends without running destructors, as a killed one would. Returns its
// pid.
inline pid_t start_child(const std::function<void()>& work) {
  const pid_t child = fork();
  if (child != 0) return child;
  try {
    work();
  } catch (const std::exception&) {
    _exit(1);
  }
  _exit(0);
}

// Its exit code, or -1 where a signal ended it.
inline int wait_for(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) != child) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

inline int run_in_child(const std::function<void()>& work) { return wait_for(start_child(work)); }

}  // namespace gainsay::tracker
