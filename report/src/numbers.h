#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace gainsay::report {

// `digits` significant digits without an exponent between 1e-4 and 1e6; nan, inf, -inf as they are.
std::string significant(double value, int digits = 3);

// A p value for a table: "0.034", "<0.0001", "1".
std::string p_text(double p);

// Fixed decimals; "-0.00" is written "0.00".
std::string fixed(double value, int decimals);

// Decimals that show the error with two significant digits: 0.0123 -> 4, 1.2 -> 1. Between 0 and 8; without
// an error or with an error of 0: 4.
int decimals_for_error(std::optional<double> error);

}  // namespace gainsay::report
