#include <utility>

#include "gainsay/importers/csv_table.h"
#include "gainsay/tracker/error.h"

#include "data_source.h"
#include "key_value.h"

namespace gainsay::cli {
namespace {

using importers::CsvTable;
using stats::Parameter;

// Columns by name. An empty cell is missing: it shortens a sample, and is an error where rows belong
// together.
class WideSource : public DataSource {
 public:
  explicit WideSource(const DataOptions& options) : table_(importers::read_csv_table(options.csv)) {}

  std::optional<std::vector<double>> sample(const Parameter& parameter, const Given& given) override {
    if (!given) return std::nullopt;
    return values(*given, parameter.paired);
  }

  std::optional<std::vector<std::vector<double>>> samples(const Parameter&, const Given& given) override {
    if (!given) return std::nullopt;
    std::vector<std::vector<double>> groups;
    for (const auto& name : parts_of(*given, ',')) groups.push_back(values(name, false));
    return groups;
  }

  std::optional<std::vector<std::vector<double>>> matrix(const Parameter&, const Given& given) override {
    if (!given) return std::nullopt;
    std::vector<std::vector<double>> rows(table_.rows.size());
    for (const auto& name : parts_of(*given, ',')) {
      const auto column = values(name, true);
      for (std::size_t i = 0; i < rows.size(); ++i) rows[i].push_back(column[i]);
    }
    return rows;
  }

  // Labels are numbered in the order in which they appear.
  std::optional<std::vector<std::int64_t>> integers(const Parameter&, const Given& given) override {
    if (!given) return std::nullopt;
    const std::size_t column = table_.column(*given);
    std::map<std::string, std::int64_t> numbers;
    std::vector<std::int64_t> made;
    for (const auto& row : table_.rows) {
      const auto next = static_cast<std::int64_t>(numbers.size());
      made.push_back(numbers.emplace(row.cells[column], next).first->second);
    }
    return made;
  }

 private:
  std::vector<double> values(const std::string& name, bool all) const {
    const std::size_t column = table_.column(name);
    std::vector<double> made;
    for (const auto& row : table_.rows) {
      const auto& cell = row.cells[column];
      const auto place = table_.file + ":" + std::to_string(row.line);
      if (!cell.empty()) {
        made.push_back(number_value(cell, place));
      } else if (all) {
        throw tracker::FormatError(place, "`" + name + "` is empty, and the rows belong together",
                                   "fill it in, or leave the whole row out");
      }
    }
    return made;
  }

  const CsvTable table_;
};

}  // namespace

std::unique_ptr<DataSource> wide_source(const DataOptions& options) {
  return std::make_unique<WideSource>(options);
}

}  // namespace gainsay::cli
