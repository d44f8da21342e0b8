#include "gainsay/tracker/name.h"

#include <mutex>
#include <unordered_set>

namespace gainsay::tracker {
namespace {

// Node-based, so that the address of a text never changes; never destroyed, so that a Name in a static
// outlives it.
const std::string* intern(std::string_view text) {
  static auto* mutex = new std::mutex;
  static auto* texts = new std::unordered_set<std::string>;
  const std::scoped_lock lock(*mutex);
  return &*texts->emplace(text).first;
}

}  // namespace

Name::Name() {
  static const std::string* const empty_text = intern("");
  text_ = empty_text;
}

Name::Name(std::string_view text) : text_(intern(text)) {}

}  // namespace gainsay::tracker
