#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gainsay/tracker/model.h"

namespace gainsay::report {

// Values in rows and columns as they are; an empty cell is missing. All rows are as long as `columns`.
struct ValueTable {
  std::vector<std::string> columns;
  std::vector<std::vector<std::optional<tracker::ParamValue>>> rows;
};

// For a terminal: real numbers with four significant digits. `nothing` stands for a table without rows.
std::string value_table_text(const ValueTable& table, const std::string& nothing);

// For programs: numbers read back bit for bit.
std::string value_table_csv(const ValueTable& table);

// One object a row, missing cells left out, NaN and infinities as the texts "nan", "inf" and "-inf". As an
// array, or as lines without one.
std::string value_table_json(const ValueTable& table);
std::string value_table_jsonl(const ValueTable& table);

}  // namespace gainsay::report
