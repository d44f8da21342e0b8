#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gainsay/tracker/model.h"

// What can be found out about where and from what a run is started.
namespace gainsay::tracker {

// The state of the git repository that `folder` lies in. Where `diff_file` is not empty and there are
// changes, the difference to the last commit is written to it, with untracked files of text up to 256 KiB
// each and 8 MiB together as new files, so that `git apply` brings back what ran; the names of the others
// follow, and Git::diff_stored is set. Returns nothing where there is no git program, no repository or no
// commit. Runs `git` without a shell, without its locks, pager or external diff programs. Never throws
// because of git; a diff that cannot be written is not stored.
std::optional<Git> capture_git(const std::filesystem::path& folder,
                               const std::filesystem::path& diff_file = {});

// The same in two halves, for a program that runs commands in its own way: the command line whose output
// read_git_status understands, and what that output says. Nothing where there is no commit.
std::vector<std::string> git_status_command(const std::filesystem::path& folder);
std::optional<Git> read_git_status(std::string_view printed);

// The tracked files in which two commits of the repository that `folder` lies in differ, from its root on and
// in the order of git. Nothing where there is no git program, no repository or no such commit, or where a
// commit is not written in hexadecimal digits.
std::optional<std::vector<std::string>> changed_files(const std::filesystem::path& folder,
                                                      const std::string& commit_a,
                                                      const std::string& commit_b);

// This machine's name.
std::string capture_host();

// The processor's model, and the graphics cards that the NVIDIA driver names: "AMD EPYC; NVIDIA A100 x 2".
// Empty where the kernel tells neither.
std::string capture_device();

// The variables of this process's environment that explain results: of Python, CUDA, OpenMP and the other
// thread pools, the job scheduler, and the virtual environment (see is_captured). Sorted by name.
std::vector<EnvironmentEntry> capture_environment();

// What the machine and the program are beside their variables: `cpus`, `memory_bytes`, `nvidia_driver` where
// there is one; and of the first argument that is a file, which is the script where an interpreter runs one,
// `script` and `script_sha256`. Sorted by name.
std::vector<EnvironmentEntry> capture_machine(const std::vector<std::string>& argv);

// Whether a variable of that name is kept. One whose name looks like a secret (KEY, TOKEN, SECRET, PASSWORD,
// CREDENTIAL, AUTH, COOKIE in it, in any case) never is.
bool is_captured(std::string_view variable);

}  // namespace gainsay::tracker
