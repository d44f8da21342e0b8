#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "gainsay/tracker/query.h"

#include "query_tree.h"
#include "rows.h"

// Conditions and orders as SQL over the table `runs`, with what the user wrote bound and never pasted in.
namespace gainsay::tracker {

struct Sql {
  std::string text;
  std::vector<ParamValue> bound = {};

  Sql& operator+=(const Sql& more) {
    text += more.text;
    bound.insert(bound.end(), more.bound.begin(), more.bound.end());
    return *this;
  }
  // From the first place on.
  void bind_to(Rows& statement) const;
};

// How a condition on a param, tag, metric or curve is answered: by all rows for which it holds, or run by
// run.
enum class Lookup : std::uint8_t { rows_first, run_first };

// An expression that is true for the runs that the condition holds for, and false or NULL for others.
Sql to_sql(const detail::Condition& condition, Lookup lookup = Lookup::rows_first);

// A query for the rows of one comparison with a param, tag, metric or curve; nothing for other conditions.
std::optional<Sql> rows_sql(const detail::Condition& condition);

// What comes behind ORDER BY; runs that are alike in all keys are ordered by id.
Sql order_sql(std::span<const SortKey> keys);

// A query for the first runs in the order of `keys` among those that have a number or text for the first key;
// nothing where that key has no index. Where it gives fewer rows than `limit`, runs without one follow.
std::optional<Sql> first_rows_sql(std::span<const SortKey> keys, const Sql& condition, std::int64_t limit);

}  // namespace gainsay::tracker
