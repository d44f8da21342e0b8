#include "gainsay/report/edit_formats.h"

#include <algorithm>

#include <fmt/format.h>

#include "gainsay/report/text_style.h"

namespace gainsay::report {
namespace {

using audit::TextEdit;

constexpr int context = 3;

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

// Edits whose surroundings touch, and where they end in the old file.
struct Hunk {
  std::vector<const TextEdit*> edits;
  int first = 1;  // lines of the old file that are shown: first to last
  int last = 0;
};

std::vector<Hunk> hunks_of(const std::vector<TextEdit>& edits, int n_lines) {
  std::vector<Hunk> hunks;
  for (const TextEdit& edit : edits) {
    const int first = std::max(edit.line - context, 1);
    const int last = std::min(edit.line + edit.removed - 1 + context, n_lines);
    if (hunks.empty() || first > hunks.back().last + 1) hunks.push_back({{}, first, last});
    hunks.back().edits.push_back(&edit);
    hunks.back().last = std::max(hunks.back().last, last);
  }
  return hunks;
}

std::string line_text(char sign, std::string_view line) {
  return fmt::format("{}{}\n", sign, printable(line));
}

std::string hunk_text(const Hunk& hunk, const std::vector<std::string_view>& lines, int shift) {
  std::string body;
  int added = 0;
  int removed = 0;
  int at = hunk.first;
  const auto keep_to = [&](int end) {
    for (; at < end; ++at) body += line_text(' ', lines[static_cast<std::size_t>(at - 1)]);
  };
  for (const TextEdit* edit : hunk.edits) {
    keep_to(edit->line);
    for (int i = 0; i < edit->removed; ++i, ++at)
      body += line_text('-', lines[static_cast<std::size_t>(at - 1)]);
    for (const std::string& line : edit->inserted) body += line_text('+', line);
    removed += edit->removed;
    added += static_cast<int>(edit->inserted.size());
  }
  keep_to(hunk.last + 1);
  const int shown = hunk.last - hunk.first + 1;
  return fmt::format("@@ -{},{} +{},{} @@\n{}", hunk.first, shown, hunk.first + shift,
                     shown + added - removed, body);
}

}  // namespace

std::string edits_diff(const std::string& path, std::string_view text, const std::vector<TextEdit>& edits) {
  if (edits.empty()) return "";
  const auto lines = lines_of(text);
  std::string out = fmt::format("--- {0}\n+++ {0}\n", printable(path));
  int shift = 0;
  for (const Hunk& hunk : hunks_of(edits, static_cast<int>(lines.size()))) {
    out += hunk_text(hunk, lines, shift);
    for (const TextEdit* edit : hunk.edits) shift += static_cast<int>(edit->inserted.size()) - edit->removed;
  }
  return out;
}

}  // namespace gainsay::report
