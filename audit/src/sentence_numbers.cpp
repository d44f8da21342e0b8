#include "sentence_numbers.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <utility>

namespace gainsay::audit {
namespace {

using Words = std::vector<std::string>;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_in(const std::vector<Span>& places, std::size_t at) {
  return std::ranges::any_of(places, [at](const Span& place) { return place.begin <= at && at < place.end; });
}

std::string_view after(const SentenceText& sentence, std::size_t at) {
  std::string_view text = std::string_view(sentence.lower()).substr(std::min(at, sentence.lower().size()));
  while (text.starts_with(' ')) text.remove_prefix(1);
  return text;
}

bool starts_with_any(std::string_view text, const Words& words) {
  return std::ranges::any_of(words, [&](const std::string& word) {
    if (!text.starts_with(word)) return false;
    const bool goes_on =
        text.size() > word.size() && std::isalpha(static_cast<unsigned char>(text[word.size()])) != 0;
    return !goes_on || std::isalpha(static_cast<unsigned char>(word.back())) == 0;
  });
}

NumberUnit unit_after(const SentenceText& sentence, std::size_t end) {
  static const Words points = {
      "percentage points", "percentage point", "% points", "absolute points", "points", "point", "pp", "p.p.",
      "个百分点",          "百分点",           "个点"};
  static const Words percent = {"%", "percent", "per cent", "％"};
  static const Words times = {"times", "x", "×", "-fold", "fold", "倍"};
  const std::string_view rest = after(sentence, end);
  if (starts_with_any(rest, points)) return NumberUnit::points;
  if (starts_with_any(rest, percent)) return NumberUnit::percent;
  return starts_with_any(rest, times) ? NumberUnit::times : NumberUnit::none;
}

// Digits with at most one point in them; ".05" and "1e-3" too. A hyphen before them is no sign: "top-1".
std::vector<PrintedNumber> all_numbers(const SentenceText& sentence, const std::vector<Span>& names) {
  const std::string& text = sentence.lower();
  std::vector<PrintedNumber> numbers;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool starts =
        is_digit(text[at]) || (text[at] == '.' && at + 1 < text.size() && is_digit(text[at + 1]));
    if (!starts) continue;
    std::size_t end = at;
    bool point = false;
    for (; end < text.size(); ++end) {
      const bool is_point = text[end] == '.' && !point && end + 1 < text.size() && is_digit(text[end + 1]);
      if (!is_digit(text[end]) && !is_point) break;
      point = point || is_point;
    }
    if (end + 1 < text.size() && text[end] == 'e' && (is_digit(text[end + 1]) || text[end + 1] == '-')) {
      for (end += 2; end < text.size() && is_digit(text[end]);) ++end;
    }
    const bool in_word = at > 0 && std::isalpha(static_cast<unsigned char>(text[at - 1])) != 0;
    if (!in_word && !is_in(names, at))
      numbers.push_back({{at, end}, sentence.written({at, end}), unit_after(sentence, end)});
    at = end - 1;
  }
  return numbers;
}

// What stands before the number, without blanks and an approximate sign.
std::string_view lead(const SentenceText& sentence, const PrintedNumber& number) {
  std::string_view text = std::string_view(sentence.lower()).substr(0, number.place.begin);
  const auto strip = [&](std::string_view end) {
    if (!text.ends_with(end)) return false;
    text.remove_suffix(end.size());
    return true;
  };
  while (strip(" ") || strip("~") || strip("+") || strip("about") || strip("roughly") || strip("约")) {
  }
  return text;
}

std::string with_leading_zero(const std::string& text) { return text.front() == '.' ? "0" + text : text; }

// "< 0.05" for what follows "p <"; nothing where no p is meant.
std::optional<std::string> p_of(const SentenceText& sentence, const PrintedNumber& number) {
  const std::string_view text = lead(sentence, number);
  const auto names_p = [](std::string_view before) {
    while (before.ends_with(' ')) before.remove_suffix(1);
    return ends_with_any(before, {"p", "p-value", "p value", "p 值", "p值"});
  };
  for (const auto& [sign, kept] : std::vector<std::pair<std::string, std::string>>{{"<=", "< "},
                                                                                   {"\xE2\x89\xA4", "< "},
                                                                                   {"<", "< "},
                                                                                   {"\xEF\xBC\x9C", "< "},
                                                                                   {"=", ""},
                                                                                   {"\xEF\xBC\x9D", ""},
                                                                                   {"of", ""}}) {
    if (text.ends_with(sign) && names_p(text.substr(0, text.size() - sign.size())))
      return kept + with_leading_zero(number.text);
  }
  return std::nullopt;
}

bool is_n(const SentenceText& sentence, const PrintedNumber& number) {
  std::string_view before = lead(sentence, number);
  const bool equals = before.ends_with('=');
  if (equals) before.remove_suffix(1);
  while (before.ends_with(' ')) before.remove_suffix(1);
  static const Words things = {"seeds",       "random seeds",     "runs",       "trials",
                               "repetitions", "independent runs", "个随机种子", "个种子",
                               "次运行",      "次实验",           "次重复",     "次独立"};
  return (equals && ends_with_any(before, {"n"})) ||
         starts_with_any(after(sentence, number.place.end), things);
}

bool is_relative(const SentenceText& sentence) {
  static const Words words = {"relative", "relatively", "相对提升", "相对提高", "相对降低", "相对减少"};
  return sentence.first_of(words).end > 0;
}

bool follows(const SentenceText& sentence, const PrintedNumber& number, const Words& words) {
  return ends_with_any(lead(sentence, number), words);
}

// The next number after this one, with only a unit and `joint` between.
const PrintedNumber* joined(const SentenceText& sentence, const std::vector<PrintedNumber>& numbers,
                            std::size_t index, const Words& joints) {
  if (index + 1 >= numbers.size()) return nullptr;
  const PrintedNumber& next = numbers[index + 1];
  const std::size_t gap = next.place.begin - numbers[index].place.end;
  constexpr std::size_t longest_gap = 24;
  return gap <= longest_gap && follows(sentence, next, joints) ? &next : nullptr;
}

class Reader {
 public:
  Reader(const SentenceText& sentence, const std::vector<Span>& names)
      : sentence_(sentence), numbers_(all_numbers(sentence, names)) {}

