#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace gainsay::importers {

// The bytes of a file. Throws tracker::FormatError where it is no readable file or larger than `most` bytes.
std::string whole_file(const std::filesystem::path& file, std::uint64_t most);

}  // namespace gainsay::importers
