#include "table_reader.h"

#include <algorithm>
#include <charconv>
#include <sstream>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "gainsay/tracker/error.h"
#include "gainsay/tracker/nearest_name.h"

namespace gainsay::audit {
namespace {

std::string place(const std::string& path, const toml::source_region& source) {
  return fmt::format("{}:{}:{}", path, source.begin.line, source.begin.column);
}

bool is_number(std::string_view text) {
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size();
}

}  // namespace

TableReader::TableReader(const toml::table& table, std::string where, std::string path)
    : table_(table), where_(std::move(where)), path_(std::move(path)) {}

const toml::node* TableReader::find(std::string_view key) {
  known_.emplace_back(key);
  return table_.get(key);
}

std::optional<std::string> TableReader::text(std::string_view key) {
  const toml::node* node = find(key);
  if (node == nullptr) return std::nullopt;
  const auto* value = node->as_string();
  if (value == nullptr) reject_type(key, "text in quotes");
  return value->get();
}

std::optional<bool> TableReader::boolean(std::string_view key) {
  const toml::node* node = find(key);
  if (node == nullptr) return std::nullopt;
  const auto* value = node->as_boolean();
  if (value == nullptr) reject_type(key, "true or false");
  return value->get();
}

std::optional<double> TableReader::number(std::string_view key) {
  const toml::node* node = find(key);
  if (node == nullptr) return std::nullopt;
  if (const auto* value = node->as_floating_point()) return value->get();
  if (const auto* value = node->as_integer()) return static_cast<double>(value->get());
  reject_type(key, "a number");
}

std::optional<std::int64_t> TableReader::integer(std::string_view key) {
  const toml::node* node = find(key);
  if (node == nullptr) return std::nullopt;
  const auto* value = node->as_integer();
  if (value == nullptr) reject_type(key, "a whole number");
  return value->get();
}

std::optional<std::string> TableReader::date(std::string_view key) {
  const toml::node* node = find(key);
  if (node == nullptr) return std::nullopt;
  if (const auto* value = node->as_date()) {
    std::ostringstream out;
    out << value->get();
    return out.str();
  }
  const auto* value = node->as_string();
  const bool looks_right = value != nullptr && value->get().size() == 10 && value->get()[4] == '-';
  if (!looks_right) reject_type(key, "a date such as 2027-03-01");
  return value->get();
}

std::optional<std::string> TableReader::number_text(std::string_view key) {
  const toml::node* node = find(key);
  if (node == nullptr) return std::nullopt;
  const auto* value = node->as_string();
  if (value == nullptr) {
    reject(key, fmt::format("{}: `{}` must be the printed number in quotes", where_, key),
           "write it as the paper prints it, for instance \"97.40\": trailing zeros say how it was rounded");
  }
  if (!is_number(value->get())) {
    reject(key, fmt::format("{}: `{}` is \"{}\", which is not a number", where_, key, value->get()),
           "write digits only, for instance \"97.40\"");
  }
  return value->get();
}

std::optional<std::string> TableReader::p_text(std::string_view key) {
  const toml::node* node = find(key);
  const auto* value = node == nullptr ? nullptr : node->as_string();
  const std::string text = value == nullptr ? "" : value->get();
  if (!text.starts_with('<')) return number_text(key);
  const std::size_t digits = text.find_first_not_of("< ");
  if (digits == std::string::npos || !is_number(std::string_view(text).substr(digits))) {
    reject(key, fmt::format("{}: `{}` is \"{}\", which is no bound", where_, key, text),
           "write \"< 0.05\", or the number that is printed");
  }
  return text;
}

std::vector<std::string> TableReader::texts(std::string_view key) {
  const toml::node* node = find(key);
  if (node == nullptr) return {};
  const auto* array = node->as_array();
  if (array == nullptr) reject_type(key, "a list of texts");
  std::vector<std::string> values;
  for (const auto& element : *array) {
    if (!element.is_string()) reject_type(key, "a list of texts");
    values.push_back(element.as_string()->get());
  }
  return values;
}

std::vector<Name> TableReader::names(std::string_view key) {
  const auto values = texts(key);
  return {values.begin(), values.end()};
}

std::vector<std::vector<Name>> TableReader::name_groups(std::string_view key) {
  const toml::node* node = find(key);
  if (node == nullptr) return {};
  constexpr std::string_view wanted = "a list of lists of parameter names";
  const auto* array = node->as_array();
  if (array == nullptr) reject_type(key, wanted);
  std::vector<std::vector<Name>> groups;
  for (const auto& element : *array) {
    const auto* group = element.as_array();
    if (group == nullptr) reject_type(key, wanted);
    auto& names_of_group = groups.emplace_back();
    for (const auto& name : *group) {
      if (!name.is_string()) reject_type(key, wanted);
      names_of_group.emplace_back(name.as_string()->get());
    }
  }
  return groups;
}

std::vector<std::int64_t> TableReader::integers(std::string_view key) {
  const toml::node* node = find(key);
  if (node == nullptr) return {};
  const auto* array = node->as_array();
  if (array == nullptr) reject_type(key, "a list of whole numbers");
  std::vector<std::int64_t> values;
  for (const auto& element : *array) {
    if (!element.is_integer()) reject_type(key, "a list of whole numbers");
    values.push_back(element.as_integer()->get());
  }
  return values;
}

std::optional<Range> TableReader::range(std::string_view key) {
  const toml::node* node = find(key);
  if (node == nullptr) return std::nullopt;
  const auto* array = node->as_array();
  const bool two_numbers =
      array != nullptr && array->size() == 2 && (*array)[0].is_number() && (*array)[1].is_number();
  if (!two_numbers) reject_type(key, "two numbers, [low, high]");
  const Range range{*(*array)[0].value<double>(), *(*array)[1].value<double>()};
  if (!(range.low < range.high)) {
    reject(key,
           fmt::format("{}: `{}` is [{}, {}], whose low end is not below its high end", where_, key,
                       range.low, range.high),
           "write the lowest possible value first");
  }
  return range;
}

const toml::table* TableReader::table(std::string_view key) {
  const toml::node* node = find(key);
  if (node == nullptr) return nullptr;
  const auto* value = node->as_table();
  if (value == nullptr) reject_type(key, "a table");
  return value;
}

std::vector<const toml::table*> TableReader::tables(std::string_view key) {
  const toml::node* node = find(key);
  if (node == nullptr) return {};
  const auto* array = node->as_array();
  if (array == nullptr) reject_type(key, fmt::format("an array of tables, each headed [[{}]]", key));
  std::vector<const toml::table*> values;
  for (const auto& element : *array) {
    if (!element.is_table()) reject_type(key, fmt::format("an array of tables, each headed [[{}]]", key));
    values.push_back(element.as_table());
  }
  return values;
}

std::string TableReader::required_text(std::string_view key) {
  auto value = text(key);
  if (!value) reject_missing(key);
  if (value->empty()) reject(key, fmt::format("{}: `{}` is empty", where_, key), "give it a text");
  return *value;
}

std::string TableReader::one_of(std::string_view key, const std::vector<std::string>& spellings) {
  const auto value = text(key);
  if (!value) return "";
  if (std::ranges::find(spellings, *value) == spellings.end()) reject_choice(key, *value, spellings);
  return *value;
}

void TableReader::finish() const {
  for (const auto& [key, node] : table_) {
    if (std::ranges::find(known_, key.str()) != known_.end()) continue;
    const auto nearest = tracker::nearest_name(key.str(), known_);
    throw tracker::FormatError(place(path_, key.source()),
                               fmt::format("{} has no key `{}`", where_, key.str()),
                               nearest ? fmt::format("did you mean `{}`?", *nearest)
                                       : fmt::format("it knows: {}", fmt::join(known_, ", ")));
  }
}

void TableReader::reject(std::string_view key, const std::string& problem, const std::string& remedy) const {
  const toml::node* node = table_.get(key);
  throw tracker::FormatError(place(path_, node != nullptr ? node->source() : table_.source()), problem,
                             remedy);
}

void TableReader::reject_type(std::string_view key, std::string_view wanted) const {
  reject(key, fmt::format("{}: `{}` has the wrong type", where_, key), fmt::format("it must be {}", wanted));
}

void TableReader::reject_missing(std::string_view key) const {
  reject(key, fmt::format("{} lacks the key `{}`", where_, key), fmt::format("add a line `{} = ...`", key));
}

void TableReader::reject_choice(std::string_view key, const std::string& value,
                                const std::vector<std::string>& spellings) const {
  const auto nearest = tracker::nearest_name(value, spellings);
  const std::string list = fmt::format("it can be: {}", fmt::join(spellings, ", "));
  reject(key, fmt::format("{}: `{}` cannot be \"{}\"", where_, key, value),
         nearest ? fmt::format("did you mean \"{}\"? {}", *nearest, list) : list);
}

int TableReader::line() const { return static_cast<int>(table_.source().begin.line); }

}  // namespace gainsay::audit
