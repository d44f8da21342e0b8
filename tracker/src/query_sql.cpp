#include "query_sql.h"

#include <cmath>
#include <utility>

namespace gainsay::tracker {
namespace {

using namespace detail;
using Kind = RunField::Kind;

// Where a field is kept.
enum class Place : std::uint8_t { name, text, value, metric, param, tag, curve };

struct Location {
  Place place;
  std::string sql;  // a column of runs, an expression over them, or a column of curves
};

Location location_of(const RunField& field) {
  switch (field.kind) {
    case Kind::method:
      return {Place::name, "runs.method"};
    case Kind::dataset:
      return {Place::name, "runs.dataset"};
    case Kind::split:
      return {Place::name, "runs.split"};
    case Kind::id:
      return {Place::text, "runs.id"};
    case Kind::source_id:
      return {Place::text, "runs.source_id"};
    case Kind::purpose:
      return {Place::text, "runs.purpose"};
    case Kind::role:
      return {Place::text, "runs.role"};
    case Kind::status:
      return {Place::text, "runs.status"};
    case Kind::failure:
      return {Place::text, "runs.failure"};
    case Kind::host:
      return {Place::text, "runs.host"};
    case Kind::device:
      return {Place::text, "runs.device"};
    case Kind::parent:
      return {Place::text, "runs.parent"};
    case Kind::git_commit:
      return {Place::text, "runs.git_commit"};
    case Kind::git_branch:
      return {Place::text, "runs.git_branch"};
    case Kind::seed:
      return {Place::value, "runs.seed"};
    case Kind::fold:
      return {Place::value, "runs.fold"};
    case Kind::exit_code:
      return {Place::value, "runs.exit_code"};
    case Kind::dropped:
      return {Place::value, "runs.dropped_points"};
    case Kind::started:
      return {Place::value, "runs.started_at"};
    case Kind::ended:
      return {Place::value, "runs.ended_at"};
    case Kind::duration:
      return {Place::value, "(runs.ended_at - runs.started_at)"};
    case Kind::excluded:
      return {Place::value, "(runs.excluded_reason IS NOT NULL)"};
    case Kind::git_dirty:
      return {Place::value, "runs.git_dirty"};
    case Kind::param:
      return {Place::param, "value"};
    case Kind::tag:
      return {Place::tag, "value"};
    case Kind::metric:
      return {Place::metric, "value"};
    case Kind::curve_n:
      return {Place::curve, "n"};
    case Kind::curve_step:
      return {Place::curve, "last_step"};
    case Kind::curve_first:
      return {Place::curve, "first"};
    case Kind::curve_last:
      return {Place::curve, "last"};
    case Kind::curve_min:
      return {Place::curve, "min"};
    case Kind::curve_max:
      return {Place::curve, "max"};
  }
  return {Place::value, "NULL"};
}

std::string sign_of(Comparison comparison) {
  switch (comparison) {
    case Comparison::equal:
      return " = ?";
    case Comparison::unequal:
      return " <> ?";
    case Comparison::less:
      return " < ?";
    case Comparison::at_most:
      return " <= ?";
    case Comparison::greater:
      return " > ?";
    case Comparison::at_least:
      return " >= ?";
    case Comparison::like:
      return " LIKE ?";
  }
  return " = ?";
}

// The table that holds a named field.
std::string_view table_of(Place place) {
  switch (place) {
    case Place::metric:
      return "results";
    case Place::param:
      return "params";
    case Place::tag:
      return "tags";
    default:
      return "curves";
  }
}

// That a row of that table is about the field whose name is bound.
std::string is_named(Place place) {
  const std::string column = place == Place::param ? "param" : place == Place::tag ? "tag" : "metric";
  return column + " = (SELECT name FROM names WHERE text = ?)";
}

std::string rows_of(Place place, std::string_view column) {
  return "SELECT " + std::string{column} + " FROM " + std::string{table_of(place)} + " WHERE " +
         is_named(place);
}

// The runs that have a named field for which `test` holds.
Sql among(const RunField& field, Place place, const Sql& test, Lookup lookup) {
  Sql sql{lookup == Lookup::rows_first ? "runs.run IN (" + rows_of(place, "run")
                                       : "EXISTS (" + rows_of(place, "1") + " AND run = runs.run",
          {field.name.str()}};
  if (!test.text.empty()) sql.text += " AND ";
  sql += test;
  sql.text += ")";
  return sql;
}

// Which of a param's kinds a value can be compared with; other fields have but one.
std::string kinds_like(const ParamValue& value) {
  if (std::holds_alternative<bool>(value)) return "kind = 'bool' AND ";
  if (std::holds_alternative<std::string>(value)) return "kind = 'text' AND ";
  return "kind IN ('int', 'real') AND ";
}

// NaN, which is NULL in the columns of numbers, is unequal to everything.
bool keeps_nan_as_null(const RunField& field) {
  return field.kind == Kind::metric || field.kind == Kind::curve_first || field.kind == Kind::curve_last;
}

// What a row of a named field's table must have for the comparison to hold.
Sql row_test(const Condition& condition, const Literal& literal) {
  const auto value = value_for(condition.field, literal);
  const auto [place, column] = location_of(condition.field);
  const bool is_param = place == Place::param;
  const std::string kinds = is_param ? kinds_like(value) : "";
  const bool has_nan =
      is_param ? kinds.find("real") != std::string::npos : keeps_nan_as_null(condition.field);
  const std::string nan =
      has_nan && condition.comparison == Comparison::unequal ? " OR " + column + " IS NULL" : "";
  return {kinds + "(" + column + sign_of(condition.comparison) + nan + ")", {value}};
}

Sql compare_one(const Condition& condition, const Literal& literal, Lookup lookup) {
  const auto value = value_for(condition.field, literal);
  const auto [place, column] = location_of(condition.field);
  const Sql test{column + sign_of(condition.comparison), {value}};
  switch (place) {
    case Place::name: {
      Sql sql{"(" + column + " <> 0 AND " + column + " IN (SELECT name FROM names WHERE text"};
      sql += {sign_of(condition.comparison) + "))", {value}};
      return sql;
    }
    case Place::text:
      return {"(" + column + " <> '' AND " + test.text + ")", test.bound};
    case Place::value:
      return test;
    default:
      return among(condition.field, place, row_test(condition, literal), lookup);
  }
}

Sql missing(const RunField& field, Lookup lookup) {
  const auto [place, column] = location_of(field);
  switch (place) {
    case Place::name:
      return {column + " = 0"};
    case Place::text:
      return {"coalesce(" + column + ", '') = ''"};
    case Place::value:
      return {column + " IS NULL"};
    default:
      break;
  }
  const bool may_lack_value = field.kind == Kind::curve_min || field.kind == Kind::curve_max;
  Sql sql{"NOT "};
  sql += among(field, place, {may_lack_value ? column + " IS NOT NULL" : ""}, lookup);
  return sql;
}

Sql is_nan(const RunField& field, Lookup lookup) {
  const auto [place, column] = location_of(field);
  if (place == Place::param) return among(field, place, {"kind = 'real' AND value IS NULL"}, lookup);
  if (keeps_nan_as_null(field)) return among(field, place, {column + " IS NULL"}, lookup);
  return {"0"};
}

Sql joined(std::string_view word, const std::vector<Sql>& parts) {
  Sql sql{"("};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) sql.text += word;
    sql += parts[i];
  }
  sql.text += ")";
  return sql;
}

