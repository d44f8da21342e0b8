#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "lenient_json.h"

namespace gainsay::importers {

// How a plain word becomes a number or truth value. `python`: as PyYAML reads and writes it (YAML 1.1: `yes`
// and `on` are true, `1e-5` is a text and `1.0e-05` a number). `core`: the core schema of YAML 1.2.
enum class YamlDialect : std::uint8_t { python, core };

// A YAML document with everything that JSON can hold, and how many values were left out.
struct YamlDocument {
  nlohmann::json json;
  std::int64_t left_out = 0;  // objects that only the program that wrote them can make
};

// What PyYAML notes of Python is taken for what it stands for, and nothing is ever called: tuples are lists,
// objects the dictionaries of their fields, functions and classes their names; objects made by a call are
// discarded, and counted. Keys are texts, of equal ones the last counts. An empty document is null; of
// several documents the first counts.
//
// Throws tracker::FormatError, whose place is `place:line:column`, where the text is no YAML, and with place
// `place` where a value refers to itself, it nests deeper than 200 levels, or has more than a million values
// once its aliases are written out.
YamlDocument parse_yaml(const std::string& text, YamlDialect dialect, const std::string& place);

// The same of a whole file. Throws tracker::FormatError also where it cannot be read or is above 64 MiB.
YamlDocument read_yaml(const std::filesystem::path& file, YamlDialect dialect);

}  // namespace gainsay::importers
