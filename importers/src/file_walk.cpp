#include "file_walk.h"

#include <algorithm>
#include <set>
#include <system_error>

#include "gainsay/tracker/error.h"

namespace gainsay::importers {
namespace fs = std::filesystem;
namespace {

class Walk {
 public:
  Walk(const std::function<bool(const fs::path&)>& wanted, ImportSink& sink) : wanted_(wanted), sink_(sink) {}

  std::vector<fs::path> below(const fs::path& root) && {
    open_.push_back(root);
    while (!open_.empty()) {
      const fs::path folder = std::move(open_.back());
      open_.pop_back();
      enter(folder);
    }
    std::sort(found_.begin(), found_.end());
    return std::move(found_);
  }

 private:
  void enter(const fs::path& folder) {
    std::error_code error;
    const fs::path real = fs::canonical(folder, error);
    if (error) return pass_over(folder, error);
    if (!entered_.insert(real).second) {
      return sink_.note(folder.string() + " is a link to a folder that was read already; passed over");
    }
    fs::directory_iterator entry{real, error};
    for (; !error && entry != fs::directory_iterator{}; entry.increment(error)) {
      look_at(folder / entry->path().filename());
    }
    if (error) pass_over(folder, error);
  }

  void look_at(const fs::path& path) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (fs::is_directory(status)) {
      open_.push_back(path);
    } else if (wanted_(path)) {
      if (fs::is_regular_file(status)) {
        found_.push_back(path);
      } else {
        sink_.note(path.string() + " is no file that can be read; passed over");
      }
    }
  }

  void pass_over(const fs::path& folder, const std::error_code& error) {
    sink_.note(folder.string() + " cannot be read (" + error.message() + "); passed over");
  }

  const std::function<bool(const fs::path&)>& wanted_;
  ImportSink& sink_;
  std::vector<fs::path> open_;
  std::set<fs::path> entered_;
  std::vector<fs::path> found_;
};

}  // namespace

std::vector<fs::path> find_files(const fs::path& root, const std::function<bool(const fs::path&)>& wanted,
                                 ImportSink& sink) {
  std::error_code error;
  const fs::file_status status = fs::status(root, error);
  if (!fs::exists(status)) {
    throw tracker::FormatError(root.string(), "there is no such file or folder", "check its name");
  }
  if (!fs::is_directory(status)) return {root};
  return Walk{wanted, sink}.below(root);
}

void require_found(const std::vector<fs::path>& found, const fs::path& root, const std::string& what) {
  if (!found.empty()) return;
  throw tracker::FormatError(root.string(), "there is no " + what + " in this folder or below it",
                             "name the folder that the tool wrote to");
}

bool is_file(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error);
}

std::string own_name(const fs::path& path) {
  std::error_code error;
  const fs::path real = fs::weakly_canonical(fs::absolute(path, error), error);
  return error ? path.filename().string() : real.filename().string();
}

std::string run_name(const fs::path& root, const fs::path& path) {
  const std::string relative =
      path.lexically_normal().lexically_relative(root.lexically_normal()).generic_string();
  return relative.empty() || relative == "." || relative.starts_with("..") ? own_name(path) : relative;
}

}  // namespace gainsay::importers
