#include "query_plan.h"

#include <cstdint>
#include <optional>
#include <utility>

#include "rows.h"

namespace gainsay::tracker {
namespace {

using detail::Condition;

// Beyond so many rows, finding them all costs about as much as looking at every run.
constexpr std::int64_t few = 100'000;

std::int64_t count_up_to(SQLite::Database& database, const Sql& rows, std::int64_t most) {
  Sql sql{"SELECT count(*) FROM ("};
  sql += rows;
  sql += {" LIMIT ?)", {most}};
  Rows count{database, sql.text};
  sql.bind_to(count);
  count.next();
  return count.integer(0);
}

// The part with the fewest rows, if they are few.
std::optional<std::size_t> rarest_part(SQLite::Database& database, const Condition& condition) {
  std::optional<std::size_t> rarest;
  std::int64_t fewest = few;
  for (std::size_t i = 0; i < condition.parts.size(); ++i) {
    const auto rows = rows_sql(condition.parts[i]);
    if (!rows) continue;
    const std::int64_t count = count_up_to(database, *rows, fewest);
    if (count < fewest) {
      fewest = count;
      rarest = i;
    }
  }
  return rarest;
}

}  // namespace

Sql planned_sql(SQLite::Database& database, const Condition& condition) {
  if (condition.kind != Condition::Kind::all) return to_sql(condition);
  const auto rarest = rarest_part(database, condition);
  if (!rarest) return to_sql(condition);
  Sql sql;
  for (std::size_t i = 0; i < condition.parts.size(); ++i) {
    sql.text += i == 0 ? "(" : " AND ";
    sql += to_sql(condition.parts[i], i == *rarest ? Lookup::rows_first : Lookup::run_first);
  }
  sql.text += ")";
  return sql;
}

}  // namespace gainsay::tracker
