#include "yaml_document.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <map>
#include <optional>

#include "gainsay/tracker/error.h"

#include "number.h"
#include "whole_file.h"
#include "yaml_events.h"

namespace gainsay::importers {
namespace {

using nlohmann::json;

constexpr int deepest = 200;
constexpr std::int64_t most_values = 1'000'000;
constexpr std::uint64_t largest_file = 64U << 20U;
constexpr std::string_view standard_tag = "tag:yaml.org,2002:";

template <std::size_t n>
bool is_one_of(std::string_view text, const std::array<std::string_view, n>& words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

std::optional<bool> truth_of(std::string_view text, YamlDialect dialect) {
  static constexpr std::array<std::string_view, 3> yes{"true", "True", "TRUE"};
  static constexpr std::array<std::string_view, 3> no{"false", "False", "FALSE"};
  static constexpr std::array<std::string_view, 6> old_yes{"yes", "Yes", "YES", "on", "On", "ON"};
  static constexpr std::array<std::string_view, 6> old_no{"no", "No", "NO", "off", "Off", "OFF"};
  const bool is_old = dialect == YamlDialect::python;
  if (is_one_of(text, yes) || (is_old && is_one_of(text, old_yes))) return true;
  if (is_one_of(text, no) || (is_old && is_one_of(text, old_no))) return false;
  return std::nullopt;
}

std::optional<std::int64_t> based_integer(std::string_view digits, int base) {
  std::int64_t value = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value, base);
  if (digits.empty() || digits.front() == '-' || error != std::errc{} || stop != end) return std::nullopt;
  return value;
}

std::optional<std::int64_t> integer_in_text(std::string_view text, YamlDialect dialect) {
  if (text.starts_with("0x")) return based_integer(text.substr(2), 16);
  if (dialect == YamlDialect::core && text.starts_with("0o")) return based_integer(text.substr(2), 8);
  if (dialect == YamlDialect::python && text.starts_with("0b")) return based_integer(text.substr(2), 2);
  const bool is_octal = dialect == YamlDialect::python && text.size() > 1 && text.front() == '0';
  if (is_octal) return based_integer(text, 8);
  if (text.starts_with('+')) text.remove_prefix(1);
  return parse_integer(text);
}

std::optional<double> special_number(std::string_view text) {
  static constexpr std::array<std::string_view, 3> infinite{".inf", ".Inf", ".INF"};
  static constexpr std::array<std::string_view, 3> none{".nan", ".NaN", ".NAN"};
  if (is_one_of(text, none)) return std::numeric_limits<double>::quiet_NaN();
  const bool is_negative = text.starts_with('-');
  if (is_negative || text.starts_with('+')) text.remove_prefix(1);
  if (!is_one_of(text, infinite)) return std::nullopt;
  return is_negative ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
}

// What PyYAML takes for a number has a point, and a sign in its exponent.
bool is_python_float(std::string_view text) {
  const std::size_t exponent = text.find_first_of("eE");
  if (text.substr(0, exponent).find('.') == std::string_view::npos) return false;
  return exponent == std::string_view::npos ||
         (exponent + 1 < text.size() && (text[exponent + 1] == '+' || text[exponent + 1] == '-'));
}

std::optional<double> float_in_text(std::string_view text, YamlDialect dialect) {
  if (const auto special = special_number(text)) return special;
  const bool has_only_digits = text.find_first_not_of("+-.0123456789eE") == std::string_view::npos;
  if (!has_only_digits || (dialect == YamlDialect::python && !is_python_float(text))) return std::nullopt;
  return parse_number(text);
}

json plain_scalar(const std::string& text, YamlDialect dialect) {
  if (is_yaml_null(text)) return nullptr;
  if (const auto truth = truth_of(text, dialect)) return *truth;
  if (const auto integer = integer_in_text(text, dialect)) return *integer;
  if (const auto number = float_in_text(text, dialect)) return *number;
  return text;
}

bool is_call(std::string_view tag) {
  return tag.starts_with("python/object/") || tag.starts_with("python/module:");
}

// Builds the document from its events. A value that is left out is `discarded`.
class Builder {
 public:
  Builder(const std::string& text, YamlDialect dialect, const std::string& place)
      : events_(text, place), dialect_(dialect), place_(place) {}

