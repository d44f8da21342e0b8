#include "gainsay/importers/wandb.h"

#include <map>
#include <set>

#include "gainsay/tracker/error.h"

#include "wandb_run.h"

namespace gainsay::importers {
namespace {

namespace fs = std::filesystem;

// The files of a run by its id's file name, in the order of their folders, whose names begin with the time.
using RunFiles = std::map<std::string, std::set<fs::path>>;

RunFiles run_files(const fs::path& path) {
  RunFiles runs;
  if (!fs::is_directory(path)) {
    runs[path.filename().string()].insert(path);
    return runs;
  }
  for (const auto& entry : fs::recursive_directory_iterator(path)) {
    const bool is_run =
        !entry.is_symlink() && entry.is_regular_file() && entry.path().extension() == ".wandb";
    if (is_run) runs[entry.path().filename().string()].insert(entry.path());
  }
  return runs;
}

// In the order of their first files, which is that of their starts.
std::vector<std::set<fs::path>> in_order(const RunFiles& runs) {
  std::map<fs::path, std::set<fs::path>> by_first;
  for (const auto& [name, files] : runs) by_first[*files.begin()] = files;
  std::vector<std::set<fs::path>> ordered;
  for (const auto& [first, files] : by_first) ordered.push_back(files);
  return ordered;
}

}  // namespace

void import_wandb(const fs::path& path, ImportSink& sink) {
  try {
    const RunFiles runs = run_files(path);
    if (runs.empty()) {
      throw tracker::FormatError(path.string(), "the folder holds no .wandb file",
                                 "name the folder `wandb`, in which the SDK keeps a folder for each run");
    }
    WandbNotes notes;
    for (const auto& files : in_order(runs)) {
      WandbRun run{notes};
      for (const fs::path& file : files) run.read(file, sink);
      if (run.is_named()) {
        sink.add(std::move(run).finish(sink));
      } else {
        sink.note(files.begin()->string() + ": left out, for nothing in it names the run");
      }
    }
    notes.say(sink);
  } catch (const fs::filesystem_error& error) {
    throw tracker::FormatError(error.path1().string(), error.code().message(),
                               "check its name and permissions");
  }
}

}  // namespace gainsay::importers
