#pragma once

#include <string>
#include <string_view>

namespace gainsay::report {

// Text that Markdown and the HTML in it show as it is: marks escaped, control characters made visible.
std::string markdown_escaped(std::string_view text);

}  // namespace gainsay::report
