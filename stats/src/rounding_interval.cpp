#include "gainsay/stats/rounding_interval.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <string>

#include "check.h"

namespace gainsay::stats {
namespace {

constexpr std::string_view function = "parse_reported_number";
constexpr int most_digits = 18;
constexpr int largest_exponent = 300;

[[noreturn]] void refuse(std::string_view text) {
  check::fail(function, "\"" + std::string(text) + "\" is not a number such as 97.40 or 1.2e-3");
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Takes the digits at the front of `rest` into the number, and returns how many there were.
int take_digits(std::string_view& rest, std::int64_t& units, int& digits) {
  int taken = 0;
  for (; !rest.empty() && is_digit(rest.front()); rest.remove_prefix(1), ++taken) {
    if (units != 0 || rest.front() != '0') ++digits;
    if (digits > most_digits) check::fail(function, "a number may have at most 18 digits");
    units = units * 10 + (rest.front() - '0');
  }
  return taken;
}

int parse_exponent(std::string_view text, std::string_view rest) {
  if (rest.starts_with('+') && !rest.starts_with("+-")) rest.remove_prefix(1);
  int exponent = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), exponent);
  if (error != std::errc() || end != rest.data() + rest.size()) refuse(text);
  if (std::abs(exponent) > largest_exponent)
    check::fail(function, "the exponent of " + std::string(text) + " is out of range");
  return exponent;
}

}  // namespace

ReportedNumber parse_reported_number(std::string_view text) {
  std::string_view rest = text;
  const bool negative = rest.starts_with('-');
  if (negative || rest.starts_with('+')) rest.remove_prefix(1);
  ReportedNumber number{.value = 0, .units = 0, .decimals = 0};
  int digits = 0;
  int written = take_digits(rest, number.units, digits);
  if (rest.starts_with('.')) {
    rest.remove_prefix(1);
    number.decimals = take_digits(rest, number.units, digits);
    written += number.decimals;
  }
  if (written == 0) refuse(text);
  if (rest.starts_with('e') || rest.starts_with('E')) {
    number.decimals -= parse_exponent(text, rest.substr(1));
  } else if (!rest.empty()) {
    refuse(text);
  }
  if (negative) number.units = -number.units;
  // A division by a power of ten is rounded once, a multiplication by its inverse twice.
  const double power = std::pow(10.0, std::abs(number.decimals));
  const auto units = static_cast<double>(number.units);
  number.value = number.decimals >= 0 ? units / power : units * power;
  return number;
}

bool RoundingInterval::contains(double value) const {
  const double slack = 4 * std::numeric_limits<double>::epsilon() * std::max(std::abs(low), std::abs(high));
  return value >= low - slack && value <= high + slack;
}

RoundingInterval rounding_interval(const ReportedNumber& number, double scale) {
  check::finite("rounding_interval", "scale", scale);
  if (scale == 0) check::fail("rounding_interval", "scale must not be 0");
  const double half_unit = 0.5 * std::pow(10.0, -number.decimals);
  const double one = (number.value - half_unit) * scale;
  const double other = (number.value + half_unit) * scale;
  return {std::min(one, other), std::max(one, other)};
}

}  // namespace gainsay::stats
