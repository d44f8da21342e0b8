#include "comparison_family.h"

#include <iterator>

#include "gainsay/stats/holm.h"

namespace gainsay::audit {

void adjust_by_holm(std::span<Comparison* const> comparisons) {
  std::vector<double> p_values;
  for (const Comparison* comparison : comparisons) {
    if (comparison->p) p_values.push_back(*comparison->p);
  }
  const std::vector<double> adjusted = stats::holm(p_values);
  auto next = adjusted.begin();
  for (Comparison* comparison : comparisons) {
    comparison->family_size = std::ssize(adjusted);
    if (comparison->p) comparison->p_adjusted = *next++;
  }
}

void adjust_by_holm(std::vector<Comparison>& comparisons) {
  std::vector<Comparison*> members;
  members.reserve(comparisons.size());
  for (Comparison& comparison : comparisons) members.push_back(&comparison);
  adjust_by_holm(members);
}

}  // namespace gainsay::audit
