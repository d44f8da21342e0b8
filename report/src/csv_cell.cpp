#include "csv_cell.h"

#include <array>
#include <charconv>
#include <cmath>

#include "gainsay/report/text_style.h"

namespace gainsay::report {

std::string csv_cell(std::string_view text) {
  constexpr std::string_view formula_starts = "=+-@";
  std::string cell = printable(text);
  if (!cell.empty() && formula_starts.find(cell.front()) != std::string_view::npos) cell.insert(0, 1, '\'');
  if (cell.find_first_of(",\"") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string csv_number(double value) {
  if (std::isnan(value)) return "nan";
  std::array<char, 40> buffer{};
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return {buffer.data(), end};
}

}  // namespace gainsay::report
