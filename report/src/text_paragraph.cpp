#include "text_paragraph.h"

#include <algorithm>

namespace gainsay::report {

std::string paragraph(const std::string& text, const TextStyle& style, int indent) {
  const std::string wrapped = wrap(printable(text), style.width - indent, 0);
  std::string out;
  std::size_t start = 0;
  while (start <= wrapped.size()) {
    const std::size_t end = std::min(wrapped.find('\n', start), wrapped.size());
    out += std::string(static_cast<std::size_t>(indent), ' ') + wrapped.substr(start, end - start) + '\n';
    start = end + 1;
  }
  return out;
}

}  // namespace gainsay::report
