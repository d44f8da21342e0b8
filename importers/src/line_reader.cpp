#include "line_reader.h"

#include <system_error>

#include "gainsay/tracker/error.h"

namespace gainsay::importers {
namespace {

std::ifstream open(const std::filesystem::path& file) {
  std::error_code error;
  std::ifstream input;
  if (std::filesystem::is_regular_file(file, error)) input.open(file, std::ios::binary);
  if (!input.is_open()) {
    throw tracker::FormatError(file.string(), "the file cannot be read", "check its name and permissions");
  }
  return input;
}

}  // namespace

LineReader::LineReader(const std::filesystem::path& file) : file_(file.string()), input_(open(file)) {}

bool LineReader::next(std::string& line) {
  line.clear();
  ++line_;
  std::streambuf& bytes = *input_.rdbuf();
  constexpr int end = std::char_traits<char>::eof();
  int byte = bytes.sbumpc();
  if (byte == end) return false;
  for (; byte != end && byte != '\n'; byte = bytes.sbumpc()) {
    if (line.size() == longest_line) {
      throw tracker::FormatError(here(), "the line is longer than 256 MiB",
                                 "it is not what the tool writes; name the file that you mean");
    }
    line.push_back(static_cast<char>(byte));
  }
  complete_ = byte == '\n';
  if (line.ends_with('\r')) line.pop_back();
  return true;
}

std::string LineReader::here() const { return file_ + ":" + std::to_string(line_); }

}  // namespace gainsay::importers
