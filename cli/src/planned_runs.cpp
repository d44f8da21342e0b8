#include "planned_runs.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "gainsay/report/plan_formats.h"
#include "gainsay/report/text_style.h"
#include "gainsay/tracker/error.h"

namespace gainsay::cli {
namespace {

using audit::PlannedRun;

// The same run may be asked for by two plans.
std::vector<PlannedRun> distinct_runs(const std::vector<audit::Plan>& plans) {
  std::vector<PlannedRun> runs;
  std::set<std::tuple<std::string, std::string, std::int64_t>> seen;
  for (const audit::Plan& plan : plans) {
    for (const PlannedRun& run : plan.runs) {
      if (seen.emplace(run.method.str(), run.dataset.str(), run.seed).second) runs.push_back(run);
    }
  }
  return runs;
}

// Starts this very program again with `arguments`; its stdout goes to /dev/null (it is kept with the run).
pid_t start(std::vector<std::string> arguments) {
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t process = 0;
  const int error = posix_spawn(&process, "/proc/self/exe", &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) throw tracker::Error("plan --run", "no process can be started", "check the limits of this machine (ulimit -u)");
  return process;
}

class Batch {
 public:
  Batch(const Invocation& invocation, std::size_t total) : invocation_(invocation), total_(total) {}

  void start_run(const PlannedRun& run, const std::string& study) {
    std::vector<std::string> arguments = {"gainsay"};
    for (const std::string& argument : report::run_arguments(run)) {
      if (argument == "--" && arguments.size() < 10) arguments.insert(arguments.end(), {"--quiet", "--study", study});
      arguments.push_back(argument);
    }
    running_.emplace(start(std::move(arguments)), fmt::format("{} {} seed {}", run.method.str(), run.dataset.str(), run.seed));
  }

  void wait_for_one() {
    int status = 0;
    const pid_t process = waitpid(-1, &status, 0);
    const auto found = running_.find(process);
    if (found == running_.end()) return;
    const bool succeeded = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    failed_ += succeeded ? 0 : 1;
    invocation_.say(fmt::format("[{}/{}] {}: {}\n", ++done_, total_, report::printable(found->second), succeeded ? "done" : "failed"));
    running_.erase(found);
  }

  std::size_t running() const { return running_.size(); }
  std::size_t failed() const { return failed_; }

 private:
  const Invocation& invocation_;
  std::size_t total_;
  std::size_t done_ = 0;
  std::size_t failed_ = 0;
  std::map<pid_t, std::string> running_;
};

}  // namespace

int run_planned(const Invocation& invocation, const std::vector<audit::Plan>& plans, int jobs) {
  std::vector<PlannedRun> runs = distinct_runs(plans);
  const std::size_t unknown = std::erase_if(runs, [](const PlannedRun& run) { return run.argv.empty(); });
  if (unknown > 0) {
    invocation.say(fmt::format("{} planned runs are left out: no recorded command shows how to start them "
                               "(`gainsay plan --format shell` lists them)\n", unknown));
  }
  const std::string study = std::filesystem::absolute(invocation.study()).string();
  Batch batch(invocation, runs.size());
  for (const PlannedRun& run : runs) {
    while (batch.running() >= static_cast<std::size_t>(jobs)) batch.wait_for_one();
    batch.start_run(run, study);
  }
  while (batch.running() > 0) batch.wait_for_one();
  invocation.say(fmt::format("{} runs done, {} failed\n", runs.size() - batch.failed(), batch.failed()));
  return batch.failed() > 0 || unknown > 0 ? 2 : 0;
}

}  // namespace gainsay::cli
