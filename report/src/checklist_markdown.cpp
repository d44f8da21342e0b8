#include <algorithm>

#include <fmt/format.h>

#include "gainsay/report/checklist_formats.h"

#include "markdown.h"

namespace gainsay::report {

std::string checklist_markdown(const audit::Checklist& checklist, const std::string& study) {
  const auto answered =
      std::ranges::count_if(checklist.items, [](const auto& item) { return !item.facts.empty(); });
  std::string out = fmt::format(
      "# {} for {}\n\nSource: {}. Topics are in our words: read the original beside them.\n\nThe records "
      "speak to {} of {} "
      "items. What they say is counted from recorded runs and declarations; every answer is the author's.\n",
      markdown_escaped(checklist.title), markdown_escaped(study), markdown_escaped(checklist.source),
      answered, checklist.items.size());
  for (const auto& item : checklist.items) {
    out += fmt::format("\n## {} {}\n\n", item.number, item.topic);
    for (const std::string& fact : item.facts) out += fmt::format("- {}\n", markdown_escaped(fact));
    out += fmt::format("- [ ] for you to answer: {}\n", item.for_author);
  }
  return out;
}

}  // namespace gainsay::report