  SentenceNumbers read() {
    for (std::size_t i = 0; i < numbers_.size(); ++i) {
      if (!used_.contains(i) && !take(i)) result_.unused.push_back(numbers_[i].text);
    }
    result_.gain_is_relative =
        result_.gain && (is_relative(sentence_) || result_.gain->unit == NumberUnit::times);
    return std::move(result_);
  }

 private:
  bool take(std::size_t i) {
    const PrintedNumber& number = numbers_[i];
    if (const auto p = p_of(sentence_, number); p && !result_.p) {
      result_.p = p;
      return true;
    }
    if (is_n(sentence_, number) && !result_.n) {
      result_.n = number.text;
      return true;
    }
    return take_pair(i) || take_value(i);
  }

  // "from A to B"; "B vs. A".
  bool take_pair(std::size_t i) {
    if (result_.mean) return false;
    const bool from = follows(sentence_, numbers_[i], {"from", "从", "由"});
    const auto* to =
        from ? joined(sentence_, numbers_, i,
                      {"to", "提高到", "提升到", "提升至", "提高至", "降低到", "降至", "到", "至"})
             : nullptr;
    const auto* versus =
        joined(sentence_, numbers_, i, {"vs.", "vs", "versus", "compared to", "compared with", "against"});
    if (to == nullptr && versus == nullptr) return false;
    result_.against = to != nullptr ? numbers_[i] : *versus;
    result_.mean = to != nullptr ? *to : numbers_[i];
    used_.insert(i + 1);
    return true;
  }

  bool take_value(std::size_t i) {
    static const Words by = {"by",   "of",     "提升了", "提升", "提高了", "提高", "降低了", "降低",
                             "减少", "减少了", "增加了", "增加", "高出",   "高",   "低"};
    static const Words reach = {"reaches", "reach", "achieves", "achieve", "attains", "obtains",
                                "scores",  "at",    "达到",     "达",      "取得",    "获得"};
    static const Words plus_minus = {"\xC2\xB1", "+-", "+/-", "\\pm", "$\\pm$"};
    const PrintedNumber& number = numbers_[i];
    if (result_.mean && follows(sentence_, number, plus_minus) && !result_.error) {
      result_.error = number;
      return true;
    }
    const bool is_gain = number.unit == NumberUnit::points || number.unit == NumberUnit::times ||
                         follows(sentence_, number, by);
    if (is_gain && !result_.gain) {
      result_.gain = number;
      return true;
    }
    if (result_.mean || !follows(sentence_, number, reach)) return false;
    result_.mean = number;
    return true;
  }

  const SentenceText& sentence_;
  std::vector<PrintedNumber> numbers_;
  std::set<std::size_t> used_;
  SentenceNumbers result_;
};

}  // namespace

SentenceNumbers numbers_in(const SentenceText& sentence, const std::vector<Span>& names) {
  return Reader(sentence, names).read();
}

}  // namespace gainsay::audit
