#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gainsay::audit {

// A property that is taken for novelty, or whose lack is taken for a lack of novelty.
struct Misconception {
  std::string_view name;     // "complexity", "difficulty", "surprise", "technicality" or "usefulness"
  std::string_view summary;  // the reproach that a reviewer makes, one line
  std::string_view page;     // Markdown with fixed headings; made into docs/misconceptions/<name>.md
};

// All five, in the order above.
const std::vector<Misconception>& all_misconceptions();

// The one of that name; null where there is none.
const Misconception* find_misconception(std::string_view name);

struct ArguedMisconception {
  const Misconception* misconception = nullptr;
  std::string word;  // the word that argues with it
};

// The first misconception that `text` (UTF-8, English or Chinese) asserts; nothing where it asserts none. A
// word that is denied ("not complex") is not asserted.
std::optional<ArguedMisconception> argued_misconception(const std::string& text);

}  // namespace gainsay::audit
