#include "gainsay/audit/study_file_fixes.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "gainsay/audit/claim_evaluation.h"
#include "gainsay/audit/rule.h"

#include "rule_run.h"

namespace gainsay::audit {
namespace {

using Lines = std::vector<std::string_view>;  // without their ends

Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

std::string_view trimmed(std::string_view line) {
  const auto first = line.find_first_not_of(" \t");
  if (first == std::string_view::npos) return "";
  return line.substr(first, line.find_last_not_of(" \t") - first + 1);
}

bool is_header(std::string_view line) { return trimmed(line).starts_with('['); }

// Text over several lines may hold what looks like a header or a key: such a file is left alone.
bool has_long_texts(std::string_view text) {
  return text.find("\"\"\"") != text.npos || text.find("'''") != text.npos;
}

// The lines of the table whose header is at `line`, without the comments and blanks before the next one.
int lines_in_table(const Lines& lines, int line) {
  auto end = static_cast<std::size_t>(line);
  while (end < lines.size() && !is_header(lines[end])) ++end;
  if (end < lines.size()) {
    while (end > static_cast<std::size_t>(line) && trimmed(lines[end - 1]).starts_with('#')) --end;
  }
  return static_cast<int>(end) - line + 1;
}

// The line of `key = ...` in the table at `line`; 0 where there is none.
int line_of_key(const Lines& lines, int line, std::string_view key) {
  const int last = line + lines_in_table(lines, line) - 1;
  for (int at = line + 1; at <= last; ++at) {
    std::string_view text = trimmed(lines[static_cast<std::size_t>(at - 1)]);
    if (!text.starts_with(key)) continue;
    text.remove_prefix(key.size());
    if (trimmed(text).starts_with('=')) return at;
  }
  return 0;
}

std::string spelled(const std::string& name) {
  constexpr std::string_view bare = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
  const bool plain = !name.empty() && name.find_first_not_of(bare) == std::string::npos;
  return plain ? name : "\"" + name + "\"";
}

// Names that would need escapes in TOML are left to their author.
bool is_plain(const std::string& name) { return name.find_first_of("\"\\\n\r\t") == std::string::npos; }

int line_of_header(const Lines& lines, const std::string& header) {
  const auto found = std::ranges::find(lines, header, trimmed);
  return found == lines.end() ? 0 : static_cast<int>(found - lines.begin()) + 1;
}

class Fixer {
 public:
  Fixer(const Study& study, std::string_view text) : study_(study), lines_(lines_of(text)) {
    for (const ClaimRegistration& registration : study.records().registrations)
      registered_.insert(registration.claim);
  }

  std::vector<TextEdit> edits(const std::string& today) {
    remove_suppressions(today);
    write_directions();
    for (const Claim& claim : study_.file().claims) {
      if (registered_.contains(claim.id)) continue;
      name_metric(claim);
      add_unit(claim);
    }
    std::ranges::stable_sort(edits_, {}, &TextEdit::line);
    return std::move(edits_);
  }

 private:
  // Asked as at stage submit, so that one which covers what is asked there alone stays.
  void remove_suppressions(const std::string& today) {
    const Rule& rule = *find_rule("stale-suppression");
    for (const Finding& finding : findings_of(study_, rule, {Stage::submit, today})) {
      const auto value = [&](const std::string& key) {
        const auto entry = std::ranges::find(finding.evidence, key, &EvidenceEntry::key);
        return std::get<std::int64_t>(entry->value);
      };
      if (value("covered") > 0) continue;
      const int line = static_cast<int>(value("line"));
      if (trimmed(lines_[static_cast<std::size_t>(line - 1)]) != "[[suppress]]") continue;
      edits_.push_back({line, lines_in_table(lines_, line), {}, finding.message});
    }
  }

  bool is_registered(Name metric) const {
    return std::ranges::any_of(study_.file().claims, [&](const Claim& claim) {
      return study_.canonical_metric(claim.metric) == metric && registered_.contains(claim.id);
    });
  }

