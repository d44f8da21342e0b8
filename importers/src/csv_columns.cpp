#include "csv_columns.h"

#include <algorithm>
#include <utility>

#include "gainsay/tracker/error.h"

#include "nearest.h"

namespace gainsay::importers {
namespace {

constexpr std::array<std::pair<std::string_view, Field>, 15> named_fields{{
    {"method", Field::method},
    {"dataset", Field::dataset},
    {"split", Field::split},
    {"seed", Field::seed},
    {"fold", Field::fold},
    {"metric", Field::metric},
    {"value", Field::value},
    {"run", Field::run},
    {"step", Field::step},
    {"time", Field::time},
    {"purpose", Field::purpose},
    {"role", Field::role},
    {"status", Field::status},
    {"item", Field::item},
    {"cluster", Field::cluster},
}};
constexpr std::string_view param_prefix = "params.";
constexpr std::string_view tag_prefix = "tags.";

bool contains(const std::vector<std::string>& texts, const std::string& text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

std::optional<Column> column_named(const std::string& name) {
  for (const auto& [text, field] : named_fields) {
    if (name == text) return Column{field, name};
  }
  for (const auto& [prefix, field] :
       {std::pair{param_prefix, Field::param}, std::pair{tag_prefix, Field::tag}}) {
    if (name.starts_with(prefix) && name.size() > prefix.size())
      return Column{field, name.substr(prefix.size())};
  }
  return std::nullopt;
}

Column field_named(const std::string& name, const std::string& place) {
  if (const auto column = column_named(name)) return *column;
  throw tracker::FormatError(
      place, "`" + name + "` is no field that a column or constant can stand for",
      "the fields are method, dataset, split, seed, fold, metric, value, run, step, time, "
      "purpose, role, status, item, cluster, params.NAME and tags.NAME");
}

std::string remedy_for_unknown(const std::string& name) {
  std::array<std::string_view, named_fields.size()> candidates;
  std::transform(named_fields.begin(), named_fields.end(), candidates.begin(),
                 [](const auto& f) { return f.first; });
  const std::string_view near = nearest(name, candidates);
  const std::string guess = near.empty() ? "" : "did you mean `" + std::string{near} + "`? ";
  return guess + "rename it to a field, name it as a metric (--values " + name + ") or as params." + name +
         ", or leave it out (--ignore " + name + ")";
}

// What a column of the header stands for.
Column resolve(const std::string& name, const CsvOptions& options, const std::string& place) {
  for (const FieldText& renamed : options.columns) {
    if (renamed.text == name) return field_named(renamed.field, place);
  }
  if (contains(options.values, name)) return {Field::wide_value, name};
  if (contains(options.ignore, name)) return {Field::ignored, name};
  const auto column = column_named(name);
  const bool renamed_away = std::any_of(options.columns.begin(), options.columns.end(),
                                        [&](const FieldText& renamed) { return renamed.field == name; });
  if (column && !renamed_away) return *column;
  if (renamed_away) {
    throw tracker::FormatError(place, "column `" + name + "` and the column named for it both hold the field",
                               "leave one of them out (--ignore " + name + ")");
  }
  throw tracker::FormatError(place, "unknown column `" + name + "`", remedy_for_unknown(name));
}

void require_present(const std::vector<std::string>& header, const std::string& name,
                     const std::string& place) {
  if (contains(header, name)) return;
  throw tracker::FormatError(place, "there is no column `" + name + "`",
                             "the header names the columns there are");
}

}  // namespace

Columns::Columns(const std::vector<std::string>& header, const CsvOptions& options,
                 const std::string& place) {
  for (const FieldText& renamed : options.columns) require_present(header, renamed.text, place);
  for (const std::string& metric : options.values) require_present(header, metric, place);
  std::vector<std::string> sorted = header;
  std::sort(sorted.begin(), sorted.end());
  const auto doubled = std::adjacent_find(sorted.begin(), sorted.end());
  if (doubled != sorted.end()) {
    throw tracker::FormatError(place, "column `" + *doubled + "` appears twice", "rename one of them");
  }
  for (const std::string& name : header) add(resolve(name, options, place), place);
  for (const FieldText& constant : options.constants) {
    add(field_named(constant.field, place), place);
    constants_.push_back(constant.text);
  }
  check(options, place);
}

void Columns::add(Column column, const std::string& place) {
  const bool many = column.field == Field::param || column.field == Field::tag ||
                    column.field == Field::wide_value || column.field == Field::ignored;
  const bool taken = std::any_of(all_.begin(), all_.end(), [&](const Column& other) {
    return other.field == column.field && column.field != Field::ignored &&
           (!many || other.name == column.name);
  });
  if (taken) {
    throw tracker::FormatError(place, "the field `" + column.name + "` is given twice",
                               "leave one of them out");
  }
  if (!many) index_[static_cast<std::size_t>(column.field)] = all_.size();
  all_.push_back(std::move(column));
}

void Columns::check(const CsvOptions& options, const std::string& place) const {
  if (!has(Field::method)) {
    throw tracker::FormatError(place, "no column holds the method",
                               "name one (--method COLUMN) or give it for all rows (--constant method=NAME)");
  }
  const bool wide = !options.values.empty();
  if (wide && (has(Field::metric) || has(Field::value))) {
    throw tracker::FormatError(place, "a table with metric columns cannot have `metric` or `value` too",
                               "leave out --values, or these columns");
  }
  if (!wide && !(has(Field::metric) && has(Field::value))) {
    throw tracker::FormatError(
        place, "no column holds the numbers",
        "long form needs `metric` and `value`; for one column a metric name them with --values");
  }
}

std::string_view Columns::text(const std::vector<std::string>& row, Field field) const {
  const auto index = index_[static_cast<std::size_t>(field)];
  return index ? std::string_view{row[*index]} : std::string_view{};
}

}  // namespace gainsay::importers
