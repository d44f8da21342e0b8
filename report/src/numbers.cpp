#include "numbers.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace gainsay::report {

std::string significant(double value, int digits) {
  if (value == 0.0) return "0";
  const double magnitude = std::abs(value);
  if (!std::isfinite(value) || magnitude < 1e-4 || magnitude >= 1e6)
    return fmt::format("{:.{}g}", value, digits);
  const int before_point = static_cast<int>(std::floor(std::log10(magnitude))) + 1;
  return fmt::format("{:.{}f}", value, std::max(digits - before_point, 0));
}

std::string p_text(double p) {
  if (p < 1e-4) return "<0.0001";
  return p >= 0.9995 ? "1" : significant(p, 2);
}

std::string fixed(double value, int decimals) {
  std::string text = fmt::format("{:.{}f}", value, decimals);
  const bool is_zero = text.find_first_not_of("-0.") == std::string::npos;
  return is_zero && text.starts_with('-') ? text.substr(1) : text;
}

int decimals_for_error(std::optional<double> error) {
  if (!error || !(*error > 0.0) || !std::isfinite(*error)) return 4;
  return std::clamp(1 - static_cast<int>(std::floor(std::log10(*error))), 0, 8);
}

}  // namespace gainsay::report
