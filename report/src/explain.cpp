#include <algorithm>

#include <fmt/format.h>

#include "gainsay/report/audit_formats.h"

namespace gainsay::report {
namespace {

using audit::Rule;

std::string title(const Rule& rule) { return fmt::format("{} {}", rule.code, rule.name); }

std::string facts(const Rule& rule) {
  return fmt::format("{} / {} / since {}", to_string(rule.severity), to_string(rule.certainty), rule.since);
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of('\n');
  const auto last = text.find_last_not_of('\n');
  return first == std::string_view::npos ? "" : text.substr(first, last - first + 1);
}

std::string options_markdown(const Rule& rule) {
  if (rule.options.empty()) return "";
  std::string out = "\n## Options\n";
  for (const auto& option : rule.options) {
    out +=
        fmt::format("- `audit.rules.{}.{} = {}`: {}\n", rule.code, option.name, option.value, option.meaning);
  }
  return out;
}

}  // namespace

std::string explain_text(const Rule& rule, const TextStyle& style) {
  std::string out =
      fmt::format("{}\n{}\n{}\n\n", style.paint(Emphasis::bold, title(rule)), rule.summary, facts(rule));
  const std::string page = fmt::format("{}\n{}", trimmed(rule.explanation), options_markdown(rule));
  std::size_t start = 0;
  while (start < page.size()) {
    const std::size_t end = std::min(page.find('\n', start), page.size());
    const std::string_view line = std::string_view(page).substr(start, end - start);
    out += line.starts_with("## ") ? style.paint(Emphasis::bold, line.substr(3)) : std::string(line);
    out += '\n';
    start = end + 1;
  }
  return out;
}

std::string rule_list_text(const TextStyle& style) {
  std::string out;
  std::string_view group;
  for (const Rule& rule : audit::all_rules()) {
    if (rule.group != group) {
      group = rule.group;
      out += fmt::format("{}{}\n", out.empty() ? "" : "\n", style.paint(Emphasis::bold, group));
    }
    out +=
        fmt::format("  {}  {}\n         {}\n", rule.code, rule.name, wrap(rule.summary, style.width - 9, 9));
  }
  return out;
}

std::string rule_pages_markdown() {
  std::string out =
      "# Rules\n\nMade by `gainsay explain --all --format markdown`; the text of each rule stands in "
      "`audit/rules/<name>.cpp`.\n";
  for (const Rule& rule : audit::all_rules()) {
    std::string page(trimmed(rule.explanation));
    for (std::size_t at = page.find("## "); at != std::string::npos; at = page.find("\n## ", at)) {
      if (page[at] == '\n') ++at;
      page.insert(at, "#");
      at += 4;
    }
    std::string options = options_markdown(rule);
    if (!options.empty()) options.insert(1, "#");
    out += fmt::format("\n## {}\n{} ({})\n\n{}\n{}", title(rule), rule.summary, facts(rule), page, options);
  }
  return out;
}

}  // namespace gainsay::report
