#include "gainsay/audit/rule.h"

#include <algorithm>

namespace gainsay::audit {

const Rule* find_rule(std::string_view code_or_name) {
  const auto& rules = all_rules();
  const auto found = std::ranges::find_if(
      rules, [&](const Rule& rule) { return rule.code == code_or_name || rule.name == code_or_name; });
  return found == rules.end() ? nullptr : &*found;
}

}  // namespace gainsay::audit
