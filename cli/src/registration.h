#pragma once

#include <filesystem>
#include <string>

#include "gainsay/tracker/store.h"

namespace gainsay::cli {

using RegisteredFile = tracker::RegisteredClaims;

// The file's bytes. Throws tracker::NotFoundError where it cannot be read.
std::string file_text(const std::filesystem::path& file);

// Keeps the study file as it is now in the store's append-only log, and returns the entry.
RegisteredFile register_study_file(tracker::Store& store);

}  // namespace gainsay::cli