  void write_directions() {
    std::set<Name> seen;
    for (const ClaimEvaluation& evaluation : study_.evaluations()) {
      const Metric metric = study_.metric(evaluation.claim.metric);
      if (evaluation.claim.inferred || !metric.direction_inferred || !seen.insert(metric.name).second)
        continue;
      if (is_registered(metric.name) || !is_plain(metric.name.str())) continue;
      const std::string header = "[metrics." + spelled(metric.name.str()) + "]";
      const std::string direction = fmt::format("direction = \"{}\"", to_string(*metric.direction));
      const std::string why = fmt::format("{} is better for {}: its name says so, and now the file does",
                                          to_string(*metric.direction), metric.name.str());
      const int line = line_of_header(lines_, header);
      if (line > 0) {
        edits_.push_back({line + 1, 0, {direction}, why});
      } else if (study_.file().find_metric(metric.name) == nullptr) {
        edits_.push_back({static_cast<int>(lines_.size()) + 1, 0, {"", header, direction}, why});
      }
    }
  }

  void name_metric(const Claim& claim) {
    const Name canonical = study_.canonical_metric(claim.metric);
    const MetricDeclaration* declared = study_.file().find_metric(claim.metric);
    if (canonical == claim.metric || declared == nullptr || declared->alias_of.str().empty()) return;
    const int line = line_of_key(lines_, claim.line, "metric");
    const std::string old_text = "\"" + claim.metric.str() + "\"";
    if (line == 0 || !is_plain(canonical.str())) return;
    std::string text(lines_[static_cast<std::size_t>(line - 1)]);
    const std::size_t at = text.find(old_text);
    if (at == std::string::npos) return;
    text.replace(at, old_text.size(), "\"" + canonical.str() + "\"");
    edits_.push_back(
        {line, 1, {text}, fmt::format("{} is an alias of {}", claim.metric.str(), canonical.str())});
  }

  void add_unit(const Claim& claim) {
    if (!claim.reported || !claim.reported->mean || !claim.reported->unit.empty()) return;
    const Metric metric = study_.metric(claim.metric);
    const bool is_share = metric.form == MetricForm::proportion && metric.range && metric.range->high <= 1.0;
    const double mean = std::stod(*claim.reported->mean);
    const int line = line_of_key(lines_, claim.line, "reported");
    if (!is_share || !(mean > 1.0 && mean <= 100.0) || line == 0) return;
    std::string text(lines_[static_cast<std::size_t>(line - 1)]);
    const std::size_t brace = text.rfind('}');
    const bool one_line =
        brace != std::string::npos && text.find('{') < brace && text.find('#') == std::string::npos;
    if (!one_line) return;
    const std::size_t last = text.find_last_not_of(" \t", brace - 1);
    text.insert(last + 1, ", unit = \"percent\"");
    edits_.push_back({line,
                      1,
                      {text},
                      fmt::format("{} is printed as {}, and a share is at most 1: it is in percent",
                                  metric.name.str(), *claim.reported->mean)});
  }

  const Study& study_;
  Lines lines_;
  std::set<std::string> registered_;
  std::vector<TextEdit> edits_;
};

}  // namespace

std::vector<TextEdit> safe_edits(const Study& study, const std::string& today, std::string_view text) {
  if (has_long_texts(text)) return {};
  return Fixer(study, text).edits(today);
}

std::string edited(std::string_view text, const std::vector<TextEdit>& edits) {
  const bool carriage_returns = text.find("\r\n") != text.npos;
  const std::string line_end = carriage_returns ? "\r\n" : "\n";
  std::string out;
  int line = 1;
  auto edit = edits.begin();
  const auto put_in = [&] {
    for (; edit != edits.end() && edit->line == line; ++edit) {
      if (!edit->inserted.empty() && !out.empty() && !out.ends_with('\n')) out += line_end;
      for (const std::string& inserted : edit->inserted) out += inserted + line_end;
      for (int i = 0; i < edit->removed && !text.empty(); ++i) {
        const std::size_t end = text.find('\n');
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        ++line;
      }
    }
  };
  for (put_in(); !text.empty(); put_in()) {
    const std::size_t end = text.find('\n');
    const std::size_t size = end == std::string_view::npos ? text.size() : end + 1;
    out += text.substr(0, size);
    text.remove_prefix(size);
    ++line;
  }
  return out;
}

bool have_same_verdicts(const Study& a, const Study& b) {
  return std::ranges::equal(a.evaluations(), b.evaluations(), [](const auto& x, const auto& y) {
    return x.claim.id == y.claim.id && x.verdict == y.verdict;
  });
}

}  // namespace gainsay::audit
