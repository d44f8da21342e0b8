#pragma once

#include <string>

#include "gainsay/report/text_style.h"

namespace gainsay::report {

// The text made printable and broken to the style's width, every line indented and ended.
std::string paragraph(const std::string& text, const TextStyle& style, int indent);

}  // namespace gainsay::report
