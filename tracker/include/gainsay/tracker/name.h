#pragma once

#include <compare>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace gainsay::tracker {

// A method, dataset, metric, param or tag name, or another text that many runs share (a host, a commit): one
// pointer to text that exists once in the process.
//
// A study of a million runs repeats a few hundred names millions of times; a Name costs 8 bytes, is compared
// for equality in one instruction, and is ordered by its text, so that output never depends on addresses. The
// empty name is `Name{}`. Copying is free; the text lives until the process ends. Thread safety: names may be
// made, copied and read from any number of threads.
class Name {
 public:
  Name() : text_(&empty_text) {}
  Name(std::string_view text);  // NOLINT(google-explicit-constructor): names are written as literals
  Name(const std::string& text) : Name(std::string_view{text}) {}  // NOLINT(google-explicit-constructor)
  Name(const char* text) : Name(std::string_view{text}) {}         // NOLINT(google-explicit-constructor)

  const std::string& str() const { return *text_; }
  bool empty() const { return text_->empty(); }
  operator const std::string&() const { return *text_; }  // NOLINT(google-explicit-constructor)

  friend bool operator==(Name a, Name b) { return a.text_ == b.text_; }
  friend std::strong_ordering operator<=>(Name a, Name b) {
    return a.text_ == b.text_ ? std::strong_ordering::equal : a.text_->compare(*b.text_) <=> 0;
  }

 private:
  friend struct std::hash<Name>;
  static const std::string empty_text;
  const std::string* text_;
};

}  // namespace gainsay::tracker

template <>
struct std::hash<gainsay::tracker::Name> {
  std::size_t operator()(gainsay::tracker::Name name) const noexcept {
    return std::hash<const void*>{}(name.text_);
  }
};
