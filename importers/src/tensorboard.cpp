#include "gainsay/importers/tensorboard.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "gainsay/tracker/error.h"

#include "number.h"
#include "tensorboard_run.h"

namespace gainsay::importers {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view file_mark = "tfevents";

bool is_event_file(const fs::path& file) {
  return file.filename().string().find(file_mark) != std::string::npos;
}

// The folder of a run, below the log directory, with its files in the order of their names.
using RunFolders = std::map<fs::path, std::set<fs::path>>;

RunFolders run_folders(const fs::path& root, LeftOut& left_out) {
  RunFolders folders;
  std::error_code error;
  if (fs::is_regular_file(root, error)) {
    folders[""].insert(root);
    return folders;
  }
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (entry.is_symlink()) {
      ++left_out.links;
    } else if (entry.is_regular_file() && is_event_file(entry.path())) {
      const fs::path folder = entry.path().parent_path().lexically_relative(root);
      folders[folder == "." ? fs::path{} : folder].insert(entry.path());
    }
  }
  return folders;
}

// Folders are sorted part by part: those below one follow it.
bool is_below(const fs::path& folder, const fs::path& top) {
  return std::mismatch(top.begin(), top.end(), folder.begin(), folder.end()).first == top.end();
}

// What writes an event file names it with: events.out.tfevents.<seconds>.<host>[.<process>.<number>][suffix].
std::string host_of(const fs::path& file) {
  const std::string name = file.filename().string();
  const std::size_t mark = name.find(file_mark);
  const std::size_t seconds = name.find('.', mark);
  const std::size_t host = seconds == std::string::npos ? seconds : name.find('.', seconds + 1);
  if (host == std::string::npos) return {};
  std::string rest = name.substr(host + 1);
  for (int part = 0; part < 2; ++part) {
    const std::size_t dot = rest.rfind('.');
    const bool is_number = dot != std::string::npos && parse_integer(rest.substr(dot + 1)).has_value();
    if (is_number) rest.resize(dot);
  }
  return rest;
}

class LogDirectory {
 public:
  LogDirectory(const fs::path& root, ImportSink& sink) : root_(root), sink_(sink) {}

  void import_all() {
    folders_ = run_folders(root_, left_out_);
    if (folders_.empty()) {
      throw tracker::FormatError(root_.string(), "the folder holds no event file",
                                 "the names of event files contain `tfevents`");
    }
    for (const auto& [folder, files] : folders_) {
      if (!joined_.contains(folder)) sink_.add(read_run(folder, files));
    }
    left_out_.say(sink_);
  }

 private:
  TensorboardRun read_files(const std::set<fs::path>& files) {
    TensorboardRun run{left_out_, sink_};
    for (const fs::path& file : files) run.read(file);
    return run;
  }

  tracker::WholeRun read_run(const fs::path& folder, const std::set<fs::path>& files) {
    TensorboardRun run = read_files(files);
    if (run.has_points() && !run.has_params()) join_params(folder, run);
    tracker::WholeRun whole = std::move(run).finish();
    name(folder, *files.begin(), whole.run);
    return whole;
  }

  // add_hparams writes to a folder below the run's that is called by the time. Where there are several, each
  // is a trial of its own.
  void join_params(const fs::path& folder, TensorboardRun& run) {
    auto child = folders_.end();
    for (auto below = folders_.upper_bound(folder); below != folders_.end(); ++below) {
      if (!is_below(below->first, folder)) break;
      const bool is_trial =
          below->first.parent_path() == folder && parse_number(below->first.filename().string()).has_value();
      if (!is_trial) continue;
      if (child != folders_.end()) return;
      child = below;
    }
    if (child == folders_.end()) return;
    TensorboardRun params = read_files(child->second);
    if (params.has_params() && run.join(params)) joined_.insert(child->first);
  }

  void name(const fs::path& folder, const fs::path& first_file, tracker::Run& run) const {
    const fs::path absolute = fs::weakly_canonical(root_);
    const bool is_file = folders_.begin()->second.contains(root_);
    const fs::path log_directory = is_file ? absolute.parent_path() : absolute;
    const std::string own = folder.empty() ? log_directory.filename().string() : folder.generic_string();
    const std::string parent = folder.parent_path().generic_string();
    run.source_id = (folder / first_file.filename()).generic_string();
    run.method = parent.empty() ? own : parent;
    run.host = host_of(first_file);
    run.tags.push_back({"name", own});
  }

  const fs::path& root_;
  ImportSink& sink_;
  LeftOut left_out_;
  RunFolders folders_;
  std::set<fs::path> joined_;
};

}  // namespace

void import_tensorboard(const fs::path& path, ImportSink& sink) {
  try {
    LogDirectory{path, sink}.import_all();
  } catch (const fs::filesystem_error& error) {
    throw tracker::FormatError(error.path1().string(), error.code().message(),
                               "check its name and permissions");
  }
}

}  // namespace gainsay::importers
