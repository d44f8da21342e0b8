#pragma once

#include <string>
#include <string_view>
#include <vector>

// A sentence to be searched: the bytes as written, and the same with A to Z in lower case.
namespace gainsay::audit {

struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

class SentenceText {
 public:
  explicit SentenceText(std::string text);

  const std::string& text() const { return text_; }
  const std::string& lower() const { return lower_; }
  std::string written(Span span) const { return text_.substr(span.begin, span.end - span.begin); }

  // Where `word` (lower case) stands as a whole: next to no ASCII letter or digit where it begins or ends
  // with one. Chinese stands wherever it stands.
  std::vector<Span> find(std::string_view word) const;

  // The first of the words that is there, with its place; an empty span without any.
  Span first_of(const std::vector<std::string>& words) const;

  // What precedes `at`, without blanks, quotes and articles at its end.
  std::string_view before(std::size_t at) const;

  bool is_boundary(std::size_t at) const;  // no letter or digit goes on over it

 private:
  std::string text_;
  std::string lower_;
};

// It ends with one of the words, as a whole word where it is ASCII.
bool ends_with_any(std::string_view text, const std::vector<std::string>& words);

}  // namespace gainsay::audit
