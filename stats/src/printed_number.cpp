#include "printed_number.h"

#include <cmath>
#include <string>

#include "check.h"

namespace gainsay::stats {

void check_printed(std::string_view function, std::string_view argument, const ReportedNumber& number,
                   int most_decimals) {
  const std::string name(argument);
  if (number.decimals < 0 || number.decimals > most_decimals) {
    check::fail(function, name + " must have 0 to " + std::to_string(most_decimals) + " decimals, has " +
                              std::to_string(number.decimals));
  }
  if (!(std::abs(number.value) <= 1e6)) {
    check::fail(function, name + " must be at most 10^6 in size, is " + check::text(number.value));
  }
}

HalfUnits half_units(const ReportedNumber& number, GrimRounding rounding) {
  std::int64_t per_one = 2;
  for (int i = 0; i < number.decimals; ++i) per_one *= 10;
  const std::int64_t reach = rounding == GrimRounding::half ? 1 : 2;
  return {2 * number.units - reach, 2 * number.units + reach, rounding == GrimRounding::half, per_one};
}

}  // namespace gainsay::stats
