#pragma once

#include <string>
#include <string_view>

namespace gainsay::report {

// A cell of RFC 4180, quoted where it must be. Control characters and invalid UTF-8 are made visible as in
// printable(), and text that a spreadsheet would run as a formula (it begins with = + - @) gets an apostrophe
// in front.
std::string csv_cell(std::string_view text);

// A number that reads back bit for bit; NaN and infinities as nan, inf, -inf. Never taken for a formula.
std::string csv_number(double value);

}  // namespace gainsay::report
