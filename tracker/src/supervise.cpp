#include "gainsay/tracker/supervise.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <stdexcept>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "gainsay/tracker/error.h"

#include "file_system.h"

namespace gainsay::tracker {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::array<int, 6> passed_on{SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2};
constexpr std::chrono::milliseconds patience_with_grandchildren{500};

[[noreturn]] void throw_system(const std::string& doing, int error) {
  throw Error("", "cannot " + doing + ": " + std::generic_category().message(error), "try again later");
}

// While it lives, the signals of interest wait in a descriptor; afterwards everything is as it was.
class SignalWatch {
 public:
  SignalWatch() {
    sigset_t watched;
    sigemptyset(&watched);
    for (const int number : passed_on) sigaddset(&watched, number);
    sigaddset(&watched, SIGCHLD);
    pthread_sigmask(SIG_BLOCK, &watched, &mask_before_);
    struct sigaction standard {};
    standard.sa_handler = SIG_DFL;  // an inherited "ignore" would take the child's end from us
    sigaction(SIGCHLD, &standard, &child_before_);
    file_ = FileDescriptor{signalfd(-1, &watched, SFD_NONBLOCK | SFD_CLOEXEC)};
  }
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;
  ~SignalWatch() {
    sigaction(SIGCHLD, &child_before_, nullptr);
    pthread_sigmask(SIG_SETMASK, &mask_before_, nullptr);
  }

  int descriptor() const { return file_.get(); }
  const sigset_t& mask_before() const { return mask_before_; }

  // Sends what came in on to the process. What the terminal sent (from the kernel) went to its whole group
  // already.
  void pass_on(pid_t child) const {
    signalfd_siginfo signal;
    while (read(file_.get(), &signal, sizeof signal) == static_cast<ssize_t>(sizeof signal)) {
      const auto number = static_cast<int>(signal.ssi_signo);
      if (number != SIGCHLD && signal.ssi_code != SI_KERNEL && child > 0) kill(child, number);
    }
  }

 private:
  sigset_t mask_before_{};
  struct sigaction child_before_ {};
  FileDescriptor file_;
};

struct Pipe {
  FileDescriptor read_end;
  FileDescriptor write_end;
};

Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw_system("make a pipe", errno);
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  return {FileDescriptor{ends[0]}, FileDescriptor{ends[1]}};
}

// One output stream of the command: from its pipe to the caller and to a file.
class Stream {
 public:
  Stream(const std::filesystem::path& folder, const char* name,
         const std::function<void(std::string_view)>& sink)
      : pipe_(make_pipe()), sink_(sink) {
    if (folder.empty()) return;
    file_ = FileDescriptor{open((folder / name).c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)};
    if (!file_.is_open()) note_problem(name);
  }

  int write_end() const { return pipe_.write_end.get(); }
  void close_write_end() { pipe_.write_end.reset(); }
  int read_end() const { return pipe_.read_end.get(); }
  bool is_open() const { return pipe_.read_end.is_open(); }
  const std::string& problem() const { return problem_; }

  // Takes in what is there now, up to a limit, so that neither stream starves the other.
  void pump() {
    std::array<char, 65536> buffer;
    const auto got = read(pipe_.read_end.get(), buffer.data(), buffer.size());
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (got <= 0) {
      pipe_.read_end.reset();
      return;
    }
    const std::string_view chunk{buffer.data(), static_cast<std::size_t>(got)};
    keep(chunk);
    if (sink_) sink_(chunk);
  }

 private:
  void keep(std::string_view chunk) {
    while (file_.is_open() && !chunk.empty()) {
      const auto wrote = write(file_.get(), chunk.data(), chunk.size());
      if (wrote < 0 && errno == EINTR) continue;
      if (wrote < 0) {
        note_problem("output");
        file_.reset();
        return;
      }
      chunk.remove_prefix(static_cast<std::size_t>(wrote));
    }
  }

  void note_problem(const char* what) {
    problem_ = std::string{what} + " is not kept: " + std::generic_category().message(errno);
  }

  Pipe pipe_;
  FileDescriptor file_;
  const std::function<void(std::string_view)>& sink_;
  std::string problem_;
};

std::string_view name_of(std::string_view entry) { return entry.substr(0, entry.find('=')); }

