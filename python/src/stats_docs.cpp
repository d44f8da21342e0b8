#include "stats_docs.h"

#include <algorithm>
#include <charconv>

namespace gainsay::python {
namespace {

using stats::Argument;
using stats::Kind;
using stats::Parameter;

std::string_view header_doc(const std::string& name) {
  const auto docs = header_docs();
  const auto found = std::ranges::lower_bound(docs, std::string_view{name}, {}, &HeaderDoc::name);
  return found != docs.end() && found->name == name ? found->text : std::string_view{};
}

std::string shortest(double number) {
  char text[32];
  const auto end = std::to_chars(std::begin(text), std::end(text), number).ptr;
  std::string made(std::begin(text), end);
  return made.find_first_of(".en") == std::string::npos ? made + ".0" : made;
}

struct AsPython {
  std::string operator()(std::monostate) const { return "None"; }
  std::string operator()(bool value) const { return value ? "True" : "False"; }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(double value) const { return shortest(value); }
  std::string operator()(std::string_view value) const { return "\"" + std::string{value} + "\""; }
  template <typename Data>
  std::string operator()(const Data&) const {
    return "...";  // data has no default
  }
};

std::string signature(const stats::Statistic& statistic) {
  std::string made = std::string{statistic.name} + "(";
  bool keywords = false;
  for (const auto& parameter : statistic.parameters) {
    if (&parameter != statistic.parameters.data()) made += ", ";
    if (!keywords && is_keyword_only(parameter)) {
      made += "*, ";
      keywords = true;
    }
    made += parameter.name;
    if (!parameter.required) made += "=" + std::visit(AsPython{}, parameter.default_value);
  }
  return made + ")";
}

std::string kind_words(const Parameter& parameter) {
  constexpr std::string_view words[] = {"True or False",
                                        "an integer",
                                        "a number",
                                        "a text",
                                        "a choice",
                                        "an array of n numbers",
                                        "an array of n integers or labels",
                                        "a list of arrays of numbers",
                                        "an array of rows and columns"};
  if (parameter.kind != Kind::choice) return std::string{words[static_cast<std::size_t>(parameter.kind)]};
  std::string all;
  for (const auto name : parameter.choices) all += (all.empty() ? "\"" : ", \"") + std::string{name} + "\"";
  return all;
}

std::string parameter_lines(const stats::Statistic& statistic) {
  std::string lines = "\n\nParameters:\n";
  for (const auto& parameter : statistic.parameters) {
    lines += "    " + std::string{parameter.name} + ": " + kind_words(parameter) + "; " +
             std::string{parameter.meaning} + "\n";
  }
  return lines;
}

std::string field_lines(const stats::RecordType& type) {
  std::string lines;
  for (const auto& field : type.fields) {
    const auto name = std::string{field.name};
    const auto comment = header_doc(std::string{type.name} + "." + name);
    lines += "    " + name + ": " + annotation_of(field.type);
    if (!comment.empty()) lines += "; " + std::string{comment};
    lines += "\n";
  }
  return lines;
}

}  // namespace

bool is_keyword_only(const Parameter& parameter) {
  return !parameter.required && parameter.kind < Kind::sample;
}

std::string annotation_of(const stats::FieldType& type) {
  using Type = stats::FieldType::Kind;
  const auto plain = [&]() -> std::string {
    switch (type.kind) {
      case Type::boolean:
        return "bool";
      case Type::integer:
        return "int";
      case Type::real:
        return "float";
      case Type::text:
        return "str";
      case Type::reals:
      case Type::square:
        return "NDArray[float64]";
      case Type::integers:
        return "NDArray[int64]";
      case Type::record:
        return std::string{type.record->name};
      case Type::records:
        return "list[" + std::string{type.record->name} + "]";
    }
    return "object";
  };
  return type.optional ? plain() + " | None" : plain();
}

std::string docstring(const stats::Statistic& statistic) {
  std::string made = signature(statistic) + "\n--\n\n" + std::string{statistic.summary};
  const auto prose = header_doc(std::string{statistic.function});
  if (!prose.empty()) made += "\n\n" + std::string{prose};
  made += parameter_lines(statistic) + "\nReturns: " + annotation_of(statistic.result) + "\n";
  if (statistic.result.record != nullptr) made += field_lines(*statistic.result.record);
  return made + "\nRaises ValueError as told above, and TypeError for what is no number.";
}

std::string record_docstring(const stats::RecordType& type) {
  return "A result, with the fields\n\n" + field_lines(type);
}

}  // namespace gainsay::python
