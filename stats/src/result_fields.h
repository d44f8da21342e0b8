#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "gainsay/stats/catalogue.h"
#include "gainsay/stats/interval.h"

#include "member_names.h"

// What a result struct is made of, said once: a specialisation of `FieldsOf` lists its members, and names,
// types and values of a Record follow from them. One that leaves a member out does not compile.
namespace gainsay::stats {

// The names of an enumeration's values, from 0 on.
template <typename Enumeration>
inline constexpr std::array<std::string_view, 0> names_of{};

template <auto... members>
struct Fields;

template <typename Struct>
struct FieldsOf;

// Members that are matrices with as many rows as columns, row by row.
template <auto member>
inline constexpr bool is_square = false;

template <typename T>
FieldType type_of();
template <typename T>
Value value_of(const T& thing);

template <typename T>
struct Inner {
  using Type = void;
};
template <template <typename...> typename Outer, typename T, typename... Rest>
struct Inner<Outer<T, Rest...>> {
  using Type = T;
};

template <typename T>
inline constexpr bool is_optional = std::is_same_v<T, std::optional<typename Inner<T>::Type>>;
template <typename T>
inline constexpr bool is_vector = false;
template <typename T>
inline constexpr bool is_vector<std::vector<T>> = true;

template <typename Struct, typename Member>
Member type_of_member(Member Struct::*);

template <auto member>
Field field() {
  auto type = type_of<decltype(type_of_member(member))>();
  if (is_square<member>) type.kind = FieldType::Kind::square;
  return {member_names::of_member<member>(), type};
}

template <auto... members>
struct Fields {
  static constexpr std::size_t count = sizeof...(members);
  using Types = std::tuple<decltype(type_of_member(members))...>;
  static std::vector<Field> all() { return {field<members>()...}; }
  template <typename Struct>
  static std::vector<Value> read(const Struct& result) {
    std::vector<Value> values;
    values.reserve(count);
    (values.push_back(value_of(result.*members)), ...);
    return values;
  }
};

template <>
struct FieldsOf<Interval> : Fields<&Interval::low, &Interval::high, &Interval::confidence> {};

template <typename Struct>
const RecordType& record_type() {
  static_assert(FieldsOf<Struct>::count == member_names::count<Struct>(), "FieldsOf leaves a member out");
  static const RecordType type{member_names::of_type<Struct>(), FieldsOf<Struct>::all()};
  return type;
}

template <typename T>
concept Described = requires {
  FieldsOf<T>::count;
};

template <typename T>
FieldType type_of() {
  using Type = FieldType::Kind;
  if constexpr (is_optional<T>) {
    auto type = type_of<typename Inner<T>::Type>();
    type.optional = true;
    return type;
  } else if constexpr (std::is_same_v<T, bool>) {
    return {Type::boolean};
  } else if constexpr (std::is_floating_point_v<T>) {
    return {Type::real};
  } else if constexpr (std::is_integral_v<T>) {
    return {Type::integer};
  } else if constexpr (std::is_convertible_v<T, std::string_view> || std::is_enum_v<T>) {
    return {Type::text};
  } else if constexpr (is_vector<T>) {
    using Entry = typename Inner<T>::Type;
    if constexpr (std::is_floating_point_v<Entry>)
      return {Type::reals};
    else if constexpr (std::is_integral_v<Entry>)
      return {Type::integers};
    else
      return {Type::records, false, &record_type<Entry>()};
  } else {
    return {Type::record, false, &record_type<T>()};
  }
}

template <typename Entry>
Value value_of_vector(const std::vector<Entry>& entries) {
  if constexpr (std::is_floating_point_v<Entry>) {
    return {entries};
  } else if constexpr (std::is_integral_v<Entry>) {
    return {std::vector<std::int64_t>(entries.begin(), entries.end())};
  } else {
    std::vector<Value> values;
    for (const Entry& entry : entries) values.push_back(value_of(entry));
    return {std::move(values)};
  }
}

template <typename T>
Value value_of(const T& thing) {
  if constexpr (is_optional<T>) {
    return thing ? value_of(*thing) : Value{};
  } else if constexpr (std::is_same_v<T, bool> || std::is_same_v<T, std::uint64_t>) {
    return {thing};
  } else if constexpr (std::is_floating_point_v<T>) {
    return {double{thing}};
  } else if constexpr (std::is_integral_v<T>) {
    return {static_cast<std::int64_t>(thing)};
  } else if constexpr (std::is_enum_v<T>) {
    return {std::string{names_of<T>[static_cast<std::size_t>(thing)]}};
  } else if constexpr (std::is_convertible_v<T, std::string_view>) {
    return {std::string{std::string_view{thing}}};
  } else if constexpr (is_vector<T>) {
    return value_of_vector(thing);
  } else {
    return {Record{&record_type<T>(), FieldsOf<T>::read(thing)}};
  }
}

}  // namespace gainsay::stats
