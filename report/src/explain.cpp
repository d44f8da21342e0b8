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

// A page's Markdown for a terminal: paragraphs and list items broken anew to its width, headings in bold,
// what is indented as code left as it is.
std::string reflowed(std::string_view page, const TextStyle& style) {
  std::string out;
  std::string paragraph;
  const auto flush = [&] {
    if (!paragraph.empty()) out += wrap(paragraph, style.width, paragraph.starts_with("- ") ? 2 : 0) + '\n';
    paragraph.clear();
  };
  for (std::size_t start = 0; start < page.size();) {
    const std::size_t end = std::min(page.find('\n', start), page.size());
    const std::string_view line = page.substr(start, end - start);
    start = end + 1;
    const bool heading = line.starts_with("## ");
    const bool code = line.starts_with("    ");
    if (heading || code || line.empty() || line.starts_with("- ")) flush();
    if (heading || code || line.empty()) {
      out += (heading ? style.paint(Emphasis::bold, line.substr(3)) : std::string(line)) + '\n';
    } else {
      paragraph += (paragraph.empty() ? "" : " ") + std::string(line);
    }
  }
  flush();
  return out;
}

}  // namespace

std::string explain_text(const Rule& rule, const TextStyle& style) {
  const std::string head = fmt::format("{}\n{}\n{}\n\n", style.paint(Emphasis::bold, title(rule)),
                                       wrap(rule.summary, style.width, 0), facts(rule));
  return head + reflowed(fmt::format("{}\n{}", trimmed(rule.explanation), options_markdown(rule)), style);
}

std::string misconception_text(const audit::Misconception& misconception, const TextStyle& style) {
  return fmt::format("{}\n{}\n\n", style.paint(Emphasis::bold, misconception.name), misconception.summary) +
         reflowed(fmt::format("{}\n", trimmed(misconception.page)), style);
}

std::string misconception_markdown(const audit::Misconception& misconception) {
  return fmt::format(
      "# {}: {}\n\nMade by `gainsay explain {} --format markdown`; the text stands in "
      "`audit/src/misconceptions.cpp`.\n\n{}\n",
      misconception.name, misconception.summary, misconception.name, trimmed(misconception.page));
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
  out += fmt::format("\n{}\n", style.paint(Emphasis::bold, "Misconceptions of novelty"));
  for (const audit::Misconception& misconception : audit::all_misconceptions()) {
    out += fmt::format("  {}\n         {}\n", misconception.name, misconception.summary);
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
