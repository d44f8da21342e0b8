#include "gainsay/importers/metric_lines.h"

#include <algorithm>
#include <array>
#include <limits>
#include <regex>

#include <nlohmann/json.hpp>

#include "gainsay/tracker/error.h"

#include "number.h"

namespace gainsay::importers {

struct CapturePattern::Compiled {
  std::regex regex;
  std::vector<std::string> names;  // of the groups, from the first on; empty for an unnamed one
};

namespace {

constexpr std::array<std::string_view, 5> step_names{"step", "global_step", "iter", "iteration", "epoch"};
constexpr std::size_t longest_line = 64U << 10U;
constexpr std::size_t longest_searched = 4096;
#ifdef __GLIBCXX__
// Breadth first: time polynomial in the line, and no recursion along it, which would overflow the stack.
constexpr auto engine = std::regex_constants::__polynomial;
#else
constexpr auto engine = std::regex_constants::optimize;
#endif
constexpr std::string_view separators = " \t,;|()[]{}";

// What a line says before it is decided which of it is the step. Texts that are numbers only.
struct Pair {
  std::string key;
  std::string text;
};

bool is_key(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  if (text.empty() || !is_letter(text.front())) return false;
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') ||
           std::string_view{"./@-"}.find(c) != std::string_view::npos;
  });
}

std::vector<Pair> key_value_pairs(std::string_view line) {
  std::vector<Pair> pairs;
  while (!line.empty()) {
    const std::size_t end = std::min(line.find_first_of(separators), line.size());
    const std::string_view word = line.substr(0, end);
    const std::size_t equals = word.find('=');
    if (equals != std::string_view::npos && is_key(word.substr(0, equals))) {
      pairs.push_back({std::string{word.substr(0, equals)}, std::string{word.substr(equals + 1)}});
    }
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return pairs;
}

std::vector<Pair> json_pairs(std::string_view line) {
  line = trimmed(line);
  if (!line.starts_with('{') || !line.ends_with('}')) return {};
  const auto json = nlohmann::ordered_json::parse(line.begin(), line.end(), nullptr, false);
  if (!json.is_object()) return {};
  std::vector<Pair> pairs;
  for (const auto& [key, value] : json.items()) {
    if (value.is_number_float()) pairs.push_back({key, shortest(value.get<double>())});
    if (value.is_number_integer()) pairs.push_back({key, value.dump()});
    if (value == "nan" || value == "inf" || value == "-inf") pairs.push_back({key, value.get<std::string>()});
  }
  return pairs;
}

void add_captured(std::vector<Pair>& pairs, const CapturePattern::Compiled& pattern,
                  const std::cmatch& match) {
  const bool named =
      std::any_of(pattern.names.begin(), pattern.names.end(), [](const auto& n) { return !n.empty(); });
  if (!named) {
    pairs.push_back({match.str(1), match.str(2)});
    return;
  }
  for (std::size_t i = 0; i < pattern.names.size(); ++i) {
    if (!pattern.names[i].empty() && match[i + 1].matched)
      pairs.push_back({pattern.names[i], match.str(i + 1)});
  }
}

std::vector<Pair> captured_pairs(std::string_view line, const std::vector<CapturePattern>& patterns) {
  std::vector<Pair> pairs;
  if (line.size() > longest_searched) return pairs;
  for (const CapturePattern& pattern : patterns) {
    std::cmatch match;
    if (std::regex_search(line.data(), line.data() + line.size(), match, pattern.compiled().regex)) {
      add_captured(pairs, pattern.compiled(), match);
    }
  }
  return pairs;
}

// Takes the step out of the pairs: the first of its names that has an integer value.
std::optional<std::int64_t> take_step(std::vector<Pair>& pairs) {
  for (const std::string_view name : step_names) {
    const auto found =
        std::find_if(pairs.rbegin(), pairs.rend(), [&](const Pair& pair) { return pair.key == name; });
    if (found == pairs.rend()) continue;
    const auto step = parse_integer(trimmed(found->text));
    if (!step) continue;
    std::erase_if(pairs, [&](const Pair& pair) { return pair.key == name; });
    return step;
  }
  return std::nullopt;
}

std::optional<MetricLine> metrics_of(std::vector<Pair> pairs) {
  MetricLine line;
  line.step = take_step(pairs);
  for (const Pair& pair : pairs) {
    const auto value = parse_number(trimmed(pair.text));
    if (!value || pair.key.empty()) continue;
    std::erase_if(line.values, [&](const MetricValue& earlier) { return earlier.metric == pair.key; });
    line.values.push_back({pair.key, *value});
  }
  if (line.values.empty()) return std::nullopt;
  return line;
}

// What a terminal shows of a line that was overwritten.
std::string_view left_standing(std::string_view line) {
  while (line.ends_with('\r') || line.ends_with('\n')) line.remove_suffix(1);
  const std::size_t overwritten = line.rfind('\r');
  return overwritten == std::string_view::npos ? line : line.substr(overwritten + 1);
}

[[noreturn]] void refuse_pattern(const std::string& expression, const std::string& problem) {
  throw tracker::FormatError(
      "", "the pattern `" + expression + "` " + problem,
      "name its groups after metrics, as in `loss: (?<loss>[0-9.]+)`, or give it two groups, "
      "the metric's name and its value");
}

}  // namespace

// ECMAScript has no named groups: their names are taken out and kept beside the expression.
CapturePattern::CapturePattern(const std::string& expression) {
  auto compiled = std::make_shared<Compiled>();
  std::string plain;
  bool in_class = false;
  for (std::size_t i = 0; i < expression.size(); ++i) {
    const char c = expression[i];
    plain += c;
    if (c == '\\' && i + 1 < expression.size()) {
      plain += expression[++i];
      continue;
    }
    if (c == '[') in_class = true;
    if (c == ']') in_class = false;
    if (c != '(' || in_class) continue;
    const std::string_view rest = std::string_view{expression}.substr(i + 1);
    const std::size_t prefix = rest.starts_with("?P<") ? 3 : rest.starts_with("?<") ? 2 : 0;
    if (prefix == 0) {
      if (!rest.starts_with('?')) compiled->names.emplace_back();
      continue;
    }
    const std::size_t close = rest.find('>');
    const std::string_view name = close == std::string_view::npos ? "" : rest.substr(prefix, close - prefix);
    if (!is_key(name)) refuse_pattern(expression, "has a group whose name is no metric's name");
    compiled->names.emplace_back(name);
    i += close + 1;
  }
  try {
    compiled->regex = std::regex{plain, std::regex::ECMAScript | engine};
  } catch (const std::regex_error& error) {
    refuse_pattern(expression, std::string{"is no regular expression: "} + error.what());
  }
  const bool named =
      std::any_of(compiled->names.begin(), compiled->names.end(), [](const auto& n) { return !n.empty(); });
  if (!named && compiled->names.size() != 2)
    refuse_pattern(expression, "has no named group, and not two groups");
  compiled_ = std::move(compiled);
}

std::optional<MetricLine> parse_metric_line(std::string_view line, const CaptureOptions& options) {
  line = left_standing(line);
  if (line.size() > longest_line) return std::nullopt;
  if (auto found = metrics_of(captured_pairs(line, options.patterns))) return found;
  if (options.json) {
    if (auto found = metrics_of(json_pairs(line))) return found;
  }
  if (!options.key_value) return std::nullopt;
  return metrics_of(key_value_pairs(line));
}

}  // namespace gainsay::importers
