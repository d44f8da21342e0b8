#include "gainsay/report/statistic_formats.h"

#include <algorithm>
#include <cmath>
#include <span>

#include <fmt/format.h>

#include "json_values.h"
#include "text_table.h"

namespace gainsay::report {
namespace {

using stats::FieldType;
using stats::Record;
using stats::Value;
using Json = nlohmann::ordered_json;

std::string in_digits(double value) { return fmt::format("{:.6g}", value); }

std::size_t rows_of(const FieldType& type, std::size_t n) {
  if (type.kind != FieldType::Kind::square) return 0;
  return static_cast<std::size_t>(std::lround(std::sqrt(static_cast<double>(n))));
}

class InJson {
 public:
  explicit InJson(const FieldType& type) : type_(type) {}

  Json operator()(std::monostate) const { return nullptr; }
  Json operator()(double value) const { return number(value); }
  Json operator()(const std::vector<double>& values) const {
    const auto rows = rows_of(type_, values.size());
    Json all = Json::array();
    for (const double value : values) all.push_back(number(value));
    if (rows == 0) return all;
    Json square = Json::array();
    for (std::size_t i = 0; i < values.size(); i += rows) {
      const auto from = all.begin() + static_cast<std::ptrdiff_t>(i);
      square.push_back(Json(std::vector<Json>(from, from + static_cast<std::ptrdiff_t>(rows))));
    }
    return square;
  }
  Json operator()(const Record& record) const {
    Json object = Json::object();
    for (std::size_t i = 0; i < record.values.size(); ++i) {
      const auto& field = record.type->fields[i];
      object[std::string{field.name}] = std::visit(InJson{field.type}, record.values[i].content);
    }
    return object;
  }
  Json operator()(const std::vector<Value>& records) const {
    Json all = Json::array();
    for (const auto& record : records) all.push_back(std::visit(*this, record.content));
    return all;
  }
  template <typename Plain>
  Json operator()(const Plain& value) const {
    return value;
  }

 private:
  const FieldType& type_;
};

// Lined up, so that the rows of a matrix stand under each other.
std::string number_words(std::span<const double> numbers) {
  std::string words;
  for (const double number : numbers) {
    words += (words.empty() ? "" : "  ") + pad_right(in_digits(number), 9);
  }
  return words;
}

std::string in_words(const Value& value);

std::string record_words(const Record& record) {
  if (record.type->name == "Interval") {
    return "[" + in_words(record.values[0]) + ", " + in_words(record.values[1]) + "], confidence " +
           in_words(record.values[2]);
  }
  std::string words;
  for (std::size_t i = 0; i < record.values.size(); ++i) {
    words +=
        (i == 0 ? "" : ", ") + std::string{record.type->fields[i].name} + " " + in_words(record.values[i]);
  }
  return words;
}

struct InWords {
  std::string operator()(std::monostate) const { return "-"; }
  std::string operator()(bool value) const { return value ? "yes" : "no"; }
  std::string operator()(double value) const { return in_digits(value); }
  std::string operator()(const std::string& value) const { return printable(value); }
  std::string operator()(const Record& record) const { return record_words(record); }
  template <typename Number>
  std::string operator()(const std::vector<Number>& values) const {
    std::string words;
    for (const auto& value : values) words += (words.empty() ? "" : "  ") + (*this)(value);
    return words;
  }
  std::string operator()(const Value& value) const { return in_words(value); }
  template <typename Integer>
  std::string operator()(const Integer& value) const {
    return std::to_string(value);
  }
};

std::string in_words(const Value& value) { return std::visit(InWords{}, value.content); }

// The lines of a field: one, but for squares and lists of records.
std::vector<std::string> lines_of(const Value& value, const FieldType& type) {
  std::vector<std::string> lines;
  if (const auto* const records = std::get_if<std::vector<Value>>(&value.content)) {
    for (const auto& record : *records) lines.push_back(in_words(record));
  } else if (const auto* const numbers = std::get_if<std::vector<double>>(&value.content)) {
    const auto rows = rows_of(type, numbers->size());
    const auto width = rows == 0 ? numbers->size() : rows;
    for (auto from = numbers->begin(); from != numbers->end(); from += static_cast<std::ptrdiff_t>(width)) {
      lines.push_back(number_words({&*from, width}));
    }
  } else {
    lines.push_back(in_words(value));
  }
  return lines;
}

}  // namespace

std::string statistic_text(const stats::Statistic& statistic, const Value& result) {
  const auto* const record = std::get_if<Record>(&result.content);
  TextTable table({Align::left, Align::left});
  const auto add = [&table](const std::string& name, const std::vector<std::string>& lines) {
    for (const auto& line : lines) table.add({&line == lines.data() ? name : "", line});
    if (lines.empty()) table.add({name, "-"});
  };
  if (record == nullptr) {
    add(std::string{statistic.name}, lines_of(result, statistic.result));
    return table.str(0);
  }
  for (std::size_t i = 0; i < record->values.size(); ++i) {
    const auto& field = record->type->fields[i];
    add(std::string{field.name}, lines_of(record->values[i], field.type));
  }
  return table.str(0);
}

std::string statistic_json(const stats::Statistic& statistic, const Value& result) {
  Json object = Json::object();
  object["statistic"] = statistic.name;
  object["result"] = std::visit(InJson{statistic.result}, result.content);
  return dump(object);
}

std::string catalogue_text(const TextStyle& style) {
  std::string text;
  std::string_view family;
  std::size_t width = 0;
  for (const auto& statistic : stats::catalogue()) width = std::max(width, statistic.name.size());
  for (const auto& statistic : stats::catalogue()) {
    if (statistic.family != family) {
      family = statistic.family;
      text += (text.empty() ? "" : "\n") + style.paint(Emphasis::bold, family) + "\n";
    }
    text += "  " + pad_right(statistic.name, static_cast<int>(width)) + "  " +
            std::string{statistic.summary} + "\n";
  }
  return text;
}

std::string catalogue_json() {
  Json all = Json::array();
  for (const auto& statistic : stats::catalogue()) {
    Json parameters = Json::array();
    for (const auto& parameter : statistic.parameters) parameters.push_back(parameter.name);
    all.push_back({{"statistic", statistic.name},
                   {"family", statistic.family},
                   {"summary", statistic.summary},
                   {"parameters", parameters}});
  }
  return dump(all);
}

}  // namespace gainsay::report
