#pragma once

#include <string>

#include "gainsay/audit/result_table.h"
#include "gainsay/report/text_style.h"

// The tables of a paper. Every format names the kind of error, the runs behind each number, and what the marks mean:
// bold is the best of its column or not significantly worse than it; an asterisk is a difference to the full method
// that is significant after Holm over the table.
namespace gainsay::report {

std::string table_text(const audit::ResultTable& table, const TextStyle& style);
std::string table_markdown(const audit::ResultTable& table);

// A table environment for booktabs and siunitx (\usepackage{booktabs,siunitx}); run ids in comments.
std::string table_latex(const audit::ResultTable& table);

// Long form: one cell a row, numbers in full precision.
std::string table_csv(const audit::ResultTable& table);
std::string table_json(const audit::ResultTable& table);

}  // namespace gainsay::report
