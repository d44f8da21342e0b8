#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gainsay/importers/csv.h"

namespace gainsay::importers {

// What a column of a table holds. Those up to `tag` describe the run, the others its numbers.
enum class Field : std::uint8_t {
  run,
  method,
  dataset,
  split,
  seed,
  fold,
  purpose,
  role,
  status,
  param,
  tag,
  metric,
  value,
  step,
  time,
  item,
  cluster,
  wide_value,
  ignored
};

inline constexpr bool describes_run(Field field) { return field <= Field::tag; }

struct Column {
  Field field = Field::ignored;
  std::string name;  // the param's, tag's or wide metric's name; else the field's
};

// The columns of a table: those of its header, then one for each constant, whose texts `constants` holds.
class Columns {
 public:
  // Throws tracker::FormatError as read_csv says. place: of the header.
  Columns(const std::vector<std::string>& header, const CsvOptions& options, const std::string& place);

  const std::vector<Column>& all() const { return all_; }
  const std::vector<std::string>& constants() const { return constants_; }
  std::size_t width() const { return all_.size() - constants_.size(); }  // of the table itself

  // The text of a field in a row of all() columns; empty where there is no such column.
  std::string_view text(const std::vector<std::string>& row, Field field) const;

 private:
  void add(Column column, const std::string& place);
  void check(const CsvOptions& options, const std::string& place) const;
  bool has(Field field) const { return index_[static_cast<std::size_t>(field)].has_value(); }

  std::vector<Column> all_;
  std::vector<std::string> constants_;
  std::array<std::optional<std::size_t>, static_cast<std::size_t>(Field::ignored) + 1> index_;
};

}  // namespace gainsay::importers
