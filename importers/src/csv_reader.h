#pragma once

#include <cstddef>
#include <istream>
#include <string>
#include <vector>

namespace gainsay::importers {

// The records of a stream of comma-separated values (RFC 4180), one after the other, in bounded memory.
// Lines end with LF, CRLF or CR. Blank lines are skipped; a byte order mark is, too.
class CsvReader {
 public:
  static constexpr std::size_t longest_cell = 8U << 20U;

  // place: what errors call the stream. Both references must outlive the reader.
  CsvReader(std::istream& input, const std::string& place, char delimiter);

  // Puts the next record into `cells`, whose memory is used again; false at the end.
  // Throws tracker::FormatError with place `place:line` for bad quoting, a cell above `longest_cell` or a
  // read error.
  bool next(std::vector<std::string>& cells);

  std::size_t line() const { return record_line_; }  // where the last record began, from 1
  std::string here() const;                          // "place:line" of the last record

 private:
  enum class End { cell, record };

  int peek();
  int take();
  void take_rest_of_line_end(int first);
  End read_cell(std::string& cell);
  End read_quoted(std::string& cell);
  End read_plain(std::string& cell);
  void append(std::string& cell, int byte);
  std::string current_place() const;

  std::istream& input_;
  std::string place_;
  char delimiter_;
  std::vector<char> buffer_;
  std::size_t position_ = 0;
  std::size_t filled_ = 0;
  std::size_t line_ = 1;
  std::size_t record_line_ = 0;
};

}  // namespace gainsay::importers
