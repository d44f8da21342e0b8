#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "gainsay/importers/importer.h"

namespace gainsay::importers {

// The files below a folder for which `wanted` is true, sorted by path. Links are followed, but no folder is
// entered twice, so that a cycle ends; a folder that cannot be read is noted and passed over. `root` itself
// may be a file and is then the answer, whatever it is called. Throws tracker::FormatError when there is no
// such file or folder.
std::vector<std::filesystem::path> find_files(const std::filesystem::path& root,
                                              const std::function<bool(const std::filesystem::path&)>& wanted,
                                              ImportSink& sink);

// Throws tracker::FormatError that nothing of the format was found: "no <what> in this folder".
void require_found(const std::vector<std::filesystem::path>& found, const std::filesystem::path& root,
                   const std::string& what);

// Whether there is a file of that name (not a folder, not a device).
bool is_file(const std::filesystem::path& path);

// The name of a file or folder, also where its path ends in a slash, `.` or `..`.
std::string own_name(const std::filesystem::path& path);

// What a run is called that a folder or file at or below `root` holds: its path from there, or the root's own
// name. Unique below one root.
std::string run_name(const std::filesystem::path& root, const std::filesystem::path& path);

}  // namespace gainsay::importers
