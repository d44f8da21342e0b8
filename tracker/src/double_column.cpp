#include "double_column.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

namespace gainsay::tracker {
namespace {

using Integers = std::vector<std::int64_t>;

constexpr std::array<double, 16> powers_of_ten = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                  1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
// Up to 2^51, adding and taking away 1.5 * 2^52 rounds to the nearest integer: below it a double has room for
// halves.
constexpr double largest_rounded = 2251799813685248.0;
constexpr double rounding_shift = 6755399441055744.0;
constexpr std::size_t tried_numbers = 32;    // to find the exponent
constexpr std::size_t exceptions_per = 16;   // one number in so many may be an exception
constexpr std::size_t exception_bytes = 10;  // about: its place and its bits

std::uint64_t bits_of(double number) { return std::bit_cast<std::uint64_t>(number); }

// An integer that grows with the number (NaNs at the ends), and back: negative numbers are turned over.
template <typename Integer, typename Float>
Integer ordered(Float number) {
  const auto bits = std::bit_cast<Integer>(number);
  return bits < 0 ? static_cast<Integer>(bits ^ std::numeric_limits<Integer>::max()) : bits;
}

template <typename Float, typename Integer>
Float from_ordered(Integer integer) {
  const auto bits =
      integer < 0 ? static_cast<Integer>(integer ^ std::numeric_limits<Integer>::max()) : integer;
  return std::bit_cast<Float>(bits);
}

std::optional<Integers> as_singles(std::span<const double> numbers) {
  Integers integers(numbers.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto narrow = static_cast<float>(numbers[i]);
    if (bits_of(static_cast<double>(narrow)) != bits_of(numbers[i])) return std::nullopt;
    integers[i] = ordered<std::int32_t>(narrow);
  }
  return integers;
}

double from_decimal(std::int64_t integer, std::uint8_t exponent) {
  return static_cast<double>(integer) / powers_of_ten[exponent];
}

// n where the number is n / 10^exponent bit for bit. The division is correctly rounded and both sides of it
// are exact, so that this is the double that the decimal's digits stand for.
std::optional<std::int64_t> as_decimal(double number, std::uint8_t exponent) {
  const double scaled = number * powers_of_ten[exponent];
  if (!(std::abs(scaled) < largest_rounded)) return std::nullopt;
  const auto integer = static_cast<std::int64_t>((scaled + rounding_shift) - rounding_shift);
  if (bits_of(from_decimal(integer, exponent)) != bits_of(number)) return std::nullopt;
  return integer;
}

// The least exponent that fits most numbers that are tried.
std::optional<std::uint8_t> decimal_exponent(std::span<const double> numbers) {
  const auto tried = std::min(numbers.size(), tried_numbers);
  const auto allowed = tried / exceptions_per;
  for (std::uint8_t exponent = 0; exponent < powers_of_ten.size(); ++exponent) {
    std::size_t misfits = 0;
    for (std::size_t k = 0; k < tried && misfits <= allowed; ++k) {
      misfits += as_decimal(numbers[k * numbers.size() / tried], exponent) ? 0 : 1;
    }
    if (misfits <= allowed) return exponent;
  }
  return std::nullopt;
}

// As decimals; an exception takes the place of the number before it, so that it disturbs nothing. Nothing
// where there are too many exceptions.
std::optional<DoubleColumn> as_decimals(std::span<const double> numbers) {
  const auto exponent = decimal_exponent(numbers);
  if (!exponent) return std::nullopt;
  DoubleColumn column{.kind = DoubleColumn::Kind::decimal, .exponent = *exponent};
  Integers integers(numbers.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (const auto integer = as_decimal(numbers[i], *exponent)) {
      integers[i] = *integer;
      continue;
    }
    column.exceptions.push_back({i, bits_of(numbers[i])});
    if (column.exceptions.size() > numbers.size() / exceptions_per) return std::nullopt;
    integers[i] = i == 0 ? 0 : integers[i - 1];
  }
  column.integers = to_column(integers);
  return column;
}

double bytes_a_number(const DoubleColumn& column) {
  const auto n = column.integers.words.size();
  return estimated_bytes(column.integers.words) +
         static_cast<double>(column.exceptions.size() * exception_bytes) / static_cast<double>(n);
}

}  // namespace

DoubleColumn to_double_column(std::span<const double> numbers) {
  DoubleColumn best;
  if (const auto singles = as_singles(numbers)) {
    best.kind = DoubleColumn::Kind::single;
    best.integers = to_column(*singles);
  } else {
    Integers integers(numbers.size());
    for (std::size_t i = 0; i < numbers.size(); ++i) integers[i] = ordered<std::int64_t>(numbers[i]);
    best.integers = to_column(integers);
  }
  auto decimals = as_decimals(numbers);
  if (decimals && bytes_a_number(*decimals) < bytes_a_number(best)) best = std::move(*decimals);
  return best;
}

std::vector<double> from_double_column(const DoubleColumn& column) {
  const auto integers = from_column(column.integers);
  std::vector<double> numbers(integers.size());
  const auto turn = [&](auto number_of) {
    std::transform(integers.begin(), integers.end(), numbers.begin(), number_of);
  };
  switch (column.kind) {
    case DoubleColumn::Kind::bits:
      turn(from_ordered<double, std::int64_t>);
      break;
    case DoubleColumn::Kind::single:
      turn([](std::int64_t i) {
        return static_cast<double>(from_ordered<float>(static_cast<std::int32_t>(i)));
      });
      break;
    case DoubleColumn::Kind::decimal:
      turn([&](std::int64_t i) { return from_decimal(i, column.exponent); });
      break;
  }
  for (const auto& exception : column.exceptions) {
    numbers[exception.index] = std::bit_cast<double>(exception.bits);
  }
  return numbers;
}

void put_parameters(ByteWriter& out, const DoubleColumn& column, std::uint8_t mask) {
  out.put(static_cast<std::uint8_t>(column.kind));
  put_parameters(out, column.integers, mask);
  if (column.kind != DoubleColumn::Kind::decimal) return;
  out.put(column.exponent).put_varint(column.exceptions.size());
  for (const auto& exception : column.exceptions) out.put_varint(exception.index).put(exception.bits);
}

DoubleParameters get_double_parameters(ByteReader& in, std::size_t n) {
  DoubleParameters parameters;
  const auto kind = in.get<std::uint8_t>();
  auto integers = get_parameters(in);
  parameters.mask = integers.mask;
  parameters.column.integers = std::move(integers.column);
  parameters.valid = integers.valid && kind <= static_cast<std::uint8_t>(DoubleColumn::Kind::decimal);
  if (!parameters.valid) return parameters;
  parameters.column.kind = static_cast<DoubleColumn::Kind>(kind);
  if (parameters.column.kind != DoubleColumn::Kind::decimal) return parameters;
  parameters.column.exponent = in.get<std::uint8_t>();
  const auto exceptions = in.get_varint();
  parameters.valid = parameters.column.exponent < powers_of_ten.size() && exceptions <= n;
  for (std::uint64_t i = 0; i < exceptions && parameters.valid && in.ok(); ++i) {
    const auto index = in.get_varint();
    const auto bits = in.get<std::uint64_t>();
    parameters.valid = index < n;
    parameters.column.exceptions.push_back({index, bits});
  }
  return parameters;
}

}  // namespace gainsay::tracker
