#include "diagnostic_budget.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "gainsay/audit/rule.h"

namespace gainsay::audit {

double diagnostic_alpha(std::int64_t tests) {
  constexpr double budget = 0.05;
  if (tests < 1) throw std::domain_error(fmt::format("diagnostic_alpha: tests is {}, not 1 or more", tests));
  const auto rules = std::ranges::count_if(all_rules(), [](const Rule& rule) { return rule.diagnostic; });
  return budget / static_cast<double>(rules) / static_cast<double>(tests);
}

}  // namespace gainsay::audit