// The value of a field as one expression, for ordering.
Sql scalar(const RunField& field) {
  const auto [place, column] = location_of(field);
  switch (place) {
    case Place::name:
      return {"(SELECT nullif(text, '') FROM names WHERE name = " + column + ")"};
    case Place::text:
      return {"nullif(" + column + ", '')"};
    case Place::value:
      return {column};
    default:
      break;
  }
  return {"(" + rows_of(place, column) + " AND run = runs.run)", {field.name.str()}};
}

}  // namespace

void Sql::bind_to(Rows& statement) const {
  int index = 1;
  for (const auto& value : bound) {
    if (const auto* words = std::get_if<std::string>(&value)) {
      statement.bind(index++, *words);
    } else if (const auto* real = std::get_if<double>(&value)) {
      statement.bind(index++, *real);
    } else if (const auto* whole = std::get_if<std::int64_t>(&value)) {
      statement.bind(index++, *whole);
    } else {
      statement.bind(index++, std::int64_t{std::get<bool>(value) ? 1 : 0});
    }
  }
}

Sql to_sql(const Condition& condition, Lookup lookup) {
  std::vector<Sql> parts;
  for (const auto& part : condition.parts) parts.push_back(to_sql(part, lookup));
  switch (condition.kind) {
    case Condition::Kind::all:
      return joined(" AND ", parts);
    case Condition::Kind::any:
      return joined(" OR ", parts);
    case Condition::Kind::negation: {
      Sql sql{"NOT coalesce("};
      sql += parts.front();
      sql.text += ", 0)";
      return sql;
    }
    case Condition::Kind::missing:
      return missing(condition.field, lookup);
    case Condition::Kind::is_nan:
      return is_nan(condition.field, lookup);
    case Condition::Kind::comparison:
    case Condition::Kind::one_of:
      break;
  }
  for (const auto& literal : condition.literals) parts.push_back(compare_one(condition, literal, lookup));
  return joined(" OR ", parts);
}

std::optional<Sql> rows_sql(const Condition& condition) {
  if (condition.kind != Condition::Kind::comparison) return std::nullopt;
  const Place place = location_of(condition.field).place;
  if (place == Place::name || place == Place::text || place == Place::value) return std::nullopt;
  Sql sql{rows_of(place, "run") + " AND ", {condition.field.name.str()}};
  sql += row_test(condition, condition.literals.front());
  return sql;
}

std::optional<Sql> first_rows_sql(std::span<const SortKey> keys, const Sql& condition, std::int64_t limit) {
  if (keys.empty()) return std::nullopt;
  const auto& [field, descending] = keys.front();
  const Place place = location_of(field).place;
  if (place != Place::metric && place != Place::param && place != Place::tag) return std::nullopt;
  Sql sql{"SELECT runs.run FROM (SELECT run, value FROM " + std::string{table_of(place)} + " WHERE " +
              is_named(place) + " AND value IS NOT NULL) AS first JOIN runs ON runs.run = first.run",
          {field.name.str()}};
  if (!condition.text.empty()) sql.text += " WHERE ";
  sql += condition;
  sql.text += descending ? " ORDER BY first.value DESC, " : " ORDER BY first.value, ";
  sql += order_sql(keys.subspan(1));
  sql += {" LIMIT ?", {limit}};
  return sql;
}

Sql order_sql(std::span<const SortKey> keys) {
  Sql sql;
  for (const auto& key : keys) {
    const auto value = scalar(key.field);
    sql += missing(key.field, Lookup::run_first);
    sql.text += ", ";
    sql += value;
    sql.text += " IS NULL, ";
    sql += value;
    sql.text += key.descending ? " DESC, " : ", ";
  }
  sql.text += "runs.id";
  return sql;
}

}  // namespace gainsay::tracker
