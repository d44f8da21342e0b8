#include "gainsay/tracker/supervise.h"

#include <chrono>
#include <csignal>
#include <stdexcept>
#include <thread>

#include <doctest/doctest.h>
#include <unistd.h>

#include "gainsay/tracker/capture.h"
#include "gainsay/tracker/error.h"

#include "scratch_study.h"

using namespace gainsay::tracker;

TEST_CASE("a command's output goes to the caller and into files") {
  const ScratchStudy study;
  std::string out;
  std::string err;
  const auto folder = study.root() / "output";
  const auto outcome = run_command({.argv = {"sh", "-c", "printf hello; printf \"$GREETED\" >&2; exit 3"},
                                    .extra_environment = {"GREETED=world"},
                                    .output_folder = folder,
                                    .on_stdout = [&](std::string_view chunk) { out += chunk; },
                                    .on_stderr = [&](std::string_view chunk) { err += chunk; }});
  CHECK(outcome.exit_code == 3);
  CHECK_FALSE(outcome.signal);
  CHECK(outcome.shell_code() == 3);
  CHECK(out == "hello");
  CHECK(err == "world");
  CHECK(read_bytes(folder / "stdout") == "hello");
  CHECK(read_bytes(folder / "stderr") == "world");
  CHECK(outcome.output_problem.empty());
  CHECK(outcome.wall_seconds > 0.0);
  CHECK(outcome.peak_memory_bytes > 0);
}

TEST_CASE("more output than a pipe holds comes through whole") {
  std::size_t bytes = 0;
  const auto outcome = run_command({.argv = {"head", "-c", "3000000", "/dev/zero"},
                                    .on_stdout = [&](std::string_view chunk) { bytes += chunk.size(); }});
  CHECK(outcome.exit_code == 0);
  CHECK(bytes == 3'000'000);
}

TEST_CASE("a command that a signal ends says which") {
  const auto outcome = run_command({.argv = {"sh", "-c", "kill -9 $$"}});
  CHECK_FALSE(outcome.exit_code);
  CHECK(outcome.signal == SIGKILL);
  CHECK(outcome.shell_code() == 137);
}

TEST_CASE("a signal to the supervisor is passed on to the command") {
  std::string out;
  // The command sends the signal itself, so that it comes when the trap is set.
  const auto script =
      "trap 'echo caught; exit 5' TERM; kill -TERM " + std::to_string(getpid()) + "; while :; do :; done";
  const auto outcome =
      run_command({.argv = {"sh", "-c", script}, .on_stdout = [&](std::string_view chunk) { out += chunk; }});
  CHECK(outcome.exit_code == 5);
  CHECK(out == "caught\n");
}

TEST_CASE("a grandchild that keeps the pipe open does not hold the caller") {
  const auto began = std::chrono::steady_clock::now();
  const auto outcome = run_command({.argv = {"sh", "-c", "sleep 20 & exit 0"}});
  CHECK(outcome.exit_code == 0);
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds{10});
}

TEST_CASE("a program that does not exist is told apart from one that cannot be run") {
  CHECK_THROWS_AS(run_command({.argv = {"gainsay-no-such-program"}}), NotFoundError);
  CHECK_THROWS_AS(run_command({.argv = {"/etc/passwd"}}), Error);
  CHECK_THROWS_AS(run_command({.argv = {}}), std::domain_error);
  CHECK_THROWS_AS(run_command({.argv = {std::string("a\0b", 3)}}), std::domain_error);
}

TEST_CASE("output that cannot be kept in files still reaches the caller") {
  std::string out;
  const auto outcome = run_command({.argv = {"echo", "hello"},
                                    .output_folder = "/dev/null/nowhere",
                                    .on_stdout = [&](std::string_view chunk) { out += chunk; }});
  CHECK(outcome.exit_code == 0);
  CHECK(out == "hello\n");
  CHECK_FALSE(outcome.output_problem.empty());
}

TEST_CASE("variables that look like secrets are never captured") {
  for (const auto* name : {"CUDA_TOKEN", "PYTHON_KEYRING_BACKEND", "SLURM_JWT_SECRET", "CONDA_PASSWORD",
                           "TF_auth", "PATH", "HOME", "AWS_ACCESS_KEY_ID"}) {
    CAPTURE(name);
    CHECK_FALSE(is_captured(name));
  }
  for (const auto* name :
       {"PYTHONHASHSEED", "CUDA_VISIBLE_DEVICES", "OMP_NUM_THREADS", "SLURM_JOB_ID", "VIRTUAL_ENV"}) {
    CAPTURE(name);
    CHECK(is_captured(name));
  }
}

TEST_CASE("a folder outside every repository has no git state") {
  const ScratchStudy study;
  CHECK_FALSE(capture_git(study.root()));
}

TEST_CASE("git state names the commit and keeps the difference") {
  const ScratchStudy study;
  const auto script = "cd " + study.root().string() +
                      " && git init -q -b trunk . && git config user.email a@b && git config user.name a && "
                      "echo one > tracked && git add tracked && git commit -q -m first";
  REQUIRE(run_command({.argv = {"sh", "-c", script}}).exit_code == 0);
  const auto diff = study.root() / ".gainsay" / "diff";
  const auto clean = capture_git(study.root(), diff);
  REQUIRE(clean);
  CHECK(clean->commit.str().size() == 40);
  CHECK(clean->branch == "trunk");
  CHECK(clean->dirty == false);
  CHECK_FALSE(clean->diff_stored);
  write_bytes(study.root() / "tracked", "two\n");
  write_bytes(study.root() / "fresh", "new\n");
  const auto changed = capture_git(study.root(), diff);
  REQUIRE(changed);
  CHECK(changed->dirty == true);
  CHECK(changed->diff_stored);
  CHECK(read_bytes(diff).find("-one\n+two\n") != std::string::npos);
  CHECK(read_bytes(diff).find("diff --git a/fresh b/fresh") != std::string::npos);
}

TEST_CASE("the tracked files in which two commits differ have names of any kind") {
  const ScratchStudy study;
  const auto script =
      "cd " + study.root().string() +
      " && git init -q -b trunk . && git config user.email a@b && git config user.name a && "
      "echo one > 'model one.py' && echo one > same && git add . && git commit -q -m first && "
      "git rev-parse HEAD && echo two > 'model one.py' && echo new > added && git add . && "
      "git commit -q -m second && git rev-parse HEAD";
  std::string printed;
  const auto outcome = run_command(
      {.argv = {"sh", "-c", script}, .on_stdout = [&](std::string_view chunk) { printed += chunk; }});
  REQUIRE(outcome.exit_code == 0);
  const std::string first = printed.substr(0, 40);
  const std::string second = printed.substr(41, 40);
  CHECK(changed_files(study.root(), first, second) == std::vector<std::string>{"added", "model one.py"});
  CHECK(changed_files(study.root(), first, first) == std::vector<std::string>{});
}

TEST_CASE("a commit that is unknown or no commit has no known difference") {
  const ScratchStudy study;
  CHECK_FALSE(changed_files(study.root(), "abc", "def"));
  CHECK_FALSE(changed_files(study.root(), "--output=owned", "abc"));
  CHECK_FALSE(changed_files(study.root(), "", "abc"));
  CHECK_FALSE(std::filesystem::exists(study.root() / "owned"));
}
