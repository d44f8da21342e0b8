#pragma once

#include <filesystem>
#include <string>

namespace gainsay::cli {

// Puts the text into the file's place at once: a reader sees the old file or the new one. The file keeps its
// permissions, and a link goes on leading to it. Throws tracker::Error where that cannot be done; the old
// file is there then.
void replace_file(const std::filesystem::path& file, const std::string& text);

// `text` with a table after it, one blank line between, in the file's own line ends.
std::string with_table(std::string text, const std::string& table);

}  // namespace gainsay::cli
