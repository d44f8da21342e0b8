#pragma once

#include <string>
#include <vector>

// Finding words in what a person wrote, in English and in Chinese.
namespace gainsay::audit {

// Words and phrases that say the same. `english`: in lower case, without punctuation ("state of the art"
// also finds "state-of-the-art"), found as whole words. `chinese`: found wherever they stand. `not_before`:
// of either language; what follows a word makes it say something else ("best checkpoint"). `not_after`: in
// English; so does what stands before it ("curvature of the loss").
struct Wording {
  std::vector<std::string> english;
  std::vector<std::string> chinese;
  std::vector<std::string> not_before = {};
  std::vector<std::string> not_after = {};
};

struct Languages {
  bool english = true;
  bool chinese = true;
};

// The first of the words that `text` (UTF-8) asserts, as listed; empty where it asserts none. A word that is
// denied ("no significant difference", "并不显著") is not asserted.
std::string asserted_word(const std::string& text, const Wording& wording, Languages languages);

}  // namespace gainsay::audit
