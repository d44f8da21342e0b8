#include "text_file.h"

#include <system_error>

#include "gainsay/tracker/error.h"

namespace gainsay::importers {
namespace {

constexpr std::uintmax_t largest_file = 1U << 30U;

std::ifstream open(const std::filesystem::path& file) {
  std::ifstream input;
  if (is_file(file)) input.open(file, std::ios::binary);
  if (!input.is_open()) {
    throw tracker::FormatError(file.string(), "the file cannot be read", "check its name and permissions");
  }
  return input;
}

[[noreturn]] void refuse_read(const std::string& place) {
  throw tracker::FormatError(place, "the file cannot be read to its end", "check the disk it is on");
}

}  // namespace

bool is_file(const std::filesystem::path& path) {
  std::error_code error;
  return std::filesystem::is_regular_file(path, error);
}

std::string read_text_file(const std::filesystem::path& file) {
  std::ifstream input = open(file);
  std::string text;
  constexpr std::size_t block = 1U << 16U;
  while (input) {
    const std::size_t before = text.size();
    text.resize(before + block);
    input.read(text.data() + before, block);
    text.resize(before + static_cast<std::size_t>(input.gcount()));
    if (text.size() > largest_file) {
      throw tracker::FormatError(file.string(), "the file is larger than 1 GiB",
                                 "it is not what the tool writes; name the file that you mean");
    }
  }
  if (input.bad()) refuse_read(file.string());
  return text;
}

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
