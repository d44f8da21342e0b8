#include "gainsay/tracker/study_directory.h"

#include <stdexcept>
#include <system_error>

#include "gainsay/tracker/run_id.h"

namespace gainsay::tracker {
namespace {

bool is_study(const std::filesystem::path& folder) {
  std::error_code unreadable;
  return std::filesystem::exists(folder / "gainsay.toml", unreadable) ||
         std::filesystem::is_directory(folder / ".gainsay", unreadable);
}

}  // namespace

std::filesystem::path StudyDirectory::run(std::string_view run_id) const {
  if (!is_run_id(run_id)) {
    throw std::domain_error("StudyDirectory::run: run_id is not a run id: " + std::string{run_id});
  }
  return data() / "runs" / run_id;
}

std::optional<StudyDirectory> find_study(const std::filesystem::path& start) {
  auto folder = std::filesystem::absolute(start).lexically_normal();
  while (!is_study(folder)) {
    if (folder == folder.parent_path()) return std::nullopt;
    folder = folder.parent_path();
  }
  return StudyDirectory{folder};
}

}  // namespace gainsay::tracker