std::vector<std::string> merged_environment(const std::vector<std::string>& extra) {
  std::vector<std::string> merged = extra;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const bool replaced = std::any_of(
        extra.begin(), extra.end(), [entry](const auto& added) { return name_of(added) == name_of(*entry); });
    if (!replaced) merged.emplace_back(*entry);
  }
  return merged;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  result.reserve(texts.size() + 1);
  for (auto& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

void check_argv(const Command& command) {
  if (command.argv.empty()) throw std::domain_error("run_command: argv is empty");
  for (const auto& argument : command.argv) {
    if (argument.find('\0') != std::string::npos) throw std::domain_error("run_command: argv holds a NUL");
  }
}

[[noreturn]] void throw_spawn_error(const std::string& program, int error) {
  if (error == ENOENT) {
    throw NotFoundError(program, "there is no such program", "check its name and your PATH");
  }
  throw Error(program, "it cannot be run: " + std::generic_category().message(error),
              "see to it that it is a program that you may execute");
}

pid_t spawn(const Command& command, const SignalWatch& signals, int out, int err) {
  auto argv_texts = command.argv;
  auto environment_texts = merged_environment(command.extra_environment);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, err, STDERR_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  posix_spawnattr_setsigmask(&attributes, &signals.mask_before());
  pid_t child = -1;
  const int error = posix_spawnp(&child, argv_texts.front().c_str(), &actions, &attributes,
                                 pointers(argv_texts).data(), pointers(environment_texts).data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) throw_spawn_error(command.argv.front(), error);
  return child;
}

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

// Waits for the command's end and its output's, in one loop.
class Supervision {
 public:
  Supervision(const Command& command, pid_t child, const SignalWatch& signals, Stream& out, Stream& err)
      : command_(command), child_(child), signals_(signals), out_(out), err_(err) {}

  CommandOutcome run() {
    while (!over()) {
      std::array<pollfd, 3> waiting{{{out_.is_open() ? out_.read_end() : -1, POLLIN, 0},
                                     {err_.is_open() ? err_.read_end() : -1, POLLIN, 0},
                                     {signals_.descriptor(), POLLIN, 0}}};
      poll(waiting.data(), waiting.size(), time_left());
      if (waiting[0].revents != 0) out_.pump();
      if (waiting[1].revents != 0) err_.pump();
      signals_.pass_on(ended_ ? 0 : child_);
      if (!ended_) reap();
      if (!ended_) tick();
    }
    return outcome_;
  }

 private:
  bool over() const {
    if (!ended_) return false;
    return (!out_.is_open() && !err_.is_open()) || Clock::now() >= give_up_at_;
  }

  // In milliseconds; -1 for ever.
  int time_left() const {
    if (!ended_ && !command_.on_tick) return -1;
    const auto until = ended_ ? give_up_at_ : next_tick_;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now());
    return static_cast<int>(std::max<std::int64_t>(left.count() + 1, 0));
  }

  void tick() {
    if (!command_.on_tick || Clock::now() < next_tick_) return;
    next_tick_ += command_.tick;
    command_.on_tick(child_);
  }

  void reap() {
    int status = 0;
    rusage usage{};
    if (wait4(child_, &status, WNOHANG, &usage) != child_) return;
    ended_ = true;
    give_up_at_ = Clock::now() + patience_with_grandchildren;
    if (WIFSIGNALED(status)) {
      outcome_.signal = WTERMSIG(status);
    } else {
      outcome_.exit_code = WEXITSTATUS(status);
    }
    outcome_.cpu_seconds = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
    outcome_.peak_memory_bytes = std::int64_t{usage.ru_maxrss} * 1024;
    outcome_.wall_seconds = std::chrono::duration<double>(Clock::now() - began_).count();
  }

  const Command& command_;
  const pid_t child_;
  const SignalWatch& signals_;
  Stream& out_;
  Stream& err_;
  const Clock::time_point began_ = Clock::now();
  Clock::time_point next_tick_ = began_ + command_.tick;
  Clock::time_point give_up_at_{};
  bool ended_ = false;
  CommandOutcome outcome_;
};

}  // namespace

CommandOutcome run_command(const Command& command) {
  check_argv(command);
  if (!command.output_folder.empty()) {
    std::error_code shown_when_opening;
    std::filesystem::create_directories(command.output_folder, shown_when_opening);
  }
  Stream out{command.output_folder, "stdout", command.on_stdout};
  Stream err{command.output_folder, "stderr", command.on_stderr};
  const SignalWatch signals;
  const pid_t child = spawn(command, signals, out.write_end(), err.write_end());
  out.close_write_end();
  err.close_write_end();
  auto outcome = Supervision{command, child, signals, out, err}.run();
  outcome.output_problem = out.problem().empty() ? err.problem() : out.problem();
  return outcome;
}

}  // namespace gainsay::tracker
