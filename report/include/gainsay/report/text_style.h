#pragma once

#include <string>
#include <string_view>

namespace gainsay::report {

enum class Emphasis { bold, faint, red, yellow, green, cyan };

// How text for a terminal is laid out.
struct TextStyle {
  int width = 80;      // columns; at least 40
  bool color = false;  // ANSI escapes

  // `text` with the emphasis around it when color is on.
  std::string paint(Emphasis emphasis, std::string_view text) const;
};

// Breaks at spaces so that no line is longer than `width` columns, later lines indented by `indent` spaces. A
// word that is longer than a line stands alone on one.
std::string wrap(std::string_view text, int width, int indent);

// The text with control characters, escape sequences and invalid UTF-8 made visible (\x1b), so that a hostile
// name cannot speak to the terminal. Printable text comes back as it is.
std::string printable(std::string_view text);

// Columns that `text` takes on a terminal: code points, wide East Asian ones counted twice, no escapes
// expected.
int columns(std::string_view text);

// `text` with spaces after (or before) it up to `width` columns.
std::string pad_right(std::string_view text, int width);
std::string pad_left(std::string_view text, int width);

}  // namespace gainsay::report
