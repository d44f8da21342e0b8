#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "gainsay/tracker/error.h"

#include "json_document.h"

namespace gainsay::importers {

// The text ends in the middle of a value: its file is still being written, or its writer was killed.
class CutJsonError : public tracker::FormatError {
  using FormatError::FormatError;
};

// The JSON value that the whole text is, as Python's json module writes and reads it: NaN, Infinity and
// -Infinity are numbers, and of a key that an object has twice the last one counts. Integers stay integers
// up to 64 bits; other numbers are the nearest double.
//
// Throws CutJsonError for text that ends too early, an empty one too, and tracker::FormatError, whose place
// is `place:byte`, for other malformed text, text that is not UTF-8, a number that no double can hold and a
// nesting deeper than `deepest_json`.
Json parse_lenient_json(std::string_view text, const std::string& place);
inline constexpr std::size_t deepest_json = 256;

// The same of a whole file. Throws tracker::FormatError also when it cannot be read or is larger than 1 GiB.
Json read_lenient_json(const std::filesystem::path& file);

}  // namespace gainsay::importers
