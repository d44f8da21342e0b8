#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace gainsay::importers {

// A table of comma-separated values as it stands: texts in named columns.
struct CsvTable {
  struct Row {
    std::vector<std::string> cells;  // one a column
    std::size_t line;                // where it begins in the file, from 1
  };

  std::string file;
  std::vector<std::string> columns;
  std::vector<Row> rows;

  // The column's position. Throws tracker::NotFoundError, with the nearest name, where there is none.
  std::size_t column(const std::string& name) const;
};

// Reads a table (RFC 4180, as read_csv describes it) into memory; its first record names the columns.
// Throws tracker::FormatError, whose place is `file:line`, when the file cannot be read or has no header, a
// column is doubled, a row has more or fewer cells than the header, or the quoting is wrong.
CsvTable read_csv_table(const std::filesystem::path& file);

}  // namespace gainsay::importers
