#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "byte_planes.h"
#include "bytes.h"

namespace gainsay::tracker {

// A column of 64-bit integers as small words. All arithmetic is modulo 2^64, so that every column comes back
// exactly.
//
// The numbers are first counted from the first one in units of the greatest common divisor of their
// differences, and then made into words by the way that looks smallest:
//   offset             distance to the smallest
//   difference         distance of each difference to the smallest difference
//   second_difference  zigzag of the difference of differences
struct IntegerColumn {
  enum class Mode : std::uint8_t { offset = 0, difference = 1, second_difference = 2 };

  Mode mode = Mode::offset;
  std::uint64_t first = 0;
  std::uint64_t unit = 1;
  std::uint64_t base = 0;  // smallest number, smallest difference, or first difference, by mode
  Words words = {};
};

// numbers: at least one.
IntegerColumn to_column(std::span<const std::int64_t> numbers);
std::vector<std::int64_t> from_column(const IntegerColumn& column);

// What a column needs beside its words: 4 bytes for a column of small numbers.
void put_parameters(ByteWriter& out, const IntegerColumn& column, std::uint8_t mask);
// Leaves `words` empty. `in` tells by ok() whether it was all there; a mode that does not exist makes it
// false.
struct ColumnParameters {
  IntegerColumn column;
  std::uint8_t mask = 0;
  bool valid = true;
};
ColumnParameters get_parameters(ByteReader& in);

inline std::uint64_t zigzag(std::uint64_t number) { return (number << 1) ^ (0 - (number >> 63)); }
inline std::uint64_t unzigzag(std::uint64_t word) { return (word >> 1) ^ (0 - (word & 1)); }

}  // namespace gainsay::tracker
