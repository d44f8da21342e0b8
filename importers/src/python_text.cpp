#include "python_text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <variant>

#include "number.h"

namespace gainsay::importers {
namespace {

std::string in_format(double value, std::chars_format format) {
  std::array<char, 400> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format).ptr;
  return {buffer.data(), end};
}

int decimal_exponent(const std::string& scientific) {
  int exponent = 0;
  const std::size_t e = scientific.find('e');
  const char* digits = scientific.data() + e + 1;
  if (*digits == '+') ++digits;
  std::from_chars(digits, scientific.data() + scientific.size(), exponent);
  return exponent;
}

}  // namespace

std::string python_text(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  const std::string scientific = in_format(value, std::chars_format::scientific);
  const int exponent = decimal_exponent(scientific);
  if (value != 0.0 && (exponent < -4 || exponent >= 16)) return scientific;
  const std::string fixed = in_format(value, std::chars_format::fixed);
  return fixed.find('.') == std::string::npos ? fixed + ".0" : fixed;
}

tracker::ParamValue param_of_python_text(std::string_view text) {
  if (text == "True") return true;
  if (text == "False") return false;
  constexpr std::size_t longest_number = 32;
  if (text.size() > longest_number) return std::string{text};
  if (const auto integer = parse_integer(text); integer && std::to_string(*integer) == text) return *integer;
  if (const auto number = parse_number(text); number && python_text(*number) == text) return *number;
  return std::string{text};
}

std::string python_text(const tracker::ParamValue& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "True" : "False";
  if (const auto* number = std::get_if<double>(&value)) return python_text(*number);
  return tracker::to_text(value);
}

}  // namespace gainsay::importers
