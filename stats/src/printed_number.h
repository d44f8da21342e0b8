#pragma once

#include <cstdint>
#include <string_view>

#include "gainsay/stats/grim.h"
#include "gainsay/stats/rounding_interval.h"

#include "wide.h"

namespace gainsay::stats {

// The values that a printed number may stand for, in half units of its last digit: from low to high, ends
// included if `closed`. Rounding to the nearest leaves half a unit to either side; any rounding, up to one
// whole unit.
struct HalfUnits {
  std::int64_t low;
  std::int64_t high;
  bool closed;
  std::int64_t per_one;  // half units in 1: 2 * 10^decimals

  // Is numerator / denominator, denominator > 0, among them?
  bool contains_ratio(Wide numerator, Wide denominator) const {
    const Wide value = numerator * per_one;
    const Wide from = low * denominator;
    const Wide to = high * denominator;
    return closed ? from <= value && value <= to : from < value && value < to;
  }
};

// Throws in the name of `function` unless the number has 0 to `most_decimals` decimals and is at most 10^6 in
// size.
void check_printed(std::string_view function, std::string_view argument, const ReportedNumber& number,
                   int most_decimals);

HalfUnits half_units(const ReportedNumber& number, GrimRounding rounding);

}  // namespace gainsay::stats
