#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace gainsay::importers {

// JSON as Python and its kin write it: also the bare words NaN, Infinity, Inf, -Infinity and -Inf, which
// become doubles. Numbers are read bit for bit, integers above 64 bits as doubles; of an object's equal keys
// the last counts. `place` is what errors call the text. Throws tracker::FormatError, whose place is
// `place:byte N`, where the text is none, or nests deeper than 1000 levels.
nlohmann::json parse_lenient_json(std::string_view text, const std::string& place);

// The same of a whole file. Throws tracker::FormatError where it cannot be read or is larger than 1 GiB.
nlohmann::json read_lenient_json(const std::filesystem::path& file);

// A number, or one of the texts by which tools stand for what JSON lacks: "NaN", "Infinity", "-Infinity",
// "nan", "inf", "-inf". Nothing for any other value; true and false are no numbers.
std::optional<double> lenient_number(const nlohmann::json& value);

}  // namespace gainsay::importers
