#include "query_lexer.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "gainsay/tracker/error.h"

namespace gainsay::tracker::detail {
namespace {

constexpr std::array<std::string_view, 11> signs = {"==", "!=", "<>", "<=", ">=", "=",
                                                    "<",  ">",  "(",  ")",  ","};

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  std::vector<Token> run() {
    std::vector<Token> tokens;
    do {
      while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_])) != 0) ++at_;
      tokens.push_back(next());
    } while (tokens.back().kind != Token::Kind::end);
    return tokens;
  }

 private:
  Token next() {
    const std::size_t start = at_;
    if (at_ == text_.size()) return {Token::Kind::end, "", start};
    if (text_[at_] == '\'' || text_[at_] == '"') return {Token::Kind::quoted, quoted_text(), start};
    for (const auto sign : signs) {
      if (text_.substr(at_).starts_with(sign)) {
        at_ += sign.size();
        return {Token::Kind::sign, std::string{sign}, start};
      }
    }
    skip_word();
    if (at_ == start) {
      throw_at(start, std::string{"`"} + text_[start] + "` stands for nothing here",
               "an expression reads like `metrics.acc > 0.9 and params.lr <= 1e-3`");
    }
    return {Token::Kind::word, std::string{text_.substr(start, at_ - start)}, start};
  }

  void skip_word() {
    while (at_ < text_.size()) {
      const auto c = static_cast<unsigned char>(text_[at_]);
      const bool opens_name = (c == '"' || c == '`') && at_ > 0 && text_[at_ - 1] == '.';
      if (opens_name) {
        quoted_text();
      } else if (std::isalnum(c) != 0 || c >= 0x80 ||
                 std::string_view{"_./@:-+"}.find(text_[at_]) != std::string_view::npos) {
        ++at_;
      } else {
        return;
      }
    }
  }

  // From a quote to the one that closes it; a doubled quote stands for one.
  std::string quoted_text() {
    const std::size_t start = at_;
    const char quote = text_[at_++];
    std::string inside;
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == quote) {
        ++at_;
        if (at_ == text_.size() || text_[at_] != quote) return inside;
      }
      inside += text_[at_];
    }
    throw_at(start, "this quote is not closed", "close it, and double a quote inside");
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<Token> tokens_of(std::string_view expression) { return Lexer{expression}.run(); }

void throw_at(std::size_t at, const std::string& problem, const std::string& remedy) {
  throw FormatError("character " + std::to_string(at + 1), problem, remedy);
}

std::string lower_case(std::string_view text) {
  std::string lower{text};
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower;
}

}  // namespace gainsay::tracker::detail
