#include "statistic_arguments.h"

#include <algorithm>
#include <stdexcept>

#include <CLI/CLI.hpp>

#include "gainsay/tracker/nearest_name.h"

#include "key_value.h"

namespace gainsay::cli {
namespace {

using stats::Argument;
using stats::Kind;
using stats::Parameter;

std::string dashed(std::string_view name) {
  std::string made{name};
  std::ranges::replace(made, '_', '-');
  return made;
}

std::string option_names(const Parameter& parameter) {
  const auto name = std::string{parameter.name};
  std::string names = "--" + dashed(name);
  if (dashed(name) != name) names += ",--" + name;
  if (name == "p_values") names += ",--p";
  if (name == "a" || name == "b") names += ",--method-" + name;
  if (parameter.kind == Kind::matrix || (parameter.kind == Kind::samples && name != "a" && name != "b")) {
    names += ",--columns";
  }
  return names;
}

struct AsText {
  std::string operator()(std::monostate) const { return ""; }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(std::string_view value) const { return std::string{value}; }
  std::string operator()(double value) const {
    auto text = std::to_string(value);
    text.erase(text.find_last_not_of('0') + 1);
    return text.ends_with('.') ? text.substr(0, text.size() - 1) : text;
  }
  template <typename Data>
  std::string operator()(const Data&) const {
    return "";
  }
};

std::string help_of(const Parameter& parameter) {
  std::string help{parameter.meaning};
  if (!parameter.choices.empty()) {
    std::string all;
    for (const auto choice : parameter.choices) all += (all.empty() ? "" : ", ") + std::string{choice};
    help += ": " + all;
  }
  const auto usual = std::visit(AsText{}, parameter.default_value);
  return usual.empty() ? help : help + " (default: " + usual + ")";
}

const char* type_name(const Parameter& parameter) {
  constexpr const char* names[] = {"BOOL", "INT",      "NUMBER", "TEXT",        "CHOICE",
                                   "DATA", "INTEGERS", "GROUPS", "ROWS;COLUMNS"};
  return names[static_cast<std::size_t>(parameter.kind)];
}

[[noreturn]] void refuse(const Parameter& parameter, const std::string& problem, const std::string& remedy) {
  throw tracker::FormatError("--" + dashed(parameter.name), problem, remedy);
}

std::string choices(const Parameter& parameter) {
  std::string all;
  for (const auto choice : parameter.choices) all += (all.empty() ? "" : ", ") + std::string{choice};
  return all;
}

}  // namespace

void add_parameter_options(CLI::App& app, const stats::Statistic& statistic,
                           std::map<std::string, std::string>& given) {
  const auto add = [&](const std::string& name, const std::string& options, const std::string& help) {
    return app.add_option_function<std::string>(
        options, [&given, name](const std::string& text) { given[name] = text; }, help);
  };
  for (const auto& parameter : statistic.parameters) {
    add(std::string{parameter.name}, option_names(parameter), help_of(parameter))
        ->type_name(type_name(parameter));
  }
  if (!takes_differences(statistic)) return;
  add("a", "--a,--method-a", "in place of differences: one arm")->type_name("DATA");
  add("b", "--b,--method-b", "... and what is taken from it")->type_name("DATA");
}

StatisticArguments::StatisticArguments(const stats::Statistic& statistic,
                                       const std::map<std::string, std::string>& given,
                                       const StatisticData& data)
    : statistic_(statistic) {
  for (const auto& parameter : statistic.parameters) {
    const auto name = std::string{parameter.name};
    if (const auto found = data.of.find(name); takes_data(parameter) && found != data.of.end()) {
      arguments_.push_back(of_data(parameter, found->second));
    } else if (const auto text = given.find(name); !takes_data(parameter) && text != given.end()) {
      arguments_.push_back(of_text(parameter, text->second));
    } else if (parameter.required) {
      refuse(parameter, std::string{statistic.name} + " needs it: " + std::string{parameter.meaning},
             "`gainsay test " + std::string{statistic.name} + " --help` shows the ways to give it");
    } else {
      arguments_.push_back(parameter.default_value);
    }
  }
}

Argument StatisticArguments::of_data(const Parameter& parameter, const Data& data) {
  if (parameter.kind == Kind::integers) return std::span<const std::int64_t>{data.integers};
  if (parameter.kind == Kind::sample) return std::span<const double>{data.samples.front()};
  if (parameter.kind == Kind::samples) {
    auto& group = groups_.emplace_back(data.samples.begin(), data.samples.end());
    return std::span<const std::span<const double>>{group};
  }
  auto& all = rows_.emplace_back();
  for (const auto& row : data.samples) all.insert(all.end(), row.begin(), row.end());
  const auto rows = static_cast<std::int64_t>(data.samples.size());
  const auto columns = rows == 0 ? 0 : static_cast<std::int64_t>(data.samples.front().size());
  return stats::Matrix{all, rows, columns};
}

Argument StatisticArguments::of_text(const Parameter& parameter, const std::string& text) {
  const auto option = "--" + dashed(parameter.name);
  if (parameter.kind == Kind::real) return number_value(text, option);
  if (parameter.kind == Kind::text) return std::string_view{texts_.emplace_back(text)};
  const auto value = typed_value(text);
  if (parameter.kind == Kind::integer) {
    if (const auto* const integer = std::get_if<std::int64_t>(&value)) return *integer;
    refuse(parameter, "`" + text + "` is not a whole number", "give one");
  }
  if (parameter.kind == Kind::boolean) {
    if (const auto* const flag = std::get_if<bool>(&value)) return *flag;
    refuse(parameter, "`" + text + "` is neither true nor false", "give one of the two");
  }
  const auto found = std::ranges::find(parameter.choices, text);
  if (found != parameter.choices.end()) return *found;
  refuse(parameter, "there is no `" + text + "`", "it is one of " + choices(parameter));
}

stats::Value StatisticArguments::call() const {
  try {
    return statistic_.call(arguments_);
  } catch (const std::domain_error& error) {
    throw tracker::Error("", error.what(), "");
  }
}

std::optional<double> p_value_of(const stats::Value& result) {
  const auto* const record = std::get_if<stats::Record>(&result.content);
  if (record == nullptr) return std::nullopt;
  for (std::size_t i = 0; i < record->values.size(); ++i) {
    if (record->type->fields[i].name != "p_value") continue;
    if (const auto* const p = std::get_if<double>(&record->values[i].content)) return *p;
  }
  return std::nullopt;
}

tracker::NotFoundError unknown_statistic(const std::string& what, const std::string& name,
                                         const std::string& remedy) {
  std::vector<std::string> names;
  for (const auto& statistic : stats::catalogue()) names.emplace_back(statistic.name);
  const auto nearest = tracker::nearest_name(name, names);
  return tracker::NotFoundError("", "there is no " + what + " `" + name + "`",
                                nearest ? "did you mean `" + *nearest + "`?" : remedy);
}

}  // namespace gainsay::cli
