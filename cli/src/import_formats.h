#pragma once

#include <filesystem>
#include <span>

#include "gainsay/importers/importer.h"

namespace gainsay::cli {

// Whether the ids that a tool gives its runs are taken by no other run anywhere (random or with host and
// time), or only within one folder or file.
enum class RunIds : std::uint8_t { unique_everywhere, unique_in_source };

// A format of another tool that `gainsay import NAME PATH...` reads.
struct ImportFormat {
  const char* name;
  const char* help;
  void (*read)(const std::filesystem::path& path, importers::ImportSink& sink);
  RunIds ids;
};

// One line a format (import_formats.cpp).
std::span<const ImportFormat> import_formats();

}  // namespace gainsay::cli
