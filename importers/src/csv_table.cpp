#include "gainsay/importers/csv_table.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <set>

#include "gainsay/tracker/error.h"
#include "gainsay/tracker/nearest_name.h"

#include "csv_reader.h"

namespace gainsay::importers {
namespace {

void check_header(const CsvTable& table, const std::string& place) {
  std::set<std::string> seen;
  for (const auto& name : table.columns) {
    if (seen.insert(name).second) continue;
    throw tracker::FormatError(place, "the column `" + name + "` is there twice", "rename one of them");
  }
}

void check_width(const CsvTable& table, const CsvTable::Row& row, const std::string& place) {
  if (row.cells.size() == table.columns.size()) return;
  throw tracker::FormatError(place,
                             "the row has " + std::to_string(row.cells.size()) + " cells, the header " +
                                 std::to_string(table.columns.size()),
                             "quote cells that hold a comma");
}

}  // namespace

std::size_t CsvTable::column(const std::string& name) const {
  const auto found = std::ranges::find(columns, name);
  if (found != columns.end()) return static_cast<std::size_t>(found - columns.begin());
  const auto nearest = tracker::nearest_name(name, columns);
  std::string all;
  for (const auto& known : columns) all += (all.empty() ? "" : ", ") + known;
  throw tracker::NotFoundError(file, "there is no column `" + name + "`",
                               nearest ? "did you mean `" + *nearest + "`?" : "its columns are " + all);
}

CsvTable read_csv_table(const std::filesystem::path& file) {
  std::ifstream input(file, std::ios::binary);
  if (!input) throw tracker::FormatError(file.string(), std::strerror(errno), "name a file that can be read");
  CsvTable table{.file = file.string(), .columns = {}, .rows = {}};
  CsvReader reader{input, table.file, ','};
  if (!reader.next(table.columns)) {
    throw tracker::FormatError(table.file, "the table is empty", "its first line names the columns");
  }
  check_header(table, reader.here());
  CsvTable::Row row{};
  while (reader.next(row.cells)) {
    row.line = reader.line();
    check_width(table, row, reader.here());
    table.rows.push_back(row);
  }
  return table;
}

}  // namespace gainsay::importers
