#include "gainsay/importers/csv.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <unordered_map>

#include "gainsay/tracker/error.h"

#include "csv_columns.h"
#include "csv_reader.h"
#include "number.h"
#include "run_builder.h"

namespace gainsay::importers {
namespace {

using Row = std::vector<std::string>;

// Sorts the rows of a table into runs.
class TableImport {
 public:
  TableImport(const Columns& columns, std::string file) : columns_(columns), file_(std::move(file)) {}

  void add(const Row& row, const std::string& place) {
    RunBuilder& run = run_of(row, place);
    for (std::size_t i = 0; i < row.size(); ++i) {
      const Column& column = columns_.all()[i];
      if (column.field == Field::value) add_number(run, row, {long_metric(row, place), row[i]}, place);
      if (column.field == Field::wide_value) add_number(run, row, {column.name, row[i]}, place);
    }
  }

  ImportResult finish() && {
    ImportResult result;
    for (RunBuilder& run : runs_) result.runs.push_back(std::move(run).finish(file_));
    if (empty_values_ > 0) {
      result.notes.push_back(std::to_string(empty_values_) + " empty values in " + file_ +
                             " are missing and made no entry");
    }
    return result;
  }

 private:
  struct Cell {
    tracker::Name metric;
    std::string_view text;
  };

  // Rows whose descriptions are equal, cell for cell, share a run; only a new description is looked at
  // closely.
  RunBuilder& run_of(const Row& row, const std::string& place) {
    const auto [found, is_new] = by_description_.try_emplace(description(row), 0);
    if (is_new) {
      found->second = find_or_make(row, place);
      describe(runs_[found->second], row, place);
    }
    return runs_[found->second];
  }

  std::size_t find_or_make(const Row& row, const std::string& place) {
    if (columns_.text(row, Field::method).empty()) {
      throw tracker::FormatError(place, "the method is empty", "every row must say which method it is of");
    }
    const std::string_view name = columns_.text(row, Field::run);
    const std::string identity =
        name.empty() ? "rows:" + identity_without_name(row) : "run:" + std::string{name};
    const auto [found, is_new] = by_identity_.try_emplace(identity, runs_.size());
    if (is_new) runs_.emplace_back().set_source_id(name);
    return found->second;
  }

  // The cells that describe the run, each with its length, so that no two rows are confused.
  std::string description(const Row& row) const {
    std::string text;
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (describes_run(columns_.all()[i].field)) text += std::to_string(row[i].size()) + ":" + row[i];
    }
    return text;
  }

  std::string identity_without_name(const Row& row) const {
    std::string text;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const Field field = columns_.all()[i].field;
      const bool counts = describes_run(field) && field != Field::role && field != Field::status &&
                          field != Field::tag && field != Field::run;
      if (counts) text += std::to_string(row[i].size()) + ":" + row[i];
    }
    return text;
  }

  void describe(RunBuilder& run, const Row& row, const std::string& place) const {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (!row[i].empty()) describe_by(run, columns_.all()[i], row[i], place);
    }
  }

  static void describe_by(RunBuilder& run, const Column& column, std::string_view text,
                          const std::string& place) {
    switch (column.field) {
      case Field::method:
        return run.set_method(text, place);
      case Field::dataset:
        return run.set_dataset(text, place);
      case Field::split:
        return run.set_split(text, place);
      case Field::seed:
        return run.set_seed(text, place);
      case Field::fold:
        return run.set_fold(text, place);
      case Field::purpose:
        return run.set_purpose(text, place);
      case Field::role:
        return run.set_role(text, place);
      case Field::status:
        return run.set_status(text, place);
      case Field::param:
        return run.set_param(column.name, text, place);
      case Field::tag:
        return run.set_tag(column.name, text, place);
      default:
        return;  // not about the run, or its name, which is known already
    }
  }

  tracker::Name long_metric(const Row& row, const std::string& place) const {
    const std::string_view metric = columns_.text(row, Field::metric);
    if (metric.empty() && !trimmed(columns_.text(row, Field::value)).empty()) {
      throw tracker::FormatError(place, "a value without a metric", "name the metric in the row");
    }
    return metric;
  }

  void add_number(RunBuilder& run, const Row& row, const Cell& cell, const std::string& place) {
    const std::string_view text = trimmed(cell.text);
    if (text.empty()) {
      ++empty_values_;
      return;
    }
    const auto value = parse_number(text);
    if (!value) {
      throw tracker::FormatError(
          place, "`" + std::string{text} + "` as " + cell.metric.str() + " is no number",
          "leave the cell empty where the value is missing; nan, inf and -inf are values");
    }
    run.add({.metric = cell.metric,
             .value = *value,
             .step = columns_.text(row, Field::step),
             .time = columns_.text(row, Field::time),
             .item = columns_.text(row, Field::item),
             .cluster = columns_.text(row, Field::cluster)},
            place);
  }

  const Columns& columns_;
  std::string file_;
  std::vector<RunBuilder> runs_;
  std::unordered_map<std::string, std::size_t> by_description_;
  std::unordered_map<std::string, std::size_t> by_identity_;
  std::size_t empty_values_ = 0;
};

void check_width(const Row& row, const Columns& columns, const std::string& place) {
  if (row.size() == columns.width()) return;
  throw tracker::FormatError(
      place, std::to_string(row.size()) + " cells where the header has " + std::to_string(columns.width()),
      "put cells that hold the delimiter in quotes; end missing cells with a delimiter");
}

}  // namespace

ImportResult read_csv(std::istream& input, const std::string& place, const CsvOptions& options) {
  CsvReader reader{input, place, options.delimiter};
  Row row;
  if (!reader.next(row)) {
    throw tracker::FormatError(place, "the file is empty", "the first line must name the columns");
  }
  const Columns columns{row, options, reader.here()};
  TableImport table{columns, place};
  while (reader.next(row)) {
    check_width(row, columns, reader.here());
    row.insert(row.end(), columns.constants().begin(), columns.constants().end());
    table.add(row, reader.here());
  }
  return std::move(table).finish();
}

ImportResult read_csv(const std::filesystem::path& file, const CsvOptions& options) {
  std::ifstream input{file, std::ios::binary};
  if (!input || std::filesystem::is_directory(file)) {
    throw tracker::FormatError(file.string(), "the file cannot be read", "check its name and permissions");
  }
  return read_csv(input, file.string(), options);
}

}  // namespace gainsay::importers
