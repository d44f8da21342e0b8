#include "gainsay/stats/dunnett.h"

#include <cmath>

#include "check.h"
#include "group_means.h"
#include "studentized_tail.h"

namespace gainsay::stats {

DunnettTest dunnett_test(std::span<const std::span<const double>> groups, std::int64_t control,
                         double confidence) {
  constexpr std::string_view function = "dunnett_test";
  check::open_unit(function, "confidence", confidence);
  const GroupMeans moments = group_means(function, groups);
  check::between(function, "control", control, 0, std::ssize(groups) - 1);
  const auto b = static_cast<std::size_t>(control);
  std::vector<double> loadings;
  for (std::size_t a = 0; a < groups.size(); ++a) {
    if (a != b) loadings.push_back(std::sqrt(moments.sizes[a] / (moments.sizes[a] + moments.sizes[b])));
  }
  StudentizedTail largest = many_to_one_tail(loadings);
  DunnettTest result{.comparisons = {},
                     .critical_value = largest.critical_value(1 - confidence, moments.df),
                     .sd = moments.sd,
                     .df = moments.df,
                     .control = control,
                     .n = moments.n,
                     .n_groups = std::ssize(groups),
                     .method = "dunnett"};
  for (std::size_t a = 0; a < groups.size(); ++a) {
    if (a == b) continue;
    MeanDifference difference = difference_of_means(moments, a, b);
    const double margin = result.critical_value * difference.standard_error;
    difference.interval = {difference.estimate - margin, difference.estimate + margin, confidence};
    difference.p_value = largest.ccdf(std::abs(difference.statistic), moments.df);
    result.comparisons.push_back(difference);
  }
  return result;
}

}  // namespace gainsay::stats
