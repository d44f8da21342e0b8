#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "gainsay/importers/importer.h"

#include "csv_reader.h"

namespace gainsay::importers {

// The rows of a table with a header that a training may still be appending to. A last row without its line's
// end may be cut off: it is left out, and the sink is told.
class LiveTable {
 public:
  using Row = std::vector<std::string>;

  // Throws tracker::FormatError when the file cannot be read or its header is malformed.
  LiveTable(const std::filesystem::path& file, char delimiter, ImportSink& sink);
  LiveTable(const LiveTable&) = delete;
  LiveTable& operator=(const LiveTable&) = delete;

  const Row& header() const { return header_; }  // empty for an empty file and a header that is cut off

  // Where the column is. Throws tracker::FormatError when there is none.
  std::size_t column(const std::string& name) const;

  // Puts the next row into `row`; false at the end. Throws tracker::FormatError for bad quoting and for a row
  // with more or fewer cells than the header, unless it is the one that is cut off.
  bool next(Row& row);

  const std::string& here() const { return here_; }  // "file:line" of the last row
  // Of the last row. Throws tracker::FormatError where the cell is no integer.
  std::int64_t integer(const Row& row, std::size_t column) const;

 private:
  [[noreturn]] void refuse(const std::string& problem) const;
  bool read_ahead();

  std::string place_;
  std::ifstream input_;
  CsvReader reader_;
  ImportSink& sink_;
  bool is_whole_;  // the last row has its end
  Row header_;
  Row ahead_;
  std::string here_;
  std::string ahead_place_;
  bool has_ahead_ = false;
};

}  // namespace gainsay::importers
