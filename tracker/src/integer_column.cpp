#include "integer_column.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace gainsay::tracker {
namespace {

std::uint64_t as_unsigned(std::int64_t number) { return static_cast<std::uint64_t>(number); }
std::int64_t as_signed(std::uint64_t number) { return static_cast<std::int64_t>(number); }

// The greatest common divisor of all differences; 1 where one of them does not fit in 63 bits, 0 where all
// are zero.
std::uint64_t common_unit(std::span<const std::int64_t> numbers) {
  std::uint64_t unit = 0;
  for (std::size_t i = 1; i < numbers.size() && unit != 1; ++i) {
    std::int64_t difference = 0;
    if (__builtin_sub_overflow(numbers[i], numbers[i - 1], &difference) || difference == INT64_MIN) return 1;
    unit = std::gcd(unit, as_unsigned(difference < 0 ? -difference : difference));
  }
  return unit;
}

// Distances from the first number, in units. Exact where the unit is above 1: then no difference overflows,
// but their sum may, which is why a distance is counted up from the differences.
Words distances(std::span<const std::int64_t> numbers, std::uint64_t unit) {
  Words distance(numbers.size());
  const auto divisor = as_signed(unit);
  for (std::size_t i = 1; i < numbers.size(); ++i) {
    const auto difference = as_unsigned(numbers[i]) - as_unsigned(numbers[i - 1]);
    distance[i] = distance[i - 1] + (unit == 1 ? difference : as_unsigned(as_signed(difference) / divisor));
  }
  return distance;
}

std::uint64_t smallest(const Words& words, std::size_t from) {
  std::int64_t least = as_signed(words[from]);
  for (std::size_t i = from; i < words.size(); ++i) least = std::min(least, as_signed(words[i]));
  return as_unsigned(least);
}

IntegerColumn offsets(const Words& distance) {
  IntegerColumn column{.mode = IntegerColumn::Mode::offset, .base = smallest(distance, 0), .words = distance};
  for (auto& word : column.words) word -= column.base;
  return column;
}

IntegerColumn differences(const Words& distance) {
  IntegerColumn column{.mode = IntegerColumn::Mode::difference, .words = Words(distance.size())};
  for (std::size_t i = 1; i < distance.size(); ++i) column.words[i] = distance[i] - distance[i - 1];
  column.base = smallest(column.words, 1);
  for (std::size_t i = 1; i < distance.size(); ++i) column.words[i] -= column.base;
  return column;
}

IntegerColumn second_differences(const Words& distance) {
  IntegerColumn column{
      .mode = IntegerColumn::Mode::second_difference, .base = distance[1], .words = Words(distance.size())};
  for (std::size_t i = 2; i < distance.size(); ++i) {
    column.words[i] = zigzag(distance[i] - 2 * distance[i - 1] + distance[i - 2]);
  }
  return column;
}

}  // namespace

IntegerColumn to_column(std::span<const std::int64_t> numbers) {
  const auto unit = std::max<std::uint64_t>(common_unit(numbers), 1);
  const Words distance = distances(numbers, unit);
  IntegerColumn best = offsets(distance);
  if (numbers.size() > 1) {
    auto least = estimated_bytes(best.words);
    for (auto make : {differences, second_differences}) {
      auto candidate = make(distance);
      const auto bytes = estimated_bytes(candidate.words);
      if (bytes >= least) continue;
      least = bytes;
      best = std::move(candidate);
    }
  }
  best.first = as_unsigned(numbers[0]);
  best.unit = unit;
  return best;
}

std::vector<std::int64_t> from_column(const IntegerColumn& column) {
  std::vector<std::int64_t> numbers(column.words.size());
  const auto number_at = [&](std::uint64_t distance) {
    return as_signed(column.first + distance * column.unit);
  };
  std::uint64_t distance = 0;
  std::uint64_t difference = column.base;
  switch (column.mode) {
    case IntegerColumn::Mode::offset:
      for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = number_at(column.base + column.words[i]);
      break;
    case IntegerColumn::Mode::difference:
      for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (i > 0) distance += column.base + column.words[i];
        numbers[i] = number_at(distance);
      }
      break;
    case IntegerColumn::Mode::second_difference:
      for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (i > 1) difference += unzigzag(column.words[i]);
        if (i > 0) distance += difference;
        numbers[i] = number_at(distance);
      }
      break;
  }
  return numbers;
}

void put_parameters(ByteWriter& out, const IntegerColumn& column, std::uint8_t mask) {
  out.put(static_cast<std::uint8_t>(column.mode)).put(mask);
  out.put_varint(zigzag(column.first)).put_varint(column.unit).put_varint(zigzag(column.base));
}

ColumnParameters get_parameters(ByteReader& in) {
  ColumnParameters parameters;
  const auto mode = in.get<std::uint8_t>();
  parameters.valid = mode <= static_cast<std::uint8_t>(IntegerColumn::Mode::second_difference);
  if (parameters.valid) parameters.column.mode = static_cast<IntegerColumn::Mode>(mode);
  parameters.mask = in.get<std::uint8_t>();
  parameters.column.first = unzigzag(in.get_varint());
  parameters.column.unit = in.get_varint();
  parameters.column.base = unzigzag(in.get_varint());
  return parameters;
}

}  // namespace gainsay::tracker
