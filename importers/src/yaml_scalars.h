#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace gainsay::importers {

// The top-level entries of a YAML map that are scalars, as texts; nulls, lists and maps are left out. Empty
// for an empty file. Throws tracker::FormatError, whose place is `file:line:column`, where it is no YAML or
// no map, and with place `file` where it cannot be read or is larger than 4 MiB.
std::map<std::string, std::string> read_yaml_scalars(const std::filesystem::path& file);

}  // namespace gainsay::importers