  json document() {
    const YamlEvent first = events_.next();
    return first.kind == YamlEvent::Kind::end ? json{} : value(first, 0);
  }

  std::int64_t left_out() const { return left_out_; }

 private:
  // What stood under an anchor, and of how many values it is made.
  struct Anchored {
    json value;
    std::int64_t values;
    std::int64_t left_out;
  };

  [[noreturn]] void refuse(const std::string& problem) const {
    throw tracker::FormatError(place_, problem, "look at the file; it may be damaged");
  }

  void count(std::int64_t values) {
    values_ += values;
    if (values_ > most_values) refuse("the document has more than a million values");
  }

  json value(const YamlEvent& event, int depth) {
    if (depth > deepest) refuse("the values nest too deep");
    if (event.kind == YamlEvent::Kind::alias) return aliased(event.anchor);
    const std::int64_t values = values_;
    const std::int64_t left_out = left_out_;
    count(1);
    json result = tagged_value(event, depth);
    if (!event.anchor.empty()) keep(event.anchor, {result, values_ - values, left_out_ - left_out});
    return result;
  }

  void keep(const std::string& anchor, Anchored value) {
    anchored_values_ += value.values;
    if (anchored_values_ > most_values) refuse("the document's anchors name more than a million values");
    anchors_[anchor] = std::move(value);
  }

  json aliased(const std::string& anchor) {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) refuse("`*" + anchor + "` refers to nothing that is complete before it");
    count(found->second.values);
    left_out_ += found->second.left_out;
    return found->second.value;
  }

  json tagged_value(const YamlEvent& event, int depth) {
    std::string_view tag = event.tag;
    if (tag.starts_with(standard_tag)) tag.remove_prefix(standard_tag.size());
    const bool is_name = tag.starts_with("python/name:");
    const std::int64_t left_out = left_out_;
    json result = event.kind == YamlEvent::Kind::scalar       ? scalar(event, tag)
                  : event.kind == YamlEvent::Kind::list_begin ? list(depth)
                                                              : table(depth);
    if (is_name) return std::string{tag.substr(tag.find(':') + 1)};
    if (!is_call(tag)) return result;
    left_out_ = left_out + 1;
    return json(json::value_t::discarded);
  }

  json scalar(const YamlEvent& event, std::string_view tag) const {
    const bool is_text = (tag.empty() && !event.is_plain) || tag == "!" || tag == "str" ||
                         tag == "python/str" || tag == "python/unicode" || tag == "binary";
    return is_text ? json(event.value) : plain_scalar(event.value, dialect_);
  }

  json list(int depth) {
    json result = json::array();
    for (YamlEvent event = events_.next(); event.kind != YamlEvent::Kind::list_end; event = events_.next())
      result.push_back(value(event, depth + 1));
    return result;
  }

  json table(int depth) {
    json result = json::object();
    for (YamlEvent event = events_.next(); event.kind != YamlEvent::Kind::map_end; event = events_.next()) {
      std::string name = key(event, depth + 1);
      result[name] = value(events_.next(), depth + 1);
    }
    return result;
  }

  std::string key(const YamlEvent& event, int depth) {
    const json key = value(event, depth);
    if (event.kind == YamlEvent::Kind::scalar) return event.value;
    return key.is_string() ? key.get<std::string>() : key.dump();
  }

  YamlEvents events_;
  YamlDialect dialect_;
  const std::string& place_;
  std::map<std::string, Anchored> anchors_;
  std::int64_t values_ = 0;
  std::int64_t anchored_values_ = 0;
  std::int64_t left_out_ = 0;
};

}  // namespace

YamlDocument parse_yaml(const std::string& text, YamlDialect dialect, const std::string& place) {
  Builder builder{text, dialect, place};
  YamlDocument document;
  document.json = builder.document();
  document.left_out = builder.left_out();
  return document;
}

YamlDocument read_yaml(const std::filesystem::path& file, YamlDialect dialect) {
  return parse_yaml(whole_file(file, largest_file), dialect, file.string());
}

}  // namespace gainsay::importers
