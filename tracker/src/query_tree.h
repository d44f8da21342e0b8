#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "gainsay/tracker/query.h"

namespace gainsay::tracker::detail {

enum class Comparison : std::uint8_t { equal, unequal, less, at_most, greater, at_least, like };

// A value of an expression, with the characters that stood there: a text field is compared with those.
struct Literal {
  ParamValue value;
  std::string written;
};

// A node of a parsed condition.
struct Condition {
  enum class Kind : std::uint8_t { all, any, negation, comparison, one_of, missing, is_nan };

  Kind kind = Kind::all;
  std::vector<Condition> parts = {};  // of all, any and negation
  RunField field = {};
  Comparison comparison = Comparison::equal;
  std::vector<Literal> literals = {};  // one for a comparison, any number for one_of
};

// What a field's values are. A param's depend on the run.
enum class FieldType : std::uint8_t { text, number, truth, any };
FieldType type_of(const RunField& field);

// The literal as a value that the field can be equal to: for a text field its text, else as it is.
ParamValue value_for(const RunField& field, const Literal& literal);

}  // namespace gainsay::tracker::detail
