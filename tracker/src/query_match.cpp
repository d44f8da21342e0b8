#include <algorithm>
#include <cmath>
#include <optional>

#include <sqlite3.h>

#include "gainsay/tracker/query.h"

#include "query_tree.h"

namespace gainsay::tracker {
namespace detail {

FieldType type_of(const RunField& field) {
  using Kind = RunField::Kind;
  switch (field.kind) {
    case Kind::seed:
    case Kind::fold:
    case Kind::exit_code:
    case Kind::dropped:
    case Kind::started:
    case Kind::ended:
    case Kind::duration:
    case Kind::metric:
    case Kind::curve_n:
    case Kind::curve_step:
    case Kind::curve_first:
    case Kind::curve_last:
    case Kind::curve_min:
    case Kind::curve_max:
      return FieldType::number;
    case Kind::excluded:
    case Kind::git_dirty:
      return FieldType::truth;
    case Kind::param:
      return FieldType::any;
    default:
      return FieldType::text;
  }
}

ParamValue value_for(const RunField& field, const Literal& literal) {
  return type_of(field) == FieldType::text ? ParamValue{literal.written} : literal.value;
}

}  // namespace detail

namespace {

using namespace detail;

// A number exactly: 64 bits of mantissa hold every integer and every double.
std::optional<long double> number_in(const ParamValue& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<long double>(*whole);
  if (const auto* real = std::get_if<double>(&value)) return static_cast<long double>(*real);
  return std::nullopt;
}

template <typename T>
bool holds(Comparison comparison, const T& a, const T& b) {
  switch (comparison) {
    case Comparison::equal:
      return a == b;
    case Comparison::unequal:
      return a != b;
    case Comparison::less:
      return a < b;
    case Comparison::at_most:
      return a <= b;
    case Comparison::greater:
      return a > b;
    case Comparison::at_least:
      return a >= b;
    case Comparison::like:
      return false;
  }
  return false;
}

bool compares(const ParamValue& value, Comparison comparison, const ParamValue& with) {
  const auto a = number_in(value);
  const auto b = number_in(with);
  if (a && b) return holds(comparison, *a, *b);
  if (value.index() != with.index()) return false;
  if (const auto* text = std::get_if<std::string>(&value)) {
    const auto& pattern = std::get<std::string>(with);
    if (comparison == Comparison::like) return sqlite3_strlike(pattern.c_str(), text->c_str(), 0) == 0;
    return holds(comparison, *text, pattern);
  }
  return holds(comparison, std::get<bool>(value), std::get<bool>(with));
}

bool holds_for(const Condition& condition, const Run& run) {
  const auto part_holds = [&](const Condition& part) { return holds_for(part, run); };
  switch (condition.kind) {
    case Condition::Kind::all:
      return std::ranges::all_of(condition.parts, part_holds);
    case Condition::Kind::any:
      return std::ranges::any_of(condition.parts, part_holds);
    case Condition::Kind::negation:
      return !part_holds(condition.parts.front());
    default:
      break;
  }
  const auto value = value_of(run, condition.field);
  if (condition.kind == Condition::Kind::missing) return !value.has_value();
  if (!value) return false;
  if (condition.kind == Condition::Kind::is_nan) {
    const auto* real = std::get_if<double>(&*value);
    return real != nullptr && std::isnan(*real);
  }
  return std::ranges::any_of(condition.literals, [&](const Literal& literal) {
    return compares(*value, condition.comparison, value_for(condition.field, literal));
  });
}

}  // namespace

bool RunCondition::matches(const Run& run) const { return holds_for(*tree_, run); }

}  // namespace gainsay::tracker
