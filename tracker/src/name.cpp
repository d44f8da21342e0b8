#include "gainsay/tracker/name.h"

#include <functional>
#include <mutex>
#include <unordered_set>

namespace gainsay::tracker {
namespace {

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
};

// Node-based, so that the address of a text never changes; never destroyed, so that a Name in a static
// outlives it. A text that is there already is found without a copy of it.
const std::string* intern(std::string_view text) {
  static auto* mutex = new std::mutex;
  static auto* texts = new std::unordered_set<std::string, TextHash, std::equal_to<>>;
  const std::scoped_lock lock(*mutex);
  const auto known = texts->find(text);
  return known != texts->end() ? &*known : &*texts->emplace(text).first;
}

}  // namespace

const std::string Name::empty_text;

Name::Name(std::string_view text) : text_(text.empty() ? &empty_text : intern(text)) {}

}  // namespace gainsay::tracker
