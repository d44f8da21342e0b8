#include "wording.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace gainsay::audit {
namespace {

constexpr std::array<std::string_view, 9> english_denials = {
    "no", "not", "nor", "never", "without", "cannot", "neither", "hardly", "t"};  // isn't
constexpr std::array<std::string_view, 7> chinese_denials = {"不", "无", "未", "没有", "并非", "非", "未见"};

// Lower case, one space between words and at both ends; bytes above ASCII stay.
std::string normalised(const std::string& text) {
  std::string words = " ";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || byte >= 0x80) {
      words += static_cast<char>(std::tolower(byte));
    } else if (words.back() != ' ') {
      words += ' ';
    }
  }
  return words.back() == ' ' ? words : words + " ";
}

// One of the two words before `at`, which is a space, denies what follows.
bool is_denied_in_english(const std::string& words, std::size_t at) {
  std::size_t end = at;
  for (int i = 0; i < 2 && end > 0; ++i) {
    const std::size_t begin = words.rfind(' ', end - 1);
    if (begin == std::string::npos) return false;
    const std::string word = words.substr(begin + 1, end - begin - 1);
    if (std::ranges::find(english_denials, word) != english_denials.end()) return true;
    end = begin;
  }
  return false;
}

bool is_denied_in_chinese(std::string_view before) {
  return std::ranges::any_of(chinese_denials,
                             [&](std::string_view denial) { return before.ends_with(denial); });
}

bool says_otherwise(std::string_view after, const Wording& wording) {
  while (after.starts_with(' ')) after.remove_prefix(1);
  return std::ranges::any_of(wording.not_before,
                             [&](const std::string& word) { return after.starts_with(word); });
}

// `before` ends where the word begins, without the space between.
bool said_otherwise(std::string_view before, const Wording& wording) {
  return std::ranges::any_of(wording.not_after,
                             [&](const std::string& words) { return before.ends_with(" " + words); });
}

bool asserts_english(const std::string& words, const std::string& word, const Wording& wording) {
  const std::string whole = " " + word + " ";
  for (std::size_t at = words.find(whole); at != words.npos; at = words.find(whole, at + 1)) {
    const auto after = std::string_view(words).substr(at + whole.size() - 1);
    const auto before = std::string_view(words).substr(0, at);
    if (!is_denied_in_english(words, at) && !said_otherwise(before, wording) &&
        !says_otherwise(after, wording))
      return true;
  }
  return false;
}

bool asserts_chinese(const std::string& text, const std::string& word, const Wording& wording) {
  const std::string_view whole = text;
  for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    if (!is_denied_in_chinese(whole.substr(0, at)) &&
        !says_otherwise(whole.substr(at + word.size()), wording))
      return true;
  }
  return false;
}

}  // namespace

std::string asserted_word(const std::string& text, const Wording& wording, Languages languages) {
  const std::string words = normalised(text);
  if (languages.english) {
    for (const std::string& word : wording.english) {
      if (asserts_english(words, word, wording)) return word;
    }
  }
  if (languages.chinese) {
    for (const std::string& word : wording.chinese) {
      if (asserts_chinese(text, word, wording)) return word;
    }
  }
  return "";
}

}  // namespace gainsay::audit
