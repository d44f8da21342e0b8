#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "gainsay/tracker/model.h"

namespace gainsay::cli {

struct KeyValue {
  std::string key;
  std::string value;
};

// "lr=0.1" as its two parts. `option` is named in the error.
// Throws tracker::FormatError when there is no "=" or nothing before it.
KeyValue split_key_value(std::string_view text, std::string_view option);

// The value as the type it looks like: true and false, whole numbers, numbers (nan and inf too), else text.
tracker::ParamValue typed_value(const std::string& text);

// The value as a number. Throws tracker::FormatError naming `option` when it is none.
double number_value(const std::string& text, std::string_view option);

// The value as a whole number. Throws tracker::FormatError naming `option` when it is none.
std::int64_t integer_value(const std::string& text, std::string_view option);

}  // namespace gainsay::cli
