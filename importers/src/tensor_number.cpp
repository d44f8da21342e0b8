#include "tensor_number.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

namespace gainsay::importers {
namespace {

// The numbers of tensorflow.DataType (types.proto).
enum DataType : std::int32_t {
  dt_float = 1,
  dt_double = 2,
  dt_int32 = 3,
  dt_uint8 = 4,
  dt_int16 = 5,
  dt_int8 = 6,
  dt_int64 = 9,
  dt_bool = 10,
  dt_bfloat16 = 14,
  dt_half = 19
};

double half_value(std::uint16_t bits) {
  const int exponent = (bits >> 10) & 0x1f;
  const int fraction = bits & 0x3ff;
  double magnitude = 0.0;
  if (exponent == 0x1f) {
    magnitude =
        fraction == 0 ? std::numeric_limits<double>::infinity() : std::numeric_limits<double>::quiet_NaN();
  } else if (exponent == 0) {
    magnitude = std::ldexp(fraction, -24);
  } else {
    magnitude = std::ldexp(fraction + 0x400, exponent - 25);
  }
  return (bits & 0x8000) != 0 ? -magnitude : magnitude;
}

double bfloat16_value(std::uint16_t bits) {
  return double{std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16U)};
}

template <typename T>
std::optional<T> only(std::string_view bytes) {
  if (bytes.size() != sizeof(T)) return std::nullopt;
  T value{};
  std::memcpy(&value, bytes.data(), sizeof value);
  return value;
}

bool fits_a_double(std::int64_t integer) {
  constexpr std::int64_t largest = std::int64_t{1} << 53;
  return integer >= -largest && integer <= largest;
}

}  // namespace

void TensorNumber::add(double value) {
  if (n_++ == 0) first_ = {value, 0, false};
}

void TensorNumber::add_integer(std::int64_t value) {
  if (n_++ == 0) first_ = {0.0, value, true};
}

std::optional<TensorNumber::Number> TensorNumber::number_of_bytes() const {
  const auto real = [](auto value) {
    return value ? std::optional{Number{double{*value}, 0, false}} : std::nullopt;
  };
  const auto integer = [](auto value) {
    return value ? std::optional{Number{0.0, *value, true}} : std::nullopt;
  };
  switch (type_) {
    case dt_float:
      return real(only<float>(bytes_));
    case dt_double:
      return real(only<double>(bytes_));
    case dt_int32:
      return integer(only<std::int32_t>(bytes_));
    case dt_int64:
      return integer(only<std::int64_t>(bytes_));
    case dt_int16:
      return integer(only<std::int16_t>(bytes_));
    case dt_int8:
      return integer(only<std::int8_t>(bytes_));
    case dt_uint8:
    case dt_bool:
      return integer(only<std::uint8_t>(bytes_));
    case dt_half:
    case dt_bfloat16:
      return integer(only<std::uint16_t>(bytes_));
    default:
      return std::nullopt;
  }
}

std::optional<TensorNumber::Number> TensorNumber::number() const {
  std::optional<Number> found = bytes_.empty() ? std::nullopt : number_of_bytes();
  if (bytes_.empty() && n_ == 1) found = first_;
  if (!found || !found->is_integer) return found;
  const auto bits = static_cast<std::uint16_t>(found->integer);
  if (type_ == dt_half) return Number{half_value(bits), 0, false};
  if (type_ == dt_bfloat16) return Number{bfloat16_value(bits), 0, false};
  return found;
}

std::optional<double> TensorNumber::value() const {
  const auto found = number();
  if (!found) return std::nullopt;
  if (!found->is_integer) return found->real;
  return fits_a_double(found->integer) ? std::optional{static_cast<double>(found->integer)} : std::nullopt;
}

bool TensorNumber::is_inexact() const {
  const auto found = number();
  return found && found->is_integer && !fits_a_double(found->integer);
}

}  // namespace gainsay::importers
