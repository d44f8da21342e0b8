#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>
#include <unistd.h>

#include "gainsay/tracker/capture.h"
#include "gainsay/tracker/dataset_content.h"
#include "gainsay/tracker/error.h"
#include "gainsay/tracker/process_usage.h"
#include "gainsay/tracker/sha256.h"
#include "gainsay/tracker/store.h"
#include "gainsay/tracker/supervise.h"

#include "scratch_study.h"

using namespace gainsay::tracker;
namespace fs = std::filesystem;

namespace {

std::string entry_of(const std::vector<EnvironmentEntry>& entries, const char* name) {
  for (const auto& entry : entries) {
    if (entry.name == name) return entry.value;
  }
  return {};
}

int shell(const std::string& command) { return run_command({.argv = {"sh", "-c", command}}).shell_code(); }

}  // namespace

TEST_CASE("SHA-256 of pieces is that of the whole") {
  // FIPS 180-4 example: printf abc | sha256sum (coreutils 9.1).
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  const std::string text(1000, 'x');
  for (const std::size_t piece : {1, 63, 64, 65, 200}) {
    Sha256 hash;
    for (std::size_t at = 0; at < text.size(); at += piece) hash.update(text.substr(at, piece));
    CHECK(hash.hex() == sha256(text));
  }
  const ScratchStudy study;
  write_bytes(study.root() / "file", text);
  CHECK(sha256_of_file(study.root() / "file") == sha256(text));
  CHECK_FALSE(sha256_of_file(study.root() / "no-file").has_value());
}

TEST_CASE("a dataset's hash is that of its sorted list of files") {
  const ScratchStudy study;
  const auto folder = study.root() / "data";
  write_bytes(folder / "b.csv", "2\n");
  write_bytes(folder / "a" / "x.csv", "1\n");
  // In the folder: find . -type f | sed 's,^./,,' | LC_ALL=C sort | xargs sha256sum | sha256sum
  // (coreutils 9.1)
  const auto content = hash_dataset(folder);
  CHECK(content.hash == sha256(sha256("1\n") + "  a/x.csv\n" + sha256("2\n") + "  b.csv\n"));
  CHECK(content.files == 2);
  CHECK(content.bytes == 4);
  fs::rename(folder, study.root() / "moved");
  CHECK(hash_dataset(study.root() / "moved").hash == content.hash);
  write_bytes(study.root() / "moved" / "b.csv", "3\n");
  CHECK(hash_dataset(study.root() / "moved").hash != content.hash);
}

TEST_CASE("a single file's name does not matter to its dataset hash") {
  const ScratchStudy study;
  write_bytes(study.root() / "train.csv", "1\n");
  write_bytes(study.root() / "renamed.csv", "1\n");
  CHECK(hash_dataset(study.root() / "train.csv").hash == hash_dataset(study.root() / "renamed.csv").hash);
}

TEST_CASE("a dataset that cannot be hashed whole is refused") {
  const ScratchStudy study;
  CHECK_THROWS_AS(hash_dataset(study.root() / "nowhere"), Error);
  fs::create_directories(study.root() / "empty");
  CHECK_THROWS_AS(hash_dataset(study.root() / "empty"), Error);
  write_bytes(study.root() / "circle" / "file", "1");
  fs::create_directory_symlink("..", study.root() / "circle" / "up");
  CHECK_THROWS_WITH_AS(hash_dataset(study.root() / "circle"), doctest::Contains("links to folders"), Error);
}

