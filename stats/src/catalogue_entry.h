#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "gainsay/stats/alternative.h"
#include "gainsay/stats/catalogue.h"
#include "gainsay/stats/monte_carlo.h"

#include "result_fields.h"

// How the entries of the catalogue are written: `entry<&welch_t_test>({"welch_t_test", "Do ...?"}, a, b,
// confidence, alternative)`. Kinds of parameters and the shape of the result follow from the function, which
// may be a lambda. A struct among its arguments takes one parameter for each member.
namespace gainsay::stats {

using Sample = std::span<const double>;
using Integers = std::span<const std::int64_t>;
using Samples = std::span<const std::span<const double>>;

template <>
inline constexpr std::array<std::string_view, 3> names_of<Alternative>{"two-sided", "greater", "less"};

template <>
struct FieldsOf<MonteCarlo> : Fields<&MonteCarlo::replicates, &MonteCarlo::seed, &MonteCarlo::threads> {};

// A parameter as an entry says it.
struct ParameterText {
  std::string_view name;
  std::string_view meaning;
  Argument default_value = {};
  bool paired = false;
};

// The head of an entry. function: the C++ function with the documentation, where it goes by another name.
struct Heading {
  std::string_view name;
  std::string_view summary;
  std::string_view function = name;
};

namespace entries {

[[noreturn]] void refuse(std::string_view what);
std::size_t choice_at(std::string_view text, std::span<const std::string_view> names);
std::int64_t integer_at(std::int64_t value, std::int64_t low, std::int64_t high);

// What a function takes and gives.
template <typename Function>
struct Signature;
template <typename R, typename... As>
struct Signature<R (*)(As...)> {
  using Result = std::remove_cvref_t<R>;
  using Arguments = std::tuple<std::remove_cvref_t<As>...>;
};
template <typename R, typename F, typename... As>
struct Signature<R (F::*)(As...) const> : Signature<R (*)(As...)> {};

template <typename Function>
struct Callable : Signature<Function> {};
template <typename Lambda>
requires std::is_class_v<Lambda>
struct Callable<Lambda> : Signature<decltype(&Lambda::operator())> {
};

// One required or optional thing that a parameter stands for.
struct Shape {
  Kind kind;
  bool optional = false;
  std::span<const std::string_view> choices = {};
};

template <typename T>
constexpr Kind kind_of() {
  if constexpr (std::is_same_v<T, bool>) return Kind::boolean;
  if constexpr (std::is_integral_v<T>) return Kind::integer;
  if constexpr (std::is_floating_point_v<T>) return Kind::real;
  if constexpr (std::is_same_v<T, std::string_view>) return Kind::text;
  if constexpr (std::is_same_v<T, Sample>) return Kind::sample;
  if constexpr (std::is_same_v<T, Integers>) return Kind::integers;
  if constexpr (std::is_same_v<T, Samples>) return Kind::samples;
  if constexpr (std::is_same_v<T, Matrix>) return Kind::matrix;
  if constexpr (std::is_enum_v<T>) return Kind::choice;
}

template <typename T>
void append_shapes(std::vector<Shape>& shapes);

template <typename... Ts>
void append_all(std::vector<Shape>& shapes, std::type_identity<std::tuple<Ts...>>) {
  (append_shapes<Ts>(shapes), ...);
}

template <typename T>
void append_shapes(std::vector<Shape>& shapes) {
  if constexpr (is_optional<T>) {
    append_shapes<typename Inner<T>::Type>(shapes);
    shapes.back().optional = true;
  } else if constexpr (Described<T>) {
    append_all(shapes, std::type_identity<typename FieldsOf<T>::Types>{});
  } else if constexpr (std::is_enum_v<T>) {
    static_assert(!names_of<T>.empty(), "an enumeration needs its names_of");
    shapes.push_back({Kind::choice, false, names_of<T>});
  } else {
    shapes.push_back({kind_of<T>()});
  }
}

// Takes the arguments one after another as what the function wants.
class Reader {
 public:
  explicit Reader(std::span<const Argument> arguments) : rest_(arguments) {}

  template <typename T>
  T read() {
    if constexpr (is_optional<T>) {
      if (std::holds_alternative<std::monostate>(rest_.front())) return next(), std::nullopt;
      return read<typename Inner<T>::Type>();
    } else if constexpr (Described<T>) {
      return read_members<T>(std::type_identity<typename FieldsOf<T>::Types>{});
    } else if constexpr (std::is_enum_v<T>) {
      return static_cast<T>(choice_at(held<std::string_view>(), names_of<T>));
    } else if constexpr (std::is_same_v<T, std::uint64_t>) {
      constexpr auto most = std::numeric_limits<std::int64_t>::max();
      return static_cast<T>(integer_at(held<std::int64_t>(), 0, most));
    } else if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>) {
      using Limits = std::numeric_limits<T>;
      return static_cast<T>(integer_at(held<std::int64_t>(), Limits::min(), Limits::max()));
    } else {
      return held<T>();
    }
  }

 private:
  template <typename T, typename... Ts>
  T read_members(std::type_identity<std::tuple<Ts...>>) {
    return T{read<Ts>()...};  // braces: from left to right
  }

  template <typename T>
  T held() {
    if (const T* const value = std::get_if<T>(&next())) return *value;
    refuse("is of another kind than its parameter");
  }

  const Argument& next() {
    const Argument& first = rest_.front();
    rest_ = rest_.subspan(1);
    return first;
  }

  std::span<const Argument> rest_;
};

template <auto function, typename... As>
Value apply(Reader& reader, std::type_identity<std::tuple<As...>>) {
  std::tuple<As...> arguments{reader.read<As>()...};
  return value_of(std::apply(function, arguments));
}

std::size_t count_of(const std::vector<Shape>& shapes);

template <auto function>
const std::vector<Shape>& shapes_of() {
  static const std::vector<Shape> shapes = [] {
    std::vector<Shape> found;
    append_all(found, std::type_identity<typename Callable<decltype(function)>::Arguments>{});
    return found;
  }();
  return shapes;
}

template <auto function>
Value invoke(std::span<const Argument> arguments) {
  if (arguments.size() != shapes_of<function>().size()) refuse("are too few or too many");
  Reader reader{arguments};
  return apply<function>(reader, std::type_identity<typename Callable<decltype(function)>::Arguments>{});
}

Parameter parameter(const ParameterText& text, const Shape& shape);

}  // namespace entries

// A statistic before it has been put into a family.
struct Entry {
  Heading heading;
  std::vector<Parameter> parameters;
  FieldType result;
  Value (*invoke)(std::span<const Argument> arguments);
};

Entry make_entry(const Heading& heading, std::span<const ParameterText> texts,
                 const std::vector<entries::Shape>& shapes);

template <auto function, typename... Texts>
Entry entry(const Heading& heading, const Texts&... texts) {
  const std::array<ParameterText, sizeof...(texts)> all{ParameterText{texts}...};
  Entry made = make_entry(heading, all, entries::shapes_of<function>());
  made.result = type_of<typename entries::Callable<decltype(function)>::Result>();
  made.invoke = &entries::invoke<function>;
  return made;
}

}  // namespace gainsay::stats
