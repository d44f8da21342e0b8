#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <unistd.h>

#include "gainsay/tracker/recorder.h"
#include "gainsay/tracker/run_id.h"
#include "gainsay/tracker/store.h"

namespace gainsay::tracker {

// A study in a fresh folder that goes away with it, and the verbs that the tests are written in.
class ScratchStudy {
 public:
  ScratchStudy() : root_(std::filesystem::temp_directory_path() / ("gainsay-test-" + new_run_id())) {
    std::filesystem::create_directories(root_ / ".gainsay");
  }
  ScratchStudy(const ScratchStudy&) = delete;
  ScratchStudy& operator=(const ScratchStudy&) = delete;
  ~ScratchStudy() {
    if (getpid() == maker_) std::filesystem::remove_all(root_);
  }

  const std::filesystem::path& root() const { return root_; }
  StudyDirectory directory() const { return StudyDirectory{root_}; }
  Recorder recorder() const { return Recorder{root_}; }
  Store store(Access access = Access::read_write) const { return Store::open(root_, access); }

  std::vector<std::filesystem::path> journals() const {
    std::vector<std::filesystem::path> files;
    if (!std::filesystem::exists(directory().journals())) return files;
    for (const auto& entry : std::filesystem::directory_iterator{directory().journals()})
      files.push_back(entry.path());
    return files;
  }

 private:
  std::filesystem::path root_;
  pid_t maker_ = getpid();
};

inline std::string read_bytes(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

inline void write_bytes(const std::filesystem::path& file, const std::string& bytes) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream{file, std::ios::binary} << bytes;
}

}  // namespace gainsay::tracker
