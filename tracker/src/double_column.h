#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "bytes.h"
#include "integer_column.h"

namespace gainsay::tracker {

// A column of doubles as integers that come back bit for bit. What the numbers are decides how small they
// become:
//   bits     any doubles: their bits, as an integer that grows with the number
//   single   all of them are numbers of single precision: the bits of those
//   decimal  nearly all of them are n / 10^exponent with a whole n, as a program prints them: n, and the bits
//   of the
//            exceptions (after Afroozeh, Kuffo and Boncz, ALP: Adaptive Lossless floating-Point Compression,
//            2023)
struct DoubleColumn {
  enum class Kind : std::uint8_t { bits = 0, single = 1, decimal = 2 };
  struct Exception {
    std::size_t index = 0;
    std::uint64_t bits = 0;
  };

  Kind kind = Kind::bits;
  std::uint8_t exponent = 0;
  std::vector<Exception> exceptions = {};
  IntegerColumn integers = {};
};

// numbers: at least one.
DoubleColumn to_double_column(std::span<const double> numbers);
std::vector<double> from_double_column(const DoubleColumn& column);

void put_parameters(ByteWriter& out, const DoubleColumn& column, std::uint8_t mask);
// The same for doubles; an exception behind n makes it invalid.
struct DoubleParameters {
  DoubleColumn column;
  std::uint8_t mask = 0;
  bool valid = true;
};
DoubleParameters get_double_parameters(ByteReader& in, std::size_t n);

}  // namespace gainsay::tracker
