#pragma once

#include <cstdint>
#include <string_view>

namespace gainsay::stats {

// A number as a paper prints it. "97.40" has units 9740 and 2 decimals: trailing zeros are information.
struct ReportedNumber {
  double value;
  std::int64_t units;  // the printed digits as one integer: value = units / 10^decimals
  int decimals;        // digits after the point; below 0 for "3e2", whose last digit counts hundreds
};

// Reads a printed number.
// text: optional sign, digits, optionally a point and digits, optionally an exponent ("97.40", "-0.3",
// "1.2e-3"); at most 18 digits and an exponent from -300 to 300. Nothing else: no blanks, no percent sign, no
// "nan". Returns value, units and decimals. Throws std::domain_error if the text is anything else.
ReportedNumber parse_reported_number(std::string_view text);

// All the values that a printed number may stand for.
struct RoundingInterval {
  double low;
  double high;

  // Is the value inside, ends included? The ends are widened by a few units in the last place of a double,
  // since a half cannot be told from its neighbours after arithmetic.
  bool contains(double value) const;
};

// Half a unit of the last printed digit to either side, whatever the rounding of halves.
// number: from parse_reported_number; scale: finite, not 0; what one printed unit is worth in the unit of the
// records (0.01 for a percentage of a proportion). Returns the interval in the unit of the records, low <=
// high. Throws std::domain_error if scale is 0 or not finite.
RoundingInterval rounding_interval(const ReportedNumber& number, double scale = 1);

}  // namespace gainsay::stats
