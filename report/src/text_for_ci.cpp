#include "text_for_ci.h"

#include <array>
#include <utility>

#include "gainsay/report/text_style.h"

namespace gainsay::report {
namespace {

using Replacement = std::pair<char, std::string_view>;

// The text with its control characters shown, line ends kept, and characters replaced.
template <std::size_t n>
std::string replaced(std::string_view text, const std::array<Replacement, n>& replacements) {
  std::string shown;
  while (true) {
    const auto end = text.find('\n');
    shown += printable(text.substr(0, end));
    if (end == std::string_view::npos) break;
    shown += '\n';
    text.remove_prefix(end + 1);
  }
  std::string out;
  for (const char c : shown) {
    std::string_view with{&c, 1};
    for (const auto& [what, replacement] : replacements) {
      if (c == what) with = replacement;
    }
    out += with;
  }
  return out;
}

}  // namespace

std::string xml_escaped(std::string_view text) {
  return replaced(
      text, std::array<Replacement, 4>{{{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}}});
}

std::string github_message(std::string_view text) {
  return replaced(text, std::array<Replacement, 2>{{{'%', "%25"}, {'\n', "%0A"}}});
}

std::string github_property(std::string_view text) {
  return replaced(text,
                  std::array<Replacement, 4>{{{'%', "%25"}, {'\n', "%0A"}, {':', "%3A"}, {',', "%2C"}}});
}

}  // namespace gainsay::report
