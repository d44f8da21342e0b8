#include "value_indexes.h"

#include "rows.h"

namespace gainsay::tracker {

void ValueIndexes::drop() {
  std::vector<std::string> names;
  {
    Rows index{database_,
               "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND name GLOB '*_by_value'"};
    while (index.next()) {
      names.push_back(index.text(0));
      dropped_.push_back(index.text(1));
    }
  }
  for (const auto& name : names) database_.exec("DROP INDEX " + name);
}

void ValueIndexes::restore() {
  for (const auto& sql : dropped_) database_.exec(sql);
  dropped_.clear();
}

}  // namespace gainsay::tracker
