#pragma once

#include <cstddef>
#include <string_view>
#include <utility>

// What the compiler knows of a struct's members: their names and their number. C++20 has no other way to ask.
namespace gainsay::stats::member_names {

constexpr std::string_view last_name(std::string_view pretty, std::string_view key) {
  pretty.remove_prefix(pretty.find(key) + key.size());
  pretty = pretty.substr(0, pretty.find_first_of(";]"));
  return pretty.substr(pretty.rfind(':') + 1);
}

// "estimate" of &WelchTTest::estimate.
template <auto member>
constexpr std::string_view of_member() {
  return last_name(__PRETTY_FUNCTION__, "member = ");
}

// "WelchTTest".
template <typename Struct>
constexpr std::string_view of_type() {
  return last_name(__PRETTY_FUNCTION__, "Struct = ");
}

struct Anything {
  template <typename T>
  operator T() const;  // asked for, never called
};

template <typename Struct, std::size_t... is>
constexpr bool takes(std::index_sequence<is...>) {
  return requires { Struct{(static_cast<void>(is), Anything{})...}; };
}

// How many members an aggregate has.
template <typename Struct, std::size_t n = 0>
constexpr std::size_t count() {
  if constexpr (takes<Struct>(std::make_index_sequence<n + 1>{})) {
    return count<Struct, n + 1>();
  } else {
    return n;
  }
}

}  // namespace gainsay::stats::member_names
