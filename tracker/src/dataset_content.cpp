#include "gainsay/tracker/dataset_content.h"

#include <map>
#include <system_error>

#include "gainsay/tracker/error.h"
#include "gainsay/tracker/sha256.h"

namespace gainsay::tracker {
namespace {

namespace fs = std::filesystem;

std::string hash_of(const fs::path& file) {
  auto hash = sha256_of_file(file);
  if (!hash) throw Error(file.string(), "it cannot be read", "check its permissions");
  return *std::move(hash);
}

// Files by their path from the folder on, as bytes sort.
std::map<std::string, fs::path> files_under(const fs::path& folder) {
  std::map<std::string, fs::path> files;
  try {
    for (const auto& entry : fs::recursive_directory_iterator{folder}) {
      if (entry.is_regular_file()) {
        files.emplace(entry.path().lexically_relative(folder).generic_string(), entry.path());
      } else if (entry.is_symlink() && entry.is_directory()) {
        throw Error(entry.path().string(), "links to folders are not followed",
                    "put the folder itself there");
      } else if (!entry.is_directory()) {
        throw Error(entry.path().string(), "it is neither a file nor a folder",
                    "remove it, or hash what lies beside it");
      }
    }
  } catch (const fs::filesystem_error& error) {
    throw Error(error.path1().string(), error.code().message(), "check the folder and its permissions");
  }
  return files;
}

}  // namespace

DatasetContent hash_dataset(const fs::path& path) {
  std::error_code error;
  DatasetContent content;
  content.path = fs::absolute(path, error).lexically_normal().string();
  if (fs::is_regular_file(path, error)) {
    content.files = 1;
    content.bytes = static_cast<std::int64_t>(fs::file_size(path));
    content.hash = sha256(hash_of(path) + "  \n");
    return content;
  }
  if (!fs::is_directory(path, error)) {
    throw Error(path.string(), "there is no such file or folder",
                "name the file, or the folder with the files");
  }
  Sha256 manifest;
  for (const auto& [name, file] : files_under(path)) {
    ++content.files;
    content.bytes += static_cast<std::int64_t>(fs::file_size(file));
    manifest.update(hash_of(file) + "  " + name + "\n");
  }
  if (content.files == 0)
    throw Error(path.string(), "there is no file in it", "name the folder with the files");
  content.hash = manifest.hex();
  return content;
}

}  // namespace gainsay::tracker
