#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gainsay::importers {

// The whole text as a number; nothing for any other text and for one that no double can hold (1e999).
// nan, inf and infinity are numbers in any case of letters, with or without a sign.
std::optional<double> parse_number(std::string_view text);

// The whole text as a decimal integer.
std::optional<std::int64_t> parse_integer(std::string_view text);

// The shortest text that reads back as the same finite double, bit for bit, as JSON: -0.0 keeps its sign.
std::string shortest(double value);

std::string_view trimmed(std::string_view text);  // without blanks and tabs at both ends

}  // namespace gainsay::importers
