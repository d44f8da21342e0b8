#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace gainsay::importers {

using Json = nlohmann::json;

// The JSON value that the whole text is. Throws tracker::FormatError, whose place is `place:column`, when it
// is malformed, and with place `place` when an object has a key twice.
Json parse_json(std::string_view text, const std::string& place);

// A value inside a line, with the way to it for errors. The key and the parent must outlive it.
struct JsonValue {
  const Json& json;
  const std::string& place;
  std::string_view key = {};
  const JsonValue* parent = nullptr;

  JsonValue member(std::string_view name) const { return {json.at(name), place, name, this}; }
  std::string path() const;  // "params.lr"
};

// Each returns the value as its type or throws tracker::FormatError saying what it should have been.
std::string text_of(const JsonValue& value);
std::int64_t integer_of(const JsonValue& value);
bool bool_of(const JsonValue& value);
double number_of(const JsonValue& value);  // a number, or "nan", "inf", "-inf"
void require_object(const JsonValue& value);
void require_array(const JsonValue& value);

// Throws tracker::FormatError for a key that is not among the known ones, with the nearest of them.
void require_known_keys(const JsonValue& object, std::span<const std::string_view> known);

[[noreturn]] void refuse_value(const JsonValue& value, const std::string& expected);

}  // namespace gainsay::importers
