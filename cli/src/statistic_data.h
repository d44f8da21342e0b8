#pragma once

#include <map>
#include <string>
#include <vector>

#include "gainsay/stats/catalogue.h"

#include "invocation.h"

namespace gainsay::cli {

// Where `gainsay test` takes its data from, as the options say it.
struct DataOptions {
  std::string csv;                           // a file; empty: numbers stand in the options themselves
  std::string value;                         // long form: the column of the values
  std::string group;                         // ... of the arms, methods or groups
  std::string block;                         // ... of what they share: seeds, items, datasets
  std::string metric;                        // of the study
  std::vector<std::string> datasets;         // of the study; empty: all
  std::map<std::string, std::string> given;  // parameter -> what its option says
};

// The data of one parameter.
struct Data {
  std::vector<std::vector<double>> samples;  // one; or one a group, task or row
  std::vector<std::int64_t> integers;
};

struct StatisticData {
  std::map<std::string, Data> of;                         // by parameter
  std::map<std::string, std::vector<std::string>> names;  // of what stands for it in a table in long form
};

// The data of every parameter that takes some and is given any. Where the statistic has a parameter
// `differences`, an `a` and a `b` may stand for it.
// Throws tracker::Error, whose place is the option or the file and line, where a column, group or run is not
// there, a cell is not a number, pairs are incomplete, or options contradict each other.
StatisticData data_of(const stats::Statistic& statistic, const DataOptions& options,
                      const Invocation& invocation);

// Whether a parameter takes data, and not one number, choice or text.
bool takes_data(const stats::Parameter& parameter);

// Whether the differences of an `a` and a `b` may be given for a parameter of the statistic.
bool takes_differences(const stats::Statistic& statistic);

}  // namespace gainsay::cli
