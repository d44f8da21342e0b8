#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <system_error>
#include <utility>

#include "gainsay/tracker/error.h"
#include "gainsay/tracker/query.h"

#include "query_lexer.h"
#include "query_tree.h"

namespace gainsay::tracker {
namespace {

using namespace detail;
using Kind = Condition::Kind;

constexpr std::size_t deepest_nesting = 100;

template <typename Number>
std::optional<Number> whole_text_as(std::string_view text) {
  Number number{};
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<double> seconds_in(char unit) {
  switch (unit) {
    case 's':
      return 1.0;
    case 'm':
      return 60.0;
    case 'h':
      return 3600.0;
    case 'd':
      return 86400.0;
    default:
      return std::nullopt;
  }
}

// `90s`, `1.5h`.
std::optional<double> duration(std::string_view text) {
  if (text.size() < 2) return std::nullopt;
  const auto unit = seconds_in(text.back());
  const auto number = whole_text_as<double>(text.substr(0, text.size() - 1));
  if (!unit || !number) return std::nullopt;
  return *number * *unit;
}

std::optional<double> time(std::string_view text) {
  if (const auto seconds = parse_time(text)) return seconds;
  return parse_time(std::string{text} + "T00:00:00Z");
}

std::optional<Comparison> comparison(const std::string& sign) {
  if (sign == "=" || sign == "==") return Comparison::equal;
  if (sign == "!=" || sign == "<>") return Comparison::unequal;
  if (sign == "<") return Comparison::less;
  if (sign == "<=") return Comparison::at_most;
  if (sign == ">") return Comparison::greater;
  if (sign == ">=") return Comparison::at_least;
  if (sign == "like") return Comparison::like;
  return std::nullopt;
}

bool orders(Comparison comparison) {
  return comparison != Comparison::equal && comparison != Comparison::unequal &&
         comparison != Comparison::like;
}

// Recursive descent, one function for each level of the language.
class Parser {
 public:
  Parser(std::string_view expression, double now) : tokens_(tokens_of(expression)), now_(now) {}

  Condition whole() {
    auto condition = any_of();
    if (token().kind != Token::Kind::end) {
      throw_at(token().at, "`" + token().text + "` was not expected here",
               "join conditions by `and` or `or`");
    }
    return condition;
  }

 private:
  const Token& token() const { return tokens_[at_]; }
  bool is_word(std::string_view word) const {
    return token().kind == Token::Kind::word && lower_case(token().text) == word;
  }
  bool is_sign(std::string_view sign) const {
    return token().kind == Token::Kind::sign && token().text == sign;
  }
  bool take_word(std::string_view word) { return is_word(word) && ++at_ != 0; }
  bool take_sign(std::string_view sign) { return is_sign(sign) && ++at_ != 0; }
  void expect_sign(std::string_view sign) {
    if (!take_sign(sign)) throw_at(token().at, "a `" + std::string{sign} + "` is missing here", "");
  }

  template <typename Part>
  Condition joined(Kind kind, std::string_view word, Part part) {
    Condition first = part();
    if (!is_word(word)) return first;
    Condition all{.kind = kind, .parts = {std::move(first)}};
    while (take_word(word)) all.parts.push_back(part());
    return all;
  }

  Condition any_of() {
    return joined(Kind::any, "or", [this] { return all_of(); });
  }
  Condition all_of() {
    return joined(Kind::all, "and", [this] { return negated(); });
  }

  Condition negated() {
    if (++depth_ > deepest_nesting)
      throw_at(token().at, "the expression is nested too deeply", "simplify it");
    auto condition = take_word("not") ? Condition{.kind = Kind::negation, .parts = {negated()}} : primary();
    --depth_;
    return condition;
  }

  Condition primary() {
    if (!take_sign("(")) return about_a_field();
    auto inside = any_of();
    expect_sign(")");
    return inside;
  }

  Condition about_a_field() {
    const Token field = token();
    if (field.kind != Token::Kind::word) {
      throw_at(field.at, "a field is missing here", "for instance method, params.lr or metrics.accuracy");
    }
    ++at_;
    Condition condition{.field = field_at(field)};
    if (take_word("is")) return is_condition(std::move(condition));
    if (take_word("in")) return one_of(std::move(condition));
    const auto sign = comparison(lower_case(token().text));
    if (!sign || token().kind == Token::Kind::quoted) {
      throw_at(token().at, "after `" + field.text + "` a comparison is missing",
               "=, !=, <, <=, >, >=, like, in (...), is missing or is nan");
    }
    ++at_;
    condition.kind = Kind::comparison;
    condition.comparison = *sign;
    condition.literals.push_back(literal_for(condition));
    return condition;
  }

  static RunField field_at(const Token& token) {
    try {
      return parse_run_field(token.text);
    } catch (const FormatError& error) {
      throw_at(token.at, error.problem(), error.remedy());
    }
  }

  Condition is_condition(Condition condition) {
    const bool turned = take_word("not");
    if (take_word("missing")) {
      condition.kind = Kind::missing;
    } else if (take_word("nan")) {
      condition.kind = Kind::is_nan;
    } else {
      throw_at(token().at, "after `is` comes missing or nan", "compare with = otherwise");
    }
    if (!turned) return condition;
    return {.kind = Kind::negation, .parts = {std::move(condition)}};
  }

  Condition one_of(Condition condition) {
    condition.kind = Kind::one_of;
    expect_sign("(");
    do condition.literals.push_back(literal_for(condition));
    while (take_sign(","));
    expect_sign(")");
    return condition;
  }

  // The value at this place, which must be one that the field can be compared with.
  Literal literal_for(const Condition& condition) {
    const Token at = token();
    auto literal = this->literal();
    const auto refuse = [&](const std::string& what) {
      throw_at(at.at, to_text(condition.field) + " is " + what + ", `" + at.text + "` is not", "");
    };
    const bool is_text = std::holds_alternative<std::string>(literal.value);
    const bool is_truth = std::holds_alternative<bool>(literal.value);
    const auto type = type_of(condition.field);
    const bool needs_text =
        condition.comparison == Comparison::like || (type == FieldType::text && orders(condition.comparison));
    if (needs_text && !is_text) refuse("compared with a text here");
    if (needs_text && type != FieldType::text && type != FieldType::any) refuse("no text");
    if (type == FieldType::number && (is_text || is_truth)) refuse("a number");
    if (type == FieldType::truth && !is_truth) refuse("true or false");
    if (is_truth && orders(condition.comparison)) refuse("compared by order here");
    return literal;
  }

  Literal literal() {
    const Token value = token();
    if (value.kind == Token::Kind::sign || value.kind == Token::Kind::end) {
      throw_at(value.at, "a value is missing here", "a number, a text or a time");
    }
    ++at_;
    if (value.kind == Token::Kind::quoted) return {value.text, value.text};
    return {word_value(value), value.text};
  }

  ParamValue word_value(const Token& word) {
    const std::string& text = word.text;
    const auto lower = lower_case(text);
    if (lower == "true" || lower == "false") return lower == "true";
    if (lower == "nan" || lower == "-nan") {
      throw_at(word.at, "nothing compares with nan", "write `is nan` or `is not nan`");
    }
    if (const auto seconds = duration(text)) return take_word("ago") ? now_ - *seconds : *seconds;
    if (const auto whole = whole_text_as<std::int64_t>(text)) return *whole;
    if (const auto number = whole_text_as<double>(text)) return *number;
    if (const auto seconds = time(text)) return *seconds;
    return text;
  }

  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  double now_;
};

}  // namespace

RunCondition::RunCondition(std::string_view expression, double now)
    : tree_(std::make_shared<const Condition>(Parser{expression, now}.whole())) {}

SortKey parse_sort_key(std::string_view text) {
  for (const bool descending : {true, false}) {
    const std::string_view ending = descending ? ":desc" : ":asc";
    if (text.ends_with(ending)) {
      return {parse_run_field(text.substr(0, text.size() - ending.size())), descending};
    }
  }
  return {parse_run_field(text), false};
}

}  // namespace gainsay::tracker
