#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "gainsay/tracker/name.h"

namespace gainsay::tracker {

// What a dataset's files held at a time, so that it can be told later whether two runs saw the same data.
struct DatasetContent {
  Name dataset = {};
  Name split = {};   // empty: all of it, or the test split
  std::string hash;  // see hash_dataset
  std::int64_t files = 0;
  std::int64_t bytes = 0;
  std::optional<std::int64_t> n_items = {};  // how many examples, where somebody said so
  std::string path;                          // where it lay
  std::string at;                            // set by the store: ISO 8601, UTC
};

// Hashes a file, or all files under a folder: SHA-256 of one line "<sha256 of the bytes>  <path from the
// folder on>\n" a file, sorted by the bytes of the path; for a single file the path is left out, so that its
// name does not matter. Times, owners, permissions and the order in which a file system lists files do not
// matter either. A link to a file counts as the file. Fills in hash, files, bytes and path. Throws Error
// where something cannot be read, is neither file nor folder, or is a link to a folder (which could lead in
// circles), and where there is no file at all.
DatasetContent hash_dataset(const std::filesystem::path& path);

}  // namespace gainsay::tracker
