#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "gainsay/audit/result_table.h"

// What the formats of a table share: how many decimals a column shows, and its legend.
namespace gainsay::report {

// Decimals of each dataset's column: two significant digits of the median error in it.
std::vector<int> column_decimals(const audit::ResultTable& table);

// "sd over runs", "standard error of the mean", "half the 95 % interval of the mean", "half the range".
std::string error_name(audit::ErrorKind kind);

// The difference to the full method is significant after Holm over the table.
bool is_marked(const audit::TableCell& cell, double alpha);

// Sentences that say what the numbers and marks are.
std::vector<std::string> legend(const audit::ResultTable& table);

}  // namespace gainsay::report
