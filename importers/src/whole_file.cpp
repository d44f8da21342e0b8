#include "whole_file.h"

#include <fstream>

#include "gainsay/tracker/error.h"

namespace gainsay::importers {

std::string whole_file(const std::filesystem::path& file, std::uint64_t most) {
  std::error_code error;
  const bool is_file = std::filesystem::is_regular_file(file, error);
  const std::uint64_t size = is_file ? std::filesystem::file_size(file, error) : 0;
  std::ifstream input{file, std::ios::binary};
  if (!is_file || error || !input) {
    throw tracker::FormatError(file.string(), "the file cannot be read", "check its name and permissions");
  }
  if (size > most) {
    throw tracker::FormatError(file.string(),
                               "the file has " + std::to_string(size) + " bytes, more than the " +
                                   std::to_string(most) + " that such a file may have",
                               "check that it is what its name says");
  }
  std::string bytes(size, '\0');
  input.read(bytes.data(), static_cast<std::streamsize>(size));
  bytes.resize(static_cast<std::size_t>(input.gcount()));  // a live file may have been cut meanwhile
  return bytes;
}

}  // namespace gainsay::importers
