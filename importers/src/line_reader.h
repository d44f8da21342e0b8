#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <string>

namespace gainsay::importers {

// The lines of a file, one after the other, in bounded memory.
class LineReader {
 public:
  static constexpr std::size_t longest_line = 256U << 20U;

  // Throws tracker::FormatError when the file cannot be read.
  explicit LineReader(const std::filesystem::path& file);

  // Puts the next line, without its end (LF or CRLF), into `line`; false at the end of the file. Throws
  // tracker::FormatError for a line above `longest_line`.
  bool next(std::string& line);

  // Whether the last line had an end. A tool that is still writing, or was killed, leaves one without.
  bool is_complete() const { return complete_; }
  std::string here() const;  // "file:line" of the last line

 private:
  std::string file_;
  std::ifstream input_;
  std::size_t line_ = 0;
  bool complete_ = true;
};

}  // namespace gainsay::importers
