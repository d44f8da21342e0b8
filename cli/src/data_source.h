#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gainsay/stats/catalogue.h"

#include "invocation.h"
#include "statistic_data.h"

namespace gainsay::cli {

// What the data of a statistic are read from. `given` is what the parameter's option says, if it is there.
// Each throws tracker::Error where it has no such data.
class DataSource {
 public:
  using Given = std::optional<std::string>;

  virtual ~DataSource() = default;
  // Nothing: there are no data for this parameter.
  virtual std::optional<std::vector<double>> sample(const stats::Parameter& parameter,
                                                    const Given& given) = 0;
  virtual std::optional<std::vector<std::vector<double>>> samples(const stats::Parameter& parameter,
                                                                  const Given& given) = 0;
  // Rows of the same length.
  virtual std::optional<std::vector<std::vector<double>>> matrix(const stats::Parameter& parameter,
                                                                 const Given& given) = 0;
  virtual std::optional<std::vector<std::int64_t>> integers(const stats::Parameter& parameter,
                                                            const Given& given) = 0;
  // What stood for the parameter: the group; or those of its groups, tasks or columns, in their order. Empty
  // where they have no names but those that the option gives.
  virtual std::vector<std::string> names_of(const stats::Parameter&, const Given&) { return {}; }
};

// Numbers in the options: `--a 0.91,0.93`, rows and groups separated by `;`.
std::unique_ptr<DataSource> inline_source();

// Columns of a CSV file by their names: `--a COL`, several separated by commas.
std::unique_ptr<DataSource> wide_source(const DataOptions& options);

// One value a row of a CSV file, with its group and block.
std::unique_ptr<DataSource> long_source(const DataOptions& options);

// The results of the study: groups are methods, blocks are seeds, or datasets for a statistic over several.
std::unique_ptr<DataSource> study_source(const DataOptions& options, const stats::Statistic& statistic,
                                         const Invocation& invocation);

// "a,b,c" as its parts; empty text has none.
std::vector<std::string> parts_of(const std::string& text, char separator);

}  // namespace gainsay::cli