TEST_CASE("what datasets held comes back in the order in which it was recorded and is merged once") {
  const ScratchStudy here;
  const ScratchStudy there;
  auto store = here.store();
  store.add_dataset_content({.dataset = "digits",
                             .split = "test",
                             .hash = "aa",
                             .files = 1,
                             .bytes = 2,
                             .n_items = 3,
                             .path = "/x",
                             .at = ""});
  store.add_dataset_content({.dataset = "digits",
                             .split = "",
                             .hash = "bb",
                             .files = 1,
                             .bytes = 2,
                             .n_items = {},
                             .path = "/y",
                             .at = ""});
  const auto contents = store.dataset_contents();
  REQUIRE(contents.size() == 2);
  CHECK(contents[0].split == "test");
  CHECK(contents[0].n_items == 3);
  CHECK(contents[1].hash == "bb");
  CHECK_FALSE(contents[1].n_items.has_value());
  CHECK(parse_time(contents[1].at).has_value());
  auto other = there.store();
  other.merge(store);
  other.merge(store);
  CHECK(other.dataset_contents().size() == 2);
}

TEST_CASE("the script that runs is named with its hash and the machine with its size") {
  const ScratchStudy study;
  const auto script = study.root() / "train.py";
  write_bytes(script, "print(1)\n");
  const auto entries = capture_machine({"python", "-u", script.string(), "--lr", "0.1"});
  CHECK(entry_of(entries, "script") == script.string());
  CHECK(entry_of(entries, "script_sha256") == sha256("print(1)\n"));
  CHECK(std::stoll(entry_of(entries, "memory_bytes")) > 1'000'000);
  CHECK(std::stoll(entry_of(entries, "cpus")) >= 1);
  CHECK(entry_of(capture_machine({"true"}), "script").empty());
}

TEST_CASE("variables of MPI and Slurm are kept and secrets are not") {
  for (const auto* name : {"SLURM_JOB_ID", "OMPI_COMM_WORLD_RANK", "PMI_RANK", "MPI_LOCALNRANKS"})
    CHECK(is_captured(name));
  for (const auto* name : {"SLURM_JWT_TOKEN", "MPI_AUTH", "WANDB_API_KEY", "HOME"})
    CHECK_FALSE(is_captured(name));
}

TEST_CASE("a stored difference brings back untracked source files") {
  const ScratchStudy study;
  const auto folder = study.root() / "project";
  write_bytes(folder / "model.py", "layers = 2\n");
  const std::string git = "cd " + folder.string() + " && git -c user.name=a -c user.email=a@b ";
  REQUIRE(shell(git + "init -q && git add . && git -c user.name=a -c user.email=a@b commit -qm first") == 0);
  write_bytes(folder / "model.py", "layers = 3\n");
  write_bytes(folder / "new.py", "print('new')\n");
  write_bytes(folder / "weights.bin", std::string("\0\1\2", 3));
  const auto diff = study.root() / "git.diff";
  const auto captured = capture_git(folder, diff);
  REQUIRE(captured.has_value());
  CHECK(captured->diff_stored);
  CHECK(read_bytes(diff).find("untracked: weights.bin") != std::string::npos);
  const auto clone = study.root() / "clone";
  REQUIRE(shell("git clone -q " + folder.string() + " " + clone.string() + " && cd " + clone.string() +
                " && git apply " + diff.string()) == 0);
  CHECK(read_bytes(clone / "model.py") == "layers = 3\n");
  CHECK(read_bytes(clone / "new.py") == "print('new')\n");
}

TEST_CASE("the use of a process counts what it started") {
  const auto alone = usage_of_tree(getpid());
  CHECK(alone.processes >= 1);
  CHECK(alone.rss_bytes > 1'000'000);
  CHECK(usage_of_tree(999'999'999).processes == 0);
  int most = 0;
  double cpu = 0.0;
  Command command{.argv = {"sh", "-c", "(i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done) & wait"}};
  command.tick = std::chrono::milliseconds(20);
  command.on_tick = [&](int process) {
    const auto usage = usage_of_tree(process);
    most = std::max(most, usage.processes);
    cpu = std::max(cpu, usage.cpu_seconds);
  };
  CHECK(run_command(command).exit_code == 0);
  CHECK(most == 2);
  CHECK(cpu > 0.0);
}
