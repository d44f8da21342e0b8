#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace gainsay::tracker {

// A study on disk: a folder with `gainsay.toml` (what is claimed) and `.gainsay/` (what was recorded).
// Holds the paths only; nothing is touched until a recorder or a store is made. Copying is cheap.
class StudyDirectory {
 public:
  // root: the study's folder, absolute or relative to the current one; it need not exist.
  explicit StudyDirectory(std::filesystem::path root) : root_(std::move(root)) {}

  const std::filesystem::path& root() const { return root_; }
  std::filesystem::path study_file() const { return root_ / "gainsay.toml"; }
  std::filesystem::path data() const { return root_ / ".gainsay"; }
  std::filesystem::path store() const { return data() / "store.db"; }
  std::filesystem::path journals() const { return data() / "journal"; }

  // Where a run keeps its files (stdout, stderr, git.diff).
  // Throws std::domain_error where `run_id` is not a run id (see is_run_id): a name never becomes a path.
  std::filesystem::path run(std::string_view run_id) const;

 private:
  std::filesystem::path root_;
};

// The study that `start` lies in: the nearest folder, from `start` upwards, that holds `gainsay.toml` or
// `.gainsay/`. Returns nothing where no folder up to the root does. Folders that may not be read count as
// holding nothing. A caller that honours GAINSAY_STUDY or --study looks there first.
std::optional<StudyDirectory> find_study(const std::filesystem::path& start);

}  // namespace gainsay::tracker
