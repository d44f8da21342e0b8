#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gainsay::tracker::detail {

struct Token {
  enum class Kind : std::uint8_t { word, quoted, sign, end };
  Kind kind = Kind::end;
  std::string text;    // of a quoted text, what is inside; of a word, quotes of a name in it included
  std::size_t at = 0;  // where it begins, from 0
};

// The tokens of an expression, an `end` last. A word is a run of letters, digits and _ . / @ : - +, with
// quoted parts behind a dot; signs are ( ) , and those of comparisons. Throws FormatError for any other
// character and for a quote that is not closed.
std::vector<Token> tokens_of(std::string_view expression);

[[noreturn]] void throw_at(std::size_t at, const std::string& problem, const std::string& remedy);

// The same text in lower case; only ASCII letters change.
std::string lower_case(std::string_view text);

}  // namespace gainsay::tracker::detail
