#include "check.h"

#include <array>
#include <charconv>
#include <cmath>
#include <stdexcept>

namespace gainsay::stats::check {

void fail(std::string_view function, const std::string& problem) {
  throw std::domain_error(std::string(function) + ": " + problem);
}

std::string text(double value) {
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  return {buffer.data(), end};
}

namespace {

[[noreturn]] void fail_value(std::string_view function, std::string_view argument, std::string_view demand,
                             const std::string& value) {
  fail(function, std::string(argument) + " must be " + std::string(demand) + ", is " + value);
}

}  // namespace

void sample(std::string_view function, std::string_view argument, std::span<const double> values,
            std::int64_t minimum) {
  if (std::ssize(values) < minimum) {
    fail(function, std::string(argument) + " must have at least " + std::to_string(minimum) +
                       (minimum == 1 ? " value, has " : " values, has ") + std::to_string(values.size()));
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) {
      fail_value(function, std::string(argument) + "[" + std::to_string(i) + "]", "finite", text(values[i]));
    }
  }
}

void finite(std::string_view function, std::string_view argument, double value) {
  if (!std::isfinite(value)) fail_value(function, argument, "finite", text(value));
}

void positive(std::string_view function, std::string_view argument, double value) {
  if (!(std::isfinite(value) && value > 0)) fail_value(function, argument, "finite and above 0", text(value));
}

void not_negative(std::string_view function, std::string_view argument, double value) {
  if (!(std::isfinite(value) && value >= 0))
    fail_value(function, argument, "finite and not below 0", text(value));
}

void open_unit(std::string_view function, std::string_view argument, double value) {
  if (!(value > 0 && value < 1)) fail_value(function, argument, "between 0 and 1", text(value));
}

void closed_unit(std::string_view function, std::string_view argument, double value) {
  if (!(value >= 0 && value <= 1)) fail_value(function, argument, "from 0 to 1", text(value));
}

void at_least(std::string_view function, std::string_view argument, std::int64_t value,
              std::int64_t minimum) {
  if (value < minimum) {
    fail_value(function, argument, "at least " + std::to_string(minimum), std::to_string(value));
  }
}

void between(std::string_view function, std::string_view argument, std::int64_t value, std::int64_t minimum,
             std::int64_t maximum) {
  if (value < minimum || value > maximum) {
    fail_value(function, argument, std::to_string(minimum) + " to " + std::to_string(maximum),
               std::to_string(value));
  }
}

void same_size(std::string_view function, std::size_t a, std::size_t b) {
  if (a != b) {
    fail(function, "the samples must be pairs, but one has " + std::to_string(a) + " values and the other " +
                       std::to_string(b));
  }
}

}  // namespace gainsay::stats::check
