#pragma once

#include <string>
#include <string_view>

#include "gainsay/tracker/model.h"

// Numbers as Python's str() writes them, which is how trackers keep params that they store as texts.
namespace gainsay::importers {

// "0.1", "1.0", "1e-05", "100000.0", "nan", "inf", "-inf": the shortest digits that read back as the same
// double, in decimal from 1e-4 up to 1e16.
std::string python_text(double value);

// True, False, an integer or a number where python_text would write just this text; else the text itself. So
// that nothing is lost, "1e5", "+1", "007" and "true" stay texts.
tracker::ParamValue param_of_python_text(std::string_view text);

// The text that param_of_python_text reads as this value, where it is not a text.
std::string python_text(const tracker::ParamValue& value);

}  // namespace gainsay::importers
