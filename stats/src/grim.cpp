#include "gainsay/stats/grim.h"

#include <array>
#include <cstdlib>
#include <string>

#include "check.h"

namespace gainsay::stats {
namespace {

constexpr std::int64_t most_integers = 100'000'000;
constexpr std::int64_t largest_units = 10'000'000'000;
constexpr int most_decimals = 8;
constexpr int most_power_decimals = 6;
constexpr std::array<std::int64_t, most_decimals + 1> powers_of_ten{
    1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000};

void check_design(std::string_view function, const GrimDesign& design) {
  check::at_least(function, "n", design.n, 1);
  if (design.n > most_integers)
    check::fail(function, "n must be at most 10^8, is " + std::to_string(design.n));
  if (design.scale != 1 && design.scale != 100) {
    check::fail(function, "scale must be 1 or 100, is " + std::to_string(design.scale));
  }
}

void check_decimals(std::string_view function, int decimals, int most) {
  if (decimals < 0 || decimals > most) {
    check::fail(function,
                "decimals must be from 0 to " + std::to_string(most) + ", is " + std::to_string(decimals));
  }
}

// `full` is the scale in units of the last printed digit. The total c gives c * full / n of these units.
// Rounding to the nearest leaves them within half a unit of the printed number; truncating or rounding up,
// within less than one.
bool total_gives(std::int64_t c, std::int64_t units, std::int64_t full, const GrimDesign& design) {
  const std::int64_t gap = std::abs(c * full - units * design.n);
  return design.rounding == GrimRounding::half ? 2 * gap <= design.n : gap < design.n;
}

bool some_total_gives(std::int64_t units, std::int64_t full, const GrimDesign& design) {
  const std::int64_t nearest_below = units * design.n / full;
  for (std::int64_t c = nearest_below - 1; c <= nearest_below + 1; ++c) {
    const bool possible = !design.proportion || (c >= 0 && c <= design.n);
    if (possible && total_gives(c, units, full, design)) return true;
  }
  return false;
}

}  // namespace

bool grim_consistent(const ReportedNumber& reported, const GrimDesign& design) {
  constexpr std::string_view function = "grim_consistent";
  check_design(function, design);
  check_decimals(function, reported.decimals, most_decimals);
  if (std::abs(reported.units) > largest_units) {
    check::fail(function, "the printed digits must be at most 10^10, are " + std::to_string(reported.units));
  }
  const auto decimals = static_cast<std::size_t>(reported.decimals);
  return some_total_gives(reported.units, design.scale * powers_of_ten[decimals], design);
}

double grim_power(int decimals, const GrimDesign& design) {
  check_design("grim_power", design);
  check_decimals("grim_power", decimals, most_power_decimals);
  if (!design.proportion) check::fail("grim_power", "the design must be a proportion");
  const std::int64_t full = design.scale * powers_of_ten[static_cast<std::size_t>(decimals)];
  if (design.n >= full) return 0;
  std::int64_t impossible = 0;
  for (std::int64_t units = 0; units <= full; ++units) {
    if (!some_total_gives(units, full, design)) ++impossible;
  }
  return static_cast<double>(impossible) / static_cast<double>(full + 1);
}

}  // namespace gainsay::stats
