#include "gainsay/tracker/capture.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <map>
#include <system_error>
#include <utility>

#include <unistd.h>

#include "gainsay/tracker/error.h"
#include "gainsay/tracker/sha256.h"
#include "gainsay/tracker/supervise.h"

#include "file_system.h"
#include "process_identity.h"

namespace gainsay::tracker {
namespace {

constexpr std::array<std::string_view, 28> captured_prefixes{
    "OMPI_", "PMI_",      "PMIX_",    "MPI",   "PYTHON",  "CUDA_", "CUBLAS_", "CUDNN_", "NVIDIA_", "OMP_",
    "MKL_",  "OPENBLAS_", "NUMEXPR_", "BLIS_", "VECLIB_", "KMP_",  "GOMP_",   "SLURM_", "PBS_",    "SGE_",
    "LSB_",  "CONDA_",    "TORCH",    "TF_",   "XLA_",    "JAX_",  "NCCL_",   "HIP_"};
constexpr std::array<std::string_view, 8> captured_names{
    "VIRTUAL_ENV", "LANG", "LC_ALL", "TZ", "WORLD_SIZE", "RANK", "LOCAL_RANK", "MALLOC_ARENA_MAX"};
constexpr std::array<std::string_view, 8> secret_words{"KEY",        "TOKEN", "SECRET", "PASSWORD",
                                                       "CREDENTIAL", "AUTH",  "COOKIE", "PASSWD"};

std::vector<std::string> git_command(const std::filesystem::path& folder,
                                     std::vector<std::string> arguments) {
  std::vector<std::string> argv{"git", "--no-optional-locks", "--no-pager", "-C", folder.string()};
  argv.insert(argv.end(), arguments.begin(), arguments.end());
  return argv;
}

// What a git command prints, or nothing where it ends with another exit code than the one that is right.
std::optional<std::string> ask_git(std::vector<std::string> argv, int right_code = 0) {
  Command command;
  command.argv = std::move(argv);
  command.extra_environment = {"GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0", "LC_ALL=C"};
  std::string printed;
  command.on_stdout = [&printed](std::string_view chunk) { printed += chunk; };
  try {
    const auto outcome = run_command(command);
    return outcome.exit_code == right_code ? std::optional{std::move(printed)} : std::nullopt;
  } catch (const Error&) {
    return std::nullopt;  // no git here
  }
}

struct WorkingTree {
  Git git;
  std::vector<std::string> untracked;
};

// The entries of `git status --porcelain=v2 --branch -z`.
WorkingTree parse_working_tree(std::string_view status) {
  constexpr std::string_view commit = "# branch.oid ";
  constexpr std::string_view branch = "# branch.head ";
  WorkingTree tree;
  tree.git.dirty = false;
  while (!status.empty()) {
    const auto end = std::min(status.find('\0'), status.size());
    const auto entry = status.substr(0, end);
    status.remove_prefix(std::min(end + 1, status.size()));
    if (entry.starts_with(commit)) tree.git.commit = entry.substr(commit.size());
    if (entry.starts_with(branch)) tree.git.branch = entry.substr(branch.size());
    if (entry.starts_with("1 ") || entry.starts_with("2 ") || entry.starts_with("u ")) tree.git.dirty = true;
    if (entry.starts_with("? ") && entry.find(".gainsay/") == std::string_view::npos) {
      tree.untracked.emplace_back(entry.substr(2));
    }
  }
  if (tree.git.branch == "(detached)") tree.git.branch = Name{};
  return tree;
}

bool has_commit(const Git& git) { return !git.commit.empty() && git.commit != "(initial)"; }

constexpr std::size_t most_bytes_of_a_file = 256 * 1024;
constexpr std::size_t most_untracked_bytes = 8 * 1024 * 1024;

// An untracked file as the difference that makes it, or an empty text where it is too large, or no text.
std::string as_new_file(const std::filesystem::path& folder, const std::string& name, std::size_t room) {
  std::error_code error;
  const auto size = std::filesystem::file_size(folder / name, error);
  if (error || size > most_bytes_of_a_file || size > room) return {};
  // `git diff --no-index` ends with 1 where the files differ.
  const auto diff = ask_git(git_command(folder, {"diff", "--no-ext-diff", "--no-textconv", "--no-color",
                                                 "--no-index", "--", "/dev/null", name}),
                            1);
  const bool is_text = diff && diff->find("\nBinary files ") == std::string::npos;
  return is_text ? *diff : std::string{};
}

bool write_diff(const std::filesystem::path& folder, const std::filesystem::path& file,
                const WorkingTree& tree) {
  const auto diff =
      ask_git(git_command(folder, {"diff", "--no-ext-diff", "--no-textconv", "--no-color", "HEAD"}));
  if (!diff) return false;
  std::error_code shown_by_the_stream;
  std::filesystem::create_directories(file.parent_path(), shown_by_the_stream);
  std::ofstream out{file, std::ios::binary};
  out << *diff;
  std::size_t room = most_untracked_bytes;
  for (const auto& name : tree.untracked) {
    const auto added = as_new_file(folder, name, room);
    out << (added.empty() ? "untracked: " + name + "\n" : added);
    room -= std::min(room, added.size());
  }
  out.close();
  return !out.fail();
}

std::string processor_model() {
  const auto text = read_small_file("/proc/cpuinfo");
  constexpr std::string_view key = "model name";
  const auto at = text.find(key);
  if (at == std::string::npos) return {};
  const auto begin = text.find(':', at) + 2;
  return text.substr(begin, text.find('\n', begin) - begin);
}

std::map<std::string, int> nvidia_models() {
  std::map<std::string, int> models;
  std::error_code no_driver;
  const std::filesystem::directory_iterator end;
  for (std::filesystem::directory_iterator it{"/proc/driver/nvidia/gpus", no_driver}; !no_driver && it != end;
       it.increment(no_driver)) {
    const auto text = read_small_file(it->path() / "information");
    constexpr std::string_view key = "Model:";
    const auto at = text.find(key);
    if (at == std::string::npos) continue;
    const auto begin = text.find_first_not_of(" \t", at + key.size());
    if (begin != std::string::npos) ++models[text.substr(begin, text.find('\n', begin) - begin)];
  }
  return models;
}

}  // namespace

std::optional<Git> capture_git(const std::filesystem::path& folder, const std::filesystem::path& diff_file) {
  const auto status = ask_git(git_status_command(folder));
  if (!status) return std::nullopt;
  auto tree = parse_working_tree(*status);
  if (!has_commit(tree.git)) return std::nullopt;
  const bool changed = tree.git.dirty.value_or(false) || !tree.untracked.empty();
  if (changed && !diff_file.empty()) tree.git.diff_stored = write_diff(folder, diff_file, tree);
  return tree.git;
}

std::vector<std::string> git_status_command(const std::filesystem::path& folder) {
  return git_command(folder, {"status", "--porcelain=v2", "--branch", "-z"});
}

std::optional<std::vector<std::string>> changed_files(const std::filesystem::path& folder,
                                                      const std::string& commit_a,
                                                      const std::string& commit_b) {
  for (const std::string& commit : {commit_a, commit_b}) {
    const bool hexadecimal = std::all_of(commit.begin(), commit.end(),
                                         [](unsigned char digit) { return std::isxdigit(digit) != 0; });
    if (commit.empty() || !hexadecimal) return std::nullopt;
  }
  const auto printed = ask_git(git_command(
      folder, {"diff", "--no-ext-diff", "--no-renames", "--name-only", "-z", commit_a, commit_b, "--"}));
  if (!printed) return std::nullopt;
  std::vector<std::string> files;
  for (std::size_t at = 0; at < printed->size();) {
    const std::size_t end = std::min(printed->find('\0', at), printed->size());
    files.push_back(printed->substr(at, end - at));
    at = end + 1;
  }
  return files;
}

std::optional<Git> read_git_status(std::string_view printed) {
  auto git = parse_working_tree(printed).git;
  return has_commit(git) ? std::optional{std::move(git)} : std::nullopt;
}

std::string capture_host() { return host_name(); }

std::string capture_device() {
  auto device = processor_model();
  for (const auto& [model, count] : nvidia_models()) {
    device += (device.empty() ? "" : "; ") + model + (count > 1 ? " x " + std::to_string(count) : "");
  }
  return device;
}

std::vector<EnvironmentEntry> capture_environment() {
  std::vector<EnvironmentEntry> entries;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view entry{*variable};
    const auto split = entry.find('=');
    if (split == std::string_view::npos || !is_captured(entry.substr(0, split))) continue;
    entries.push_back({Name{entry.substr(0, split)}, std::string{entry.substr(split + 1)}});
  }
  std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return entries;
}

