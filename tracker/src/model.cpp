#include "gainsay/tracker/model.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <utility>

namespace gainsay::tracker {
namespace {

constexpr std::array<std::string_view, 4> role_names{"baseline", "variant", "ablation", "reported"};
constexpr std::array<std::string_view, 3> purpose_names{"tune", "pilot", "final"};
constexpr std::array<std::string_view, 5> status_names{"running", "finished", "failed", "killed", "lost"};

template <typename Enum, std::size_t n>
std::optional<Enum> parse(const std::array<std::string_view, n>& names, std::string_view text) {
  const auto found = std::find(names.begin(), names.end(), text);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

template <typename Number>
std::string shortest(Number number) {
  std::array<char, 32> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
  return {buffer.data(), end};
}

struct ToText {
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const { return shortest(value); }
  std::string operator()(double value) const {
    if (value != value) return "nan";  // to_chars would print the sign of a NaN
    return shortest(value);
  }
  std::string operator()(const std::string& value) const { return value; }
};

// The entry of that name in a vector sorted by name.
template <typename Entry>
const Entry* find_sorted(const std::vector<Entry>& entries, Name Entry::*key, Name name) {
  const auto found = std::lower_bound(entries.begin(), entries.end(), name,
                                      [key](const Entry& entry, Name wanted) { return entry.*key < wanted; });
  return found != entries.end() && (*found).*key == name ? &*found : nullptr;
}

}  // namespace

std::string_view to_string(Role role) { return role_names.at(static_cast<std::size_t>(role)); }
std::string_view to_string(Purpose purpose) { return purpose_names.at(static_cast<std::size_t>(purpose)); }
std::string_view to_string(Status status) { return status_names.at(static_cast<std::size_t>(status)); }
std::optional<Role> parse_role(std::string_view text) { return parse<Role>(role_names, text); }
std::optional<Purpose> parse_purpose(std::string_view text) { return parse<Purpose>(purpose_names, text); }
std::optional<Status> parse_status(std::string_view text) { return parse<Status>(status_names, text); }

std::string to_text(const ParamValue& value) { return std::visit(ToText{}, value); }

std::optional<double> find_result(const Run& run, Name metric) {
  const auto* result = find_sorted(run.results, &Result::metric, metric);
  return result == nullptr ? std::nullopt : std::optional{result->value};
}

const ParamValue* find_param(const Run& run, Name name) {
  const auto* param = find_sorted(run.params, &Param::name, name);
  return param == nullptr ? nullptr : &param->value;
}

const std::string* find_tag(const Run& run, Name name) {
  const auto* tag = find_sorted(run.tags, &Tag::name, name);
  return tag == nullptr ? nullptr : &tag->value;
}

const CurveSummary* find_curve(const Run& run, Name metric) {
  return find_sorted(run.curves, &CurveSummary::metric, metric);
}

}  // namespace gainsay::tracker
