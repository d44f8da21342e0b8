#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "gainsay/tracker/error.h"

namespace gainsay::importers {

// The text ends in the middle of a value: its file is still being written, or its writer was killed.
class CutJsonError : public tracker::FormatError {
  using FormatError::FormatError;
};

// JSON as Python and its kin write it: also the bare words NaN, Infinity, Inf, -Infinity and -Inf, which
// become doubles. Numbers are read bit for bit, integers above 64 bits as doubles; of an object's equal keys
// the last counts; a byte order mark is skipped. `place` is what errors call the text. Throws CutJsonError
// where the text is empty or ends too early, and tracker::FormatError where it is no JSON or no UTF-8, holds
// a number that no double can, or nests deeper than 1000 levels; both with the place `place:byte N`.
nlohmann::json parse_lenient_json(std::string_view text, const std::string& place);

// The same of a whole file. Throws tracker::FormatError where it cannot be read or is larger than 1 GiB.
nlohmann::json read_lenient_json(const std::filesystem::path& file);

// A number, or one of the texts by which tools stand for what JSON lacks: "NaN", "Infinity", "-Infinity",
// "nan", "inf", "-inf". Nothing for any other value; true and false are no numbers.
std::optional<double> lenient_number(const nlohmann::json& value);

}  // namespace gainsay::importers
