#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace gainsay::importers {

// The one number of a TensorProto, put together from its fields in whatever order they come.
class TensorNumber {
 public:
  void set_type(std::int32_t type) { type_ = type; }
  void add(double value);                // of float_val or double_val
  void add_integer(std::int64_t value);  // of int_val, int64_val, bool_val or, as bits, half_val
  void add_bytes(std::string_view bytes) { bytes_ = bytes; }

  // Nothing where there is no number, more than one, or one that no double holds.
  std::optional<double> value() const;
  // Whether it is an integer that no double holds.
  bool is_inexact() const;

 private:
  struct Number {
    double real = 0.0;
    std::int64_t integer = 0;
    bool is_integer = false;
  };
  std::optional<Number> number() const;
  std::optional<Number> number_of_bytes() const;

  std::int32_t type_ = 0;
  std::string_view bytes_;
  std::size_t n_ = 0;
  Number first_;
};

}  // namespace gainsay::importers
