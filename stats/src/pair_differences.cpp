#include "pair_differences.h"

#include "check.h"

namespace gainsay::stats {

std::vector<double> differences_of(std::string_view function, std::span<const double> a,
                                   const std::optional<std::span<const double>>& b) {
  std::vector<double> differences(a.begin(), a.end());
  if (!b) return differences;
  check::same_size(function, a.size(), b->size());
  for (std::size_t i = 0; i < a.size(); ++i) differences[i] -= (*b)[i];
  return differences;
}

}  // namespace gainsay::stats
