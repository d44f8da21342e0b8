#include "statistic_data.h"

#include <algorithm>
#include <utility>

#include "gainsay/tracker/error.h"

#include "data_source.h"
#include "key_value.h"

namespace gainsay::cli {
namespace {

using stats::Kind;
using stats::Parameter;

std::string option_of(const Parameter& parameter) { return "--" + std::string{parameter.name}; }

class InlineSource : public DataSource {
 public:
  std::optional<std::vector<double>> sample(const Parameter& parameter, const Given& given) override {
    if (!given) return std::nullopt;
    return numbers(option_of(parameter), *given);
  }
  std::optional<std::vector<std::vector<double>>> samples(const Parameter& parameter,
                                                          const Given& given) override {
    if (!given) return std::nullopt;
    std::vector<std::vector<double>> groups;
    for (const auto& part : parts_of(*given, ';')) groups.push_back(numbers(option_of(parameter), part));
    return groups;
  }
  std::optional<std::vector<std::vector<double>>> matrix(const Parameter& parameter,
                                                         const Given& given) override {
    auto rows = samples(parameter, given);
    if (!rows) return rows;
    for (const auto& row : *rows) {
      if (row.size() == rows->front().size()) continue;
      throw tracker::FormatError(option_of(parameter), "the rows are not all of the same length",
                                 "give one number a method in every row: 1,2,3;4,5,6");
    }
    return rows;
  }
  std::optional<std::vector<std::int64_t>> integers(const Parameter& parameter, const Given& given) override {
    if (!given) return std::nullopt;
    std::vector<std::int64_t> made;
    for (const auto& part : parts_of(*given, ',')) made.push_back(integer_value(part, option_of(parameter)));
    return made;
  }

 private:
  static std::vector<double> numbers(const std::string& option, const std::string& text) {
    std::vector<double> made;
    for (const auto& part : parts_of(text, ',')) made.push_back(number_value(part, option));
    return made;
  }
};

std::unique_ptr<DataSource> source_of(const stats::Statistic& statistic, const DataOptions& options,
                                      const Invocation& invocation) {
  const bool of_study = !options.metric.empty();
  if (of_study && !options.csv.empty()) {
    throw tracker::FormatError("--metric", "the data come from a CSV file already",
                               "leave out --csv for the results of the study, or --metric");
  }
  if (of_study) return study_source(options, statistic, invocation);
  if (!options.csv.empty()) return options.value.empty() ? wide_source(options) : long_source(options);
  if (options.value.empty() && options.group.empty() && options.block.empty()) return inline_source();
  throw tracker::FormatError("--value", "there is no table that has columns", "name one with --csv FILE");
}

// Reads the data of one parameter after the other.
class Collector {
 public:
  Collector(DataSource& source, const DataOptions& options) : source_(source), options_(options) {}

  void collect(const Parameter& parameter) {
    const auto given = given_for(parameter);
    Data data;
    switch (parameter.kind) {
      case Kind::sample:
        if (!take(source_.sample(parameter, given), data)) return;
        break;
      case Kind::samples:
        if (!take(source_.samples(parameter, given), data)) return;
        break;
      case Kind::matrix:
        if (!take(source_.matrix(parameter, given), data)) return;
        break;
      default:
        if (!take(source_.integers(parameter, given), data)) return;
    }
    const auto names = source_.names_of(parameter, given);
    if (!names.empty()) data_.names[std::string{parameter.name}] = names;
    data_.of[std::string{parameter.name}] = std::move(data);
  }

  // `differences` from an a and a b.
  void subtract() {
    if (data_.of.contains("differences")) return;
    collect({.name = "a", .meaning = "", .kind = Kind::sample, .required = true, .paired = true});
    collect({.name = "b", .meaning = "", .kind = Kind::sample, .required = true, .paired = true});
    if (!data_.of.contains("a") || !data_.of.contains("b")) return;
    auto differences = data_.of["a"].samples.front();
    const auto& b = data_.of["b"].samples.front();
    if (differences.size() != b.size()) {
      throw tracker::FormatError("--b",
                                 "there are " + std::to_string(differences.size()) + " values of a and " +
                                     std::to_string(b.size()) + " of b",
                                 "give the pairs: as many of each");
    }
    std::transform(differences.begin(), differences.end(), b.begin(), differences.begin(), std::minus<>{});
    data_.of["differences"].samples = {std::move(differences)};
  }

  StatisticData taken() && { return std::move(data_); }

 private:
  DataSource::Given given_for(const Parameter& parameter) const {
    const auto found = options_.given.find(std::string{parameter.name});
    return found == options_.given.end() ? std::nullopt : DataSource::Given{found->second};
  }
  static bool take(std::optional<std::vector<double>> sample, Data& data) {
    if (sample) data.samples = {std::move(*sample)};
    return !data.samples.empty();
  }
  static bool take(std::optional<std::vector<std::vector<double>>> samples, Data& data) {
    const bool there = samples.has_value();
    if (there) data.samples = std::move(*samples);
    return there;
  }
  static bool take(std::optional<std::vector<std::int64_t>> integers, Data& data) {
    const bool there = integers.has_value();
    if (there) data.integers = std::move(*integers);
    return there;
  }

  DataSource& source_;
  const DataOptions& options_;
  StatisticData data_;
};

}  // namespace

std::vector<std::string> parts_of(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  while (from <= text.size() && !text.empty()) {
    const std::size_t to = std::min(text.find(separator, from), text.size());
    parts.push_back(text.substr(from, to - from));
    from = to + 1;
  }
  return parts;
}

std::unique_ptr<DataSource> inline_source() { return std::make_unique<InlineSource>(); }

bool takes_data(const Parameter& parameter) { return parameter.kind >= Kind::sample; }

bool takes_differences(const stats::Statistic& statistic) {
  return std::ranges::any_of(statistic.parameters,
                             [](const Parameter& parameter) { return parameter.name == "differences"; });
}

StatisticData data_of(const stats::Statistic& statistic, const DataOptions& options,
                      const Invocation& invocation) {
  if (std::ranges::none_of(statistic.parameters, takes_data)) return {};
  const auto source = source_of(statistic, options, invocation);
  Collector collector{*source, options};
  for (const auto& parameter : statistic.parameters) {
    const bool subtracted = parameter.name == "differences" && !options.given.contains("differences");
    if (takes_data(parameter) && !subtracted) collector.collect(parameter);
  }
  if (takes_differences(statistic)) collector.subtract();
  return std::move(collector).taken();
}

}  // namespace gainsay::cli
