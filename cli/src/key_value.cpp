#include "key_value.h"

#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "gainsay/tracker/error.h"

namespace gainsay::cli {
namespace {

template <typename Number>
std::optional<Number> whole(const std::string& text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

KeyValue split_key_value(std::string_view text, std::string_view option) {
  const std::size_t equals = text.find('=');
  if (equals == 0 || equals == std::string_view::npos) {
    throw tracker::FormatError(std::string(option), fmt::format("`{}` is not of the form NAME=VALUE", text),
                               "write for instance lr=0.1");
  }
  return {std::string(text.substr(0, equals)), std::string(text.substr(equals + 1))};
}

tracker::ParamValue typed_value(const std::string& text) {
  if (text == "true" || text == "false") return text == "true";
  if (const auto integer = whole<std::int64_t>(text)) return *integer;
  if (const auto number = whole<double>(text)) return *number;
  return text;
}

double number_value(const std::string& text, std::string_view option) {
  if (const auto number = whole<double>(text)) return *number;
  throw tracker::FormatError(std::string(option), fmt::format("`{}` is not a number", text),
                             "give a number, or nan, inf, -inf");
}

std::int64_t integer_value(const std::string& text, std::string_view option) {
  if (const auto integer = whole<std::int64_t>(text)) return *integer;
  throw tracker::FormatError(std::string(option), fmt::format("`{}` is not a whole number", text),
                             "give whole numbers, as 0,0,1");
}

}  // namespace gainsay::cli
