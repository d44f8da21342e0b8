#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

// Argument checks: each throws std::domain_error naming function, argument and value, or returns.
namespace gainsay::stats::check {

[[noreturn]] void fail(std::string_view function, const std::string& problem);
std::string text(double value);

// Every value finite, and at least `minimum` of them.
void sample(std::string_view function, std::string_view argument, std::span<const double> values,
            std::int64_t minimum);
void finite(std::string_view function, std::string_view argument, double value);
void positive(std::string_view function, std::string_view argument, double value);
void not_negative(std::string_view function, std::string_view argument, double value);
// Strictly between 0 and 1: a confidence, an alpha, a power.
void open_unit(std::string_view function, std::string_view argument, double value);
// From 0 to 1, both ends allowed: a probability, a p value.
void closed_unit(std::string_view function, std::string_view argument, double value);
void at_least(std::string_view function, std::string_view argument, std::int64_t value, std::int64_t minimum);
void between(std::string_view function, std::string_view argument, std::int64_t value, std::int64_t minimum,
             std::int64_t maximum);
void same_size(std::string_view function, std::size_t a, std::size_t b);

}  // namespace gainsay::stats::check
