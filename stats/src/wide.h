#pragma once

#include <cstdint>

namespace gainsay::stats {

// 128 bits, for products of integers that 64 do not hold. A compiler extension.
__extension__ typedef __int128 Wide;  // NOLINT(modernize-use-using)

constexpr Wide floor_division(Wide numerator, Wide positive) {
  const Wide quotient = numerator / positive;
  return numerator % positive < 0 ? quotient - 1 : quotient;
}

constexpr Wide ceiling_division(Wide numerator, Wide positive) {
  return -floor_division(-numerator, positive);
}

}  // namespace gainsay::stats
