#include "program_lines.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "gainsay/tracker/error.h"

namespace gainsay::importers {
namespace {

constexpr std::size_t longest_line = 256U << 20U;
constexpr long longest_error_output = 64L << 10U;
constexpr int command_not_found = 127;

using File = std::unique_ptr<std::FILE, decltype(&std::fclose)>;

[[noreturn]] void refuse(const std::string& program, const std::string& problem) {
  throw tracker::FormatError(program, "the program cannot be run: " + problem,
                             "check that the system has processes, files and memory left");
}

File temporary_file(const std::string& program, std::string_view content) {
  File file{std::tmpfile(), &std::fclose};
  const auto has_taken = [&] {  // a view of nothing may have no data at all
    return content.empty() || std::fwrite(content.data(), 1, content.size(), file.get()) == content.size();
  };
  const bool is_written = file && has_taken() && std::fflush(file.get()) == 0;
  if (!is_written) refuse(program, std::strerror(errno));
  std::rewind(file.get());
  return file;
}

// A child whose end is always waited for; killed where nobody has done so.
class Child {
 public:
  Child(const std::vector<std::string>& argv, std::string_view input)
      : program_(argv.front()),
        input_(temporary_file(program_, input)),
        errors_(temporary_file(program_, {})) {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) refuse(program_, std::strerror(errno));
    output_.reset(fdopen(ends[0], "r"));
    start(argv, ends[1]);
    close(ends[1]);
  }
  ~Child() {
    if (pid_ <= 0) return;
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  bool was_found() const { return pid_ > 0; }

  bool next(std::string& line) {
    line.clear();
    for (int byte = std::getc(output_.get()); byte != EOF; byte = std::getc(output_.get())) {
      if (byte == '\n') return true;
      if (line.size() == longest_line) refuse(program_, "it writes a line longer than 256 MiB");
      line.push_back(static_cast<char>(byte));
    }
    return !line.empty();
  }

  int wait() {
    int status = 0;
    while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }

  std::string error_output() {
    if (std::fseek(errors_.get(), 0, SEEK_END) != 0) return {};
    const long size = std::ftell(errors_.get());
    if (std::fseek(errors_.get(), std::max(0L, size - longest_error_output), SEEK_SET) != 0) return {};
    std::string text(static_cast<std::size_t>(std::min(size, longest_error_output)), '\0');
    text.resize(std::fread(text.data(), 1, text.size(), errors_.get()));
    return text;
  }

 private:
  void start(const std::vector<std::string>& argv, int output) {
    std::vector<char*> arguments;
    arguments.reserve(argv.size() + 1);
    for (const std::string& argument : argv) arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, fileno(input_.get()), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, fileno(errors_.get()), STDERR_FILENO);
    const int error = posix_spawnp(&pid_, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error == 0) return;
    pid_ = 0;
    if (error == ENOENT || error == EACCES) return;
    close(output);
    refuse(program_, std::strerror(error));
  }

  std::string program_;
  File input_;
  File errors_;
  File output_{nullptr, &std::fclose};
  pid_t pid_ = 0;
};

}  // namespace

ProgramEnd run_program(const std::vector<std::string>& argv, std::string_view input,
                       const std::function<void(const std::string&)>& line) {
  Child child{argv, input};
  if (!child.was_found()) return {.was_found = false, .exit_status = command_not_found, .error_output = {}};
  std::string text;
  while (child.next(text)) line(text);
  const int exit_status = child.wait();
  return {.was_found = true, .exit_status = exit_status, .error_output = child.error_output()};
}

}  // namespace gainsay::importers
