#include "markdown.h"

#include "gainsay/report/text_style.h"

namespace gainsay::report {

std::string markdown_escaped(std::string_view text) {
  constexpr std::string_view kMarks = "\\`*_[]|~#";
  std::string out;
  for (const char c : printable(text)) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '&') {
      out += "&amp;";
    } else {
      if (kMarks.find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
  }
  return out;
}

}  // namespace gainsay::report
