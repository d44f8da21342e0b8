#include "sentence_text.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace gainsay::audit {
namespace {

bool is_word_byte(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

bool is_ascii_letter_or_digit(char c) {
  return static_cast<unsigned char>(c) < 0x80 && std::isalnum(static_cast<unsigned char>(c)) != 0;
}

// Removed from the end of what precedes a name, as often as they are there.
constexpr auto skipped = std::to_array<std::string_view>(
    {" ", "\t", "\n", "\"", "'", "`", "\xE2\x80\x9C", "\xE2\x80\x9D", " the", " a", " an", " both", " plain",
     " vanilla", " standard", " baseline", " baselines"});

}  // namespace

SentenceText::SentenceText(std::string text) : text_(std::move(text)), lower_(text_) {
  for (char& c : lower_) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
}

bool SentenceText::is_boundary(std::size_t at) const {
  return at == 0 || at >= lower_.size() || !is_ascii_letter_or_digit(lower_[at - 1]) ||
         !is_ascii_letter_or_digit(lower_[at]);
}

std::vector<Span> SentenceText::find(std::string_view word) const {
  std::vector<Span> spans;
  for (std::size_t at = lower_.find(word); at != std::string::npos; at = lower_.find(word, at + 1)) {
    if (is_boundary(at) && is_boundary(at + word.size())) spans.push_back({at, at + word.size()});
  }
  return spans;
}

Span SentenceText::first_of(const std::vector<std::string>& words) const {
  Span first;
  for (const std::string& word : words) {
    const auto spans = find(word);
    if (!spans.empty() && (first.end == 0 || spans.front().begin < first.begin)) first = spans.front();
  }
  return first;
}

std::string_view SentenceText::before(std::size_t at) const {
  std::string_view text = std::string_view(lower_).substr(0, at);
  for (bool shrunk = true; shrunk;) {
    shrunk = false;
    for (const std::string_view end : skipped) {
      if (!text.ends_with(end)) continue;
      text.remove_suffix(end.size());
      shrunk = true;
    }
  }
  return text;
}

bool ends_with_any(std::string_view text, const std::vector<std::string>& words) {
  return std::ranges::any_of(words, [&](const std::string& word) {
    if (!text.ends_with(word)) return false;
    const std::size_t at = text.size() - word.size();
    return at == 0 || !is_word_byte(word.front()) || !is_word_byte(text[at - 1]);
  });
}

}  // namespace gainsay::audit
