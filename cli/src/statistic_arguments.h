#pragma once

#include <list>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <CLI/App.hpp>

#include "gainsay/stats/catalogue.h"
#include "gainsay/tracker/error.h"

#include "statistic_data.h"

namespace gainsay::cli {

// Options of the names of a statistic's parameters (`n_a` as --n-a and --n_a, `p_values` as --p, too); what
// they say comes to stand in `given`.
void add_parameter_options(CLI::App& app, const stats::Statistic& statistic,
                           std::map<std::string, std::string>& given);

// The arguments of a statistic, of texts and data.
class StatisticArguments {
 public:
  // Throws tracker::Error, whose place is the option, for a text that is no number or choice, and where an
  // argument is missing. `data` must outlive the arguments.
  StatisticArguments(const stats::Statistic& statistic, const std::map<std::string, std::string>& given,
                     const StatisticData& data);

  // Throws tracker::Error for what the statistic is not defined for.
  stats::Value call() const;

 private:
  stats::Argument of_data(const stats::Parameter& parameter, const Data& data);
  stats::Argument of_text(const stats::Parameter& parameter, const std::string& text);

  const stats::Statistic& statistic_;
  std::list<std::vector<std::span<const double>>> groups_;
  std::list<std::vector<double>> rows_;
  std::list<std::string> texts_;
  std::vector<stats::Argument> arguments_;
};

// The field `p_value` of a result; nothing where it has none.
std::optional<double> p_value_of(const stats::Value& result);

// There is no such thing of that name; names the nearest statistic.
tracker::NotFoundError unknown_statistic(const std::string& what, const std::string& name,
                                         const std::string& remedy);

}  // namespace gainsay::cli