std::vector<EnvironmentEntry> capture_machine(const std::vector<std::string>& argv) {
  std::vector<EnvironmentEntry> entries;
  entries.push_back({"cpus", std::to_string(sysconf(_SC_NPROCESSORS_ONLN))});
  entries.push_back({"memory_bytes", std::to_string(sysconf(_SC_PHYS_PAGES) * sysconf(_SC_PAGESIZE))});
  const auto driver = read_small_file("/proc/driver/nvidia/version");
  if (!driver.empty()) entries.push_back({"nvidia_driver", driver.substr(0, driver.find('\n'))});
  for (const auto& argument : argv) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(argument, error)) continue;
    const auto hash = sha256_of_file(argument);
    if (!hash) continue;
    entries.push_back({"script", std::filesystem::absolute(argument, error).lexically_normal().string()});
    entries.push_back({"script_sha256", *hash});
    break;
  }
  return entries;
}

bool is_captured(std::string_view variable) {
  std::string upper{variable};
  std::transform(upper.begin(), upper.end(), upper.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  const auto holds = [&upper](std::string_view word) { return upper.find(word) != std::string::npos; };
  if (std::any_of(secret_words.begin(), secret_words.end(), holds)) return false;
  const auto begins = [variable](std::string_view prefix) { return variable.starts_with(prefix); };
  return std::any_of(captured_prefixes.begin(), captured_prefixes.end(), begins) ||
         std::find(captured_names.begin(), captured_names.end(), variable) != captured_names.end();
}

}  // namespace gainsay::tracker
