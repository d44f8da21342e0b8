#include "groups.h"

#include <cstddef>
#include <string>

#include "check.h"

namespace gainsay::stats {

void check_groups(std::string_view function, std::span<const std::span<const double>> groups,
                  std::int64_t minimum) {
  check::at_least(function, "the number of groups", std::ssize(groups), 2);
  for (std::size_t g = 0; g < groups.size(); ++g) {
    check::sample(function, "groups[" + std::to_string(g) + "]", groups[g], minimum);
  }
}

}  // namespace gainsay::stats
