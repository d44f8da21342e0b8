#pragma once

#include <string>

#include <CLI/App.hpp>

#include "gainsay/report/value_table.h"

namespace gainsay::cli {

// The option `--format text|json|jsonl|csv` of verbs that print tables of values.
void add_value_format(CLI::App& verb, std::string& format);

// The table in that format. nothing: what a table without rows says as text.
std::string laid_out(const report::ValueTable& table, const std::string& format, const std::string& nothing);

}  // namespace gainsay::cli
