#pragma once

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

// An expression that is true for the runs that the condition holds for, and false or NULL for others.
Sql to_sql(const detail::Condition& condition);

// What comes behind ORDER BY; runs that are alike in all keys are ordered by id.
Sql order_sql(std::span<const SortKey> keys);

}  // namespace gainsay::tracker
